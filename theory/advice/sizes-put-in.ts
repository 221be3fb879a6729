import type { Monomial } from '../monomial.js';
import type { Input, Layer, Output, Study } from '../study.js';
import { kindOfTarget } from '../targets/index.js';

/** Sizes by name, each as a product of the sizes that stay. */
export type Sizes = ReadonlyMap<string, Monomial>;

/** A study with some of its free sizes replaced: they are no longer in any formula, nor among the reference sizes. */
export function withSizes(study: Study, sizes: Sizes): Study {
  const put = (monomial: Monomial): Monomial => monomial.substitute(sizes);
  return {
    ...study,
    network: {
      ...study.network,
      input: inputWith(study.network.input, put),
      layers: study.network.layers.map((layer) => layerWith(layer, put)),
      output: outputWith(study.network.output, put),
    },
    target: kindOfTarget(study.target).withSizes(study.target, put),
    ridge: put(study.ridge),
    ...(study.samples && { samples: put(study.samples) }),
    ...(study.noise && { noise: put(study.noise) }),
    reference: new Map([...study.reference].filter(([name]) => !sizes.has(name))),
  };
}

function inputWith(input: Input, put: (monomial: Monomial) => Monomial): Input {
  switch (input.kind) {
    case 'gaussian':
      return { ...input, dimension: put(input.dimension), ...(input.signal && { signal: put(input.signal) }) };
    case 'patches':
      return { ...input, count: put(input.count), size: put(input.size) };
    case 'tokens':
      return { ...input, length: put(input.length), dimension: put(input.dimension) };
  }
}

function layerWith(layer: Layer, put: (monomial: Monomial) => Monomial): Layer {
  const { scores } = layer;
  return {
    ...layer,
    sizes: Object.fromEntries(Object.entries(layer.sizes).map(([name, size]) => [name, put(size)])),
    ...(scores?.form === 'lowrank' && { scores: { ...scores, rank: put(scores.rank) } }),
  };
}

function outputWith(output: Output, put: (monomial: Monomial) => Monomial): Output {
  return { ...output, ...(output.variance && { variance: put(output.variance) }) };
}
