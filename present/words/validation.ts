import type { MeasurementMessages, RunMessages } from '../../validation/messages.js';
import { measurementWords } from './validation-measure.js';
import { runWords } from './validation-run.js';
import type { WordsOf } from './words-of.js';

// What runs keep in their folders is English for everybody: it is read by programs, and compared between machines.
export const validationWords: WordsOf<RunMessages & MeasurementMessages> = {
  ...runWords,
  ...measurementWords,
};
