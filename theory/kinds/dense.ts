import { activationOf } from '../activations/index.js';
import { hasOwnVariance, weightVariance } from '../variances.js';
import type { RuleName } from '../rules.js';
import { routed, spreadOf, unitsOf } from './experts.js';
import type { LayerKind } from './kind.js';
import { unitMoves } from './units.js';

/**
 * A fully connected layer; on tokens, the same layer on every token (derived). With experts it is X of them side by side, of
 * which a fixed random choice of A sees an input (derived).
 */
export const dense: LayerKind<'dense'> = {
  kind: 'dense',
  keyword: 'dense',
  example: 'dense h1 (width: N1, activation: erf)',
  sizes: [
    { name: 'width' },
    { name: 'experts', isOptional: true },
    { name: 'active', isOptional: true },
    weightVariance,
  ],
  counts: 'unit',
  takesActivation: true,
  takesScores: false,
  mayBeResidual: true,
  accepts: ['gaussian', 'tokens'],
  mark: { status: 'published', section: 'Patterns' },
  units: unitsOf,
  rules(input, layer) {
    const tokenWise: RuleName[] = input.kind === 'tokens' ? ['token-wise'] : [];
    const varied: RuleName[] = hasOwnVariance(layer) ? ['weight-variance'] : [];
    return [...tokenWise, ...(spreadOf(layer).isOne ? [] : (['experts'] as const)), ...varied];
  },
  ratios: (layer) => [spreadOf(layer)],
  moves: (layer, context) => routed(unitMoves(unitsOf(layer), activationOf(layer), context), spreadOf(layer)),
};
