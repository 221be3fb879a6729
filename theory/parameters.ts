import { seenByUnit } from './input.js';
import { kindOf } from './kinds/index.js';
import { Monomial, type ReferenceSizes } from './monomial.js';
import type { Network } from './study.js';

/** The weights of one part of a network, as scales. */
export interface PartWeights {
  /** The layer's name, or `output`. */
  readonly part: string;
  /** Those of each of its matrices: of a sum the largest counts, which depends on the sizes. */
  readonly counts: readonly Monomial[];
  /** How many numbers it hands on; of a convolution, for each patch. */
  readonly fanOut: Monomial;
}

/** The part of a network with the most weights. */
export interface LargestPart {
  readonly part: string;
  readonly count: Monomial;
}

/**
 * The weights of each layer and of the readout: fan-in times width, unless the layer's kind says otherwise. The largest of
 * them is the scale of the network's parameter count.
 */
export function weightsOf({ input, layers, output }: Network): PartWeights[] {
  let fanIn = seenByUnit(input);
  const parts = layers.map((layer): PartWeights => {
    const kind = kindOf(layer);
    const units = kind.units(layer) ?? fanIn;
    const { counts, fanOut } = kind.weights?.(layer, fanIn) ?? { counts: [fanIn.times(units)], fanOut: units };
    fanIn = fanOut;
    return { part: layer.name, counts, fanOut };
  });
  const read = input.kind === 'patches' && output.kind === 'flatten' ? fanIn.times(input.count) : fanIn;
  return [...parts, { part: 'output', counts: [read], fanOut: Monomial.one }];
}

/** The largest of a network's parts, which is the scale of its parameter count. */
export function largestPart(network: Network, reference: ReferenceSizes): LargestPart {
  return weightsOf(network)
    .map(({ part, counts }) => ({ part, count: largest(counts, reference) }))
    .reduce((most, one) => (one.count.log(reference) > most.count.log(reference) + 1e-9 ? one : most));
}

/** The largest of several counts at the reference sizes. */
export function largest(counts: readonly Monomial[], reference: ReferenceSizes): Monomial {
  return counts.reduce((most, count) => (count.log(reference) > most.log(reference) ? count : most));
}
