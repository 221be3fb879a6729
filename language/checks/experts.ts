import { t } from '@vscode/l10n';
import { areExpertsWithin, sizeArgument } from '../lowering/bounds.js';
import { check } from './check.js';

/** An input sees some of the experts, at most all. */
export const activeExperts = check('Layer', ['arch-active-past-experts', 'arch-missing-argument'], function* (layer) {
  const active = sizeArgument(layer, 'active');
  if (!active || areExpertsWithin(layer)) return;
  if (!sizeArgument(layer, 'experts')) {
    const message = t`active says how many of the experts of ${layer.name} an input sees, and it has none: add experts: X, or remove active.`;
    yield { node: active, property: 'key', code: 'arch-missing-argument', message };
    return;
  }
  const message = t`More experts of ${layer.name} are active than there are: choose active between 1 and experts.`;
  yield { node: active, property: 'size', code: 'arch-active-past-experts', message };
});
