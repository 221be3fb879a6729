import { t } from '@vscode/l10n';
import * as ast from '../generated/ast.js';
import { representable } from '../../theory/representable.js';
import { targetFits } from '../lowering/fit.js';
import { lowerNetwork } from '../lowering/network.js';
import { lowerTarget } from '../lowering/target.js';
import { worded } from '../wording.js';
import { check } from './check.js';

/** The target must be a function of the network's input, and one that the network can represent. */
export const targetRepresentable = check(
  'TargetProperty',
  ['arch-target-does-not-fit-input', 'arch-target-not-representable'],
  function* (property) {
    const network = property.$container.properties.find(ast.isNetworkProperty)?.network?.ref;
    const lowered = network && lowerNetwork(network);
    const target = property.target?.ref && lowerTarget(property.target.ref);
    if (!lowered || !target) return;
    const base = { node: property, property: 'target' };
    if (!targetFits(target, lowered)) {
      const message = t`${target.name} has the attention target in it: it needs a network on input tokens(L, d), and ${lowered.name} is on input ${lowered.input.kind}.`;
      yield { ...base, code: 'arch-target-does-not-fit-input', message };
      return;
    }
    const failure = representable(lowered, target);
    if (!failure) return;
    const { degree, obstacle, help, suggestions } = failure;
    yield {
      ...base,
      code: 'arch-target-not-representable',
      message: worded({ code: 'target-not-representable', obstacle, help }),
      data: { degree, suggestions, network: lowered.name },
    };
  },
);
