import { dataOf } from '../data/data-files.js';
import { check } from './check.js';

/** A data file must be there and hold rows of numbers. */
export const dataUsable = check('DataInput', ['arch-data-unusable'], function* (input) {
  if (input.path === undefined) return;
  const outcome = dataOf(input);
  if (outcome.kind !== 'unusable') return;
  const message = `${input.path}: ${outcome.message}`;
  yield { node: input, property: 'path', code: 'arch-data-unusable', message };
});
