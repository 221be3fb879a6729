import fc from 'fast-check';
import { expect } from 'vitest';
import {
  type ActivationName,
  predict,
  representable,
  type Layer,
  type Monomial,
  type Network,
  type Pattern,
  type Prediction,
  type Study,
} from '../../theory/index.js';
import { dense, genericSizes, size, smallTargets, stack, study } from './networks.js';

/** The pattern of a prediction by its name. */
export const found = (asked: Study, name: string): Pattern => {
  const pattern = predict(asked).patterns.find((candidate) => candidate.name === name);
  if (!pattern) throw new Error(`no pattern ${name}`);
  return pattern;
};

/** The parameter that a layer pays for in a pattern. */
export const parameter = ({ layers }: Pattern, layer: string): string =>
  layers.find((one) => one.layer === layer)?.parameter?.size.toString() ?? 'none';

/** What two predictions must share when they are of the same thing. */
export const essence = ({ patterns, sampleScale }: Prediction) => ({
  samples: sampleScale.toString(),
  patterns: patterns.map(({ name, energy, readout, layers }) => ({
    name,
    energy: energy.toString(),
    readout: readout.toString(),
    parameters: layers.map((layer) => layer.parameter?.size.toString()),
  })),
});

export const activations = fc.constantFrom<ActivationName[]>('erf', 'relu', 'linear', 'quadratic', 'gelu');

/** Holds that a layer is predicted as another is, before a dense layer and behind one. */
export const layersAlike = (
  make: (name: string, width: Monomial, activation: ActivationName) => Layer,
  like: (name: string, width: Monomial, activation: ActivationName) => Layer,
): void => {
  fc.assert(
    fc.property(
      activations,
      activations,
      fc.boolean(),
      smallTargets,
      genericSizes,
      (first, second, isFirst, target, sizes) => {
        const network = (layer: typeof make): Network =>
          isFirst
            ? stack(layer('h1', size('N1'), first), dense('h2', size('N2'), second))
            : stack(dense('h1', size('N2'), second), layer('h2', size('N1'), first));
        fc.pre(representable(network(like), target) === undefined);
        const [one, other] = [make, like].map((layer) => essence(predict(study(network(layer), target, sizes))));
        expect(one).toEqual(other);
      },
    ),
    { numRuns: 60 },
  );
};
