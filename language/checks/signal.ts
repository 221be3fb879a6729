import { t } from '@vscode/l10n';
import { isSignalWithin } from '../lowering/bounds.js';
import { directionsOf, namedDirections } from '../../theory/target.js';
import * as ast from '../generated/ast.js';
import { lowerStudy } from '../lowering/study.js';
import { check } from './check.js';

/** The variance along the target is between that of all directions, 1, and all that there is, d. */
export const signal = check('GaussianInput', ['arch-signal-out-of-range'], function* (input) {
  if (!input.signal || isSignalWithin(input)) return;
  const message = t(
    'The signal is the variance of the data along the target, where the mean over all directions is 1: choose it between 1 and the dimension.',
  );
  yield { node: input, property: 'signal', code: 'arch-signal-out-of-range', message };
});

/** Several directions with the signal in each cannot have more variance together than all d directions have. */
export const signalOfDirections = check('TargetProperty', ['arch-signal-out-of-range'], function* (property) {
  if (!ast.isStudy(property.$container)) return;
  const study = lowerStudy(property.$container);
  const input = study?.network.input;
  if (!study || input?.kind !== 'gaussian' || !input.signal) return;
  const count = namedDirections(study.target).length * directionsOf(study.target).value(study.reference);
  const share = (count * input.signal.value(study.reference)) / input.dimension.value(study.reference);
  if (share <= 1 + 1e-9) return;
  const message = t`The ${Number(count.toPrecision(3))} directions of ${study.target.name} have the signal each, which is more variance than all directions of the data have together: choose a smaller signal.`;
  yield { node: property, property: 'target', code: 'arch-signal-out-of-range', severity: 'warning', message };
});
