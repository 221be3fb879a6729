import { kindOf } from '../layers/index.js';
import { sizeOf } from '../layers/sizes.js';
import { Monomial, type ReferenceSizes } from '../monomial.js';
import type { Input, Network } from '../study.js';

/** The weights of one part of a network, as a scale. */
export interface PartWeights {
  /** The layer's name, or `output`. */
  readonly part: string;
  readonly count: Monomial;
  /** How many numbers it hands on; of a convolution, for each patch. */
  readonly handsOn: Monomial;
}

/**
 * The weights of each layer and of the readout: fan-in times width, unless the layer's kind says otherwise. The largest of
 * them is the scale of the network's parameter count.
 */
export function weightsOf({ input, layers, output }: Network): PartWeights[] {
  let fanIn = seenBy(input);
  const parts = layers.map((layer): PartWeights => {
    const kind = kindOf(layer);
    const width = sizeOf(layer, kind.readoutSize);
    const { count, handsOn } = kind.weights?.(layer, fanIn) ?? { count: fanIn.times(width), handsOn: width };
    fanIn = handsOn;
    return { part: layer.name, count, handsOn };
  });
  const read = input.kind === 'patches' && output.kind === 'flatten' ? fanIn.times(input.count) : fanIn;
  return [...parts, { part: 'output', count: read, handsOn: Monomial.one }];
}

/** The largest of a network's parts, which is the scale of its parameter count. */
export function largestPart(network: Network, reference: ReferenceSizes): PartWeights {
  return weightsOf(network).reduce((most, part) =>
    part.count.log(reference) > most.count.log(reference) + 1e-9 ? part : most,
  );
}

/** How many numbers one unit of the first layer sees. */
function seenBy(input: Input): Monomial {
  return input.kind === 'patches' ? input.size : input.dimension;
}
