import type { FileDiagnostic } from '../language/text.js';
import type { StudyJson } from '../present/json/prediction.js';

/** The predictions of a file, as `archscale predict --format json` prints them for it. */
export interface FilePredictions {
  /** The path of the file. */
  readonly file: string;
  readonly diagnostics: readonly FileDiagnostic[];
  /** The studies that have a prediction, in the order of the text. */
  readonly studies: readonly StudyJson[];
}
