import { dataOf } from '../data/data-files.js';
import { check } from './check.js';

/** A data file must be there and hold rows of numbers, and that of a direction one for each column. */
export const dataUsable = check('DataInput', ['arch-data-unusable'], function* (input) {
  if (input.path === undefined) return;
  const outcome = dataOf(input);
  if (outcome.kind !== 'unusable') return;
  const { of } = outcome;
  const message = `${input[of] ?? ''}: ${outcome.message}`;
  yield { node: input, property: of, code: 'arch-data-unusable', message };
});
