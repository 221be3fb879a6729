import { isSignalWithin } from '../lowering/bounds.js';
import { check } from './check.js';

/** The variance along the target is between that of all directions, 1, and all that there is, d. */
export const signal = check('GaussianInput', ['arch-signal-out-of-range'], function* (input) {
  if (!input.signal || isSignalWithin(input)) return;
  const message =
    'The signal is the variance of the data along the target, where the mean over all directions is 1: choose it between 1 and the dimension.';
  yield { node: input, property: 'signal', code: 'arch-signal-out-of-range', message };
});
