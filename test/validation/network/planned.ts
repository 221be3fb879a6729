import type { LayerKindName } from '../../../theory/index.js';
import type { PlannedNetwork } from '../../../validation/index.js';

type PlannedLayer = PlannedNetwork['layers'][number];

/** A network in numbers, as a plan holds it. */
export function network(
  input: PlannedNetwork['input'],
  layers: readonly PlannedLayer[],
  output: PlannedNetwork['output']['kind'] = 'linear',
  scaling: PlannedNetwork['output']['scaling'] = 'standard',
): PlannedNetwork {
  return { name: 'Net', input, layers, output: { kind: output, scaling } };
}

export function layer(
  kind: LayerKindName,
  sizes: Record<string, number>,
  other: Partial<PlannedLayer> = {},
): PlannedLayer {
  return { name: 'h', kind, residual: false, sizes, ...other };
}

export const gaussian = (dimension: number): PlannedNetwork['input'] => ({ kind: 'gaussian', dimension });
export const spiked = (dimension: number, signal: number): PlannedNetwork['input'] => ({
  kind: 'gaussian',
  dimension,
  signal,
});
export const patches = (count: number, size: number): PlannedNetwork['input'] => ({ kind: 'patches', count, size });
export const tokens = (length: number, dimension: number): PlannedNetwork['input'] => ({
  kind: 'tokens',
  length,
  dimension,
});
