import { activationOf } from '../activations.js';
import type { LayerKind } from './kind.js';
import { sizeOf } from './sizes.js';
import { unitMoves } from './units.js';

/** A fully connected layer; on tokens, the same layer on every token (derived). */
export const dense: LayerKind = {
  kind: 'dense',
  summary: 'A fully connected layer: N units, each a function of a weighted sum of what comes in.',
  example: 'dense h1 (width: N1, activation: erf)',
  sizes: [{ name: 'width', meaning: 'N, the number of units' }],
  takesActivation: true,
  takesScores: false,
  mayBeResidual: true,
  accepts: ['gaussian', 'tokens'],
  readoutSize: 'width',
  rules: ({ kind }) => (kind === 'tokens' ? ['token-wise'] : []),
  moves: (layer, situation) => unitMoves(sizeOf(layer, 'width'), activationOf(layer), situation),
};
