import { t } from '@vscode/l10n';
import { activationOf } from '../activations.js';
import { hasOwnVariance, weightVariance } from '../variances.js';
import type { RuleName } from '../rules.js';
import { routed, spreadOf, unitsOf } from './experts.js';
import type { LayerKind } from './kind.js';
import { unitMoves } from './units.js';

/**
 * A fully connected layer; on tokens, the same layer on every token (derived). With experts it is X of them side by side, of
 * which a fixed random choice of A sees an input (derived).
 */
export const dense: LayerKind = {
  kind: 'dense',
  summary: () => t('A fully connected layer: N units, each a function of a weighted sum of what comes in.'),
  example: 'dense h1 (width: N1, activation: erf)',
  sizes: [
    { name: 'width', meaning: 'N, the number of units (of each expert, where there are experts)' },
    { name: 'experts', meaning: 'X, how many layers stand side by side as experts', isOptional: true },
    { name: 'active', meaning: 'A, how many of the experts an input sees: 1 unless given', isOptional: true },
    weightVariance,
  ],
  takesActivation: true,
  takesScores: false,
  mayBeResidual: true,
  accepts: ['gaussian', 'tokens'],
  units: unitsOf,
  rules(input, layer) {
    const tokenWise: RuleName[] = input.kind === 'tokens' ? ['token-wise'] : [];
    const varied: RuleName[] = hasOwnVariance(layer) ? ['weight-variance'] : [];
    return [...tokenWise, ...(spreadOf(layer).isOne ? [] : (['experts'] as const)), ...varied];
  },
  ratios: (layer) => [spreadOf(layer)],
  moves: (layer, context) => routed(unitMoves(unitsOf(layer), activationOf(layer), context), spreadOf(layer)),
};
