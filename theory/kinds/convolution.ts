import { activationOf } from '../activations/index.js';
import { hasOwnVariance, weightVariance } from '../variances.js';
import type { LayerKind } from './kind.js';
import { sizeOf } from './sizes.js';
import { unitMoves } from './units.js';

/** A convolution over patches that do not overlap: the dense rules at patch level, N replaced by C (derived). */
export const convolution: LayerKind<'conv'> = {
  kind: 'conv',
  keyword: 'conv',
  example: 'conv c1 (channels: C, activation: linear)',
  sizes: [{ name: 'channels' }, weightVariance],
  counts: 'channel',
  takesActivation: true,
  takesScores: false,
  mayBeResidual: true,
  accepts: ['patches'],
  mark: { status: 'derived', section: 'Convolution' },
  units: (layer) => sizeOf(layer, 'channels'),
  rules: (_input, layer) => (hasOwnVariance(layer) ? ['convolution', 'weight-variance'] : ['convolution']),
  moves: (layer, context) => unitMoves(sizeOf(layer, 'channels'), activationOf(layer), context),
};
