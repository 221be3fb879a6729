import type { Layer, Study } from '../../theory/index.js';
import { NotMeasurableError } from '../errors.js';
import { activationFunctions } from '../network/activations.js';
import { headsModel } from './heads/model.js';
import { layersModel } from './layers/model.js';
import type { RateModel } from './model.js';
import { overlapsModel } from './overlaps-model.js';

const scope =
  'This level measures stacks of dense layers on gaussian(d) and of convolutions on patches(n, S), residual ones among them, with a target of ' +
  'one Hermite component in one direction or in several of a teacher; and one attention layer of bilinear scores on tokens(L, d) with the attentive target.';

/**
 * How the rate level measures a study.
 * @throws NotMeasurableError which says what of the study stands in the way, and what can be measured.
 */
export function rateModel(study: Study): RateModel {
  const why = hindrance(study);
  if (why !== undefined) {
    throw new NotMeasurableError(`${study.name} cannot be measured at the rate level: ${why}. ${scope}`);
  }
  const { network, target } = study;
  if (target.kind === 'attentive') return headsModel(study);
  const [layer, ...deeper] = network.layers;
  const isPlain = layer && deeper.length === 0 && layer.kind === 'dense' && !layer.residual;
  return isPlain && target.kind === 'hermite' && target.directions.isOne ? overlapsModel(study) : layersModel(study);
}

/** What stands in the way of measuring a study, in words. */
function hindrance({ network, target }: Study): string | undefined {
  const { input, layers } = network;
  if (layers.length === 0) return `${network.name} has no hidden layer`;
  if (hasMoreThan(input, ['kind', 'dimension', 'count', 'size', 'length'])) return 'its data are not isotropic';
  for (const layer of layers) {
    const why = ofLayer(layer);
    if (why !== undefined) return why;
  }
  return target.kind === 'attentive' ? ofAttention({ network, target }) : ofUnits({ network, target });
}

function ofLayer(layer: Layer): string | undefined {
  const { name, kind, activation } = layer;
  const size = { dense: 'width', conv: 'channels', attention: 'heads' }[kind];
  if (size === undefined) return `${name} is a layer of kind ${kind}`;
  const isUnusual =
    hasMoreThan(layer, ['name', 'kind', 'residual', 'sizes', 'activation', 'scores', 'block']) ||
    hasMoreThan(layer.sizes, [size]) ||
    layer.sizes[size] === undefined;
  if (isUnusual) return `${name} is not a plain layer`;
  if (activation !== undefined && !activationFunctions.has(activation)) {
    return `the activation of ${name} has no function here`;
  }
  return undefined;
}

function ofAttention({ network, target }: Pick<Study, 'network' | 'target'>): string | undefined {
  const [head, ...more] = network.layers;
  if (network.input.kind !== 'tokens' || head?.kind !== 'attention' || more.length > 0 || head.residual) {
    return `${target.name} asks for one attention layer, with nothing before, behind or around it`;
  }
  if (head.scores?.form === 'lowrank') {
    return `the scores of ${head.name} have low rank, and what they pay is not quadratic in what they learn`;
  }
  return undefined;
}

function ofUnits({ network, target }: Pick<Study, 'network' | 'target'>): string | undefined {
  if (target.kind !== 'hermite') return `${target.name} is not a sum of Hermite components along one kind of direction`;
  const { input, layers } = network;
  if (input.kind === 'tokens') return `its input is tokens, and ${target.name} is not the attentive target`;
  const fitting = input.kind === 'patches' ? 'conv' : 'dense';
  const stranger = layers.find(({ kind }) => kind !== fitting);
  if (stranger) return `${stranger.name} is a layer of kind ${stranger.kind}`;
  if (layers[0]?.residual) return `an identity skips ${layers[0].name}, and the raw data have another width`;
  for (const [index, layer] of layers.entries()) {
    const [size, before] = [Object.values(layer.sizes)[0], Object.values(layers[index - 1]?.sizes ?? {})[0]];
    if (layer.residual && before && size && before.toString() !== size.toString()) {
      return `an identity skips ${layer.name}, which is not as wide as what comes in`;
    }
  }
  if (input.kind === 'patches' && !target.directions.isOne) return `${target.name} has several directions on patches`;
  const [term, ...others] = target.terms.filter(({ coefficient }) => coefficient !== 0);
  if (target.beyond !== undefined) return `${target.name} is a function with components of every degree`;
  if (!term || term.degree < 1) return `${target.name} is a constant`;
  if (others.length > 0) {
    return (
      `${target.name} has several Hermite components, and the cheapest alone brings the alignment with their sum; ` +
      'give each component a target and a study of its own'
    );
  }
  return undefined;
}

/** True when something is set that this level does not know: a later version of the language must not be misread. */
function hasMoreThan(value: object, known: readonly string[]): boolean {
  return Object.entries(value).some(([key, entry]) => entry !== undefined && !known.includes(key));
}
