import type { Layer, Study } from '../../theory/index.js';
import type { Monomial } from '../../theory/index.js';
import { NotMeasurableError } from '../errors.js';
import { activationFunctions } from '../network/activations.js';

/** A study that the rate level can measure. */
export interface RateModel {
  readonly dimension: Monomial;
  readonly width: Monomial;
  readonly activation: string;
  readonly degree: number;
}

const scope =
  'So far this level measures one dense layer on gaussian(d), with an output linear and one Hermite component in one direction.';

/**
 * Takes from a study what the rate level needs.
 * @throws NotMeasurableError which says what of the study stands in the way, and what can be measured.
 */
export function rateModel(study: Study): RateModel {
  const refuse = (why: string): never => {
    throw new NotMeasurableError(`${study.name} cannot be measured at the rate level yet: ${why}. ${scope}`);
  };
  const { network, target } = study;
  const { input } = network;
  const [layer, ...deeper] = network.layers;
  if (!layer || deeper.length > 0) {
    return refuse(
      `${network.name} has ${network.layers.length} layers, and only the weights of a first layer are reduced to their overlaps`,
    );
  }
  if (input.kind !== 'gaussian') return refuse(`its input is ${input.kind}`);
  if (hasMoreThan(input, ['kind', 'dimension'])) return refuse('its data are not isotropic');
  if (layer.kind !== 'dense') return refuse(`${layer.name} is a layer of kind ${layer.kind}`);
  if (layer.residual) return refuse(`an identity skips ${layer.name}`);
  const width = layer.sizes['width'];
  if (!width || isUnusual(layer)) return refuse(`${layer.name} is not a plain dense layer`);
  const { activation } = layer;
  if (activation === undefined || !activationFunctions.has(activation)) {
    return refuse(`the activation of ${layer.name} has no function here`);
  }
  if (network.output.kind !== 'linear') return refuse(`its output is ${network.output.kind}`);
  if (target.kind !== 'hermite') return refuse(`${target.name} is not a sum of Hermite components`);
  if (!target.directions.isOne) {
    return refuse(`${target.name} has several teacher directions, whose alignments would have to be measured together`);
  }
  const [term, ...others] = target.terms.filter(({ coefficient }) => coefficient !== 0);
  if (!term || others.length > 0) {
    return refuse(
      `${target.name} has several Hermite components, and the cheapest alone brings the alignment with their sum; ` +
        'give each component a target and a study of its own',
    );
  }
  if (term.degree < 1) return refuse(`${target.name} is a constant`);
  return { dimension: input.dimension, width, activation, degree: term.degree };
}

function isUnusual(layer: Layer): boolean {
  return hasMoreThan(layer, ['name', 'kind', 'residual', 'sizes', 'activation']) || hasMoreThan(layer.sizes, ['width']);
}

/** True when something is set that this level does not know: a later version of the language must not be misread. */
function hasMoreThan(value: object, known: readonly string[]): boolean {
  return Object.entries(value).some(([key, entry]) => entry !== undefined && !known.includes(key));
}
