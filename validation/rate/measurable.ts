import type { Layer, Study } from '../../theory/index.js';
import { targetComponents } from '../../theory/target.js';
import { NotMeasurableError } from '../errors.js';
import { activationFunctions } from '../network/activations.js';
import { componentsModel, hindranceOfComponents } from './components/model.js';
import { embeddedModel } from './embedded/model.js';
import { headsModel } from './heads/model.js';
import { hindranceOfUnits } from './layers/unsupported-reason.js';
import { layersModel } from './layers/model.js';
import type { RateModel } from './model.js';
import { overlapsModel } from './overlaps-model.js';

const scope =
  'This level measures stacks of dense layers on gaussian(d), with a signal or without, and of convolutions on patches(n, S), residual ones, norms and recurrent ones among them and a mixture of experts as the last, with a target of ' +
  'one Hermite component in one direction or in several of a teacher; one dense layer with up to four components along one direction or two; one attention layer on tokens(L, d), behind a layer of linear units or before some, and one transformer block, with the attentive target.';

/**
 * How the rate level measures a study.
 * @throws NotMeasurableError which says what of the study stands in the way, and what can be measured.
 */
export function rateModel(study: Study): RateModel {
  const why = unsupportedReason(study);
  if (why !== undefined) {
    throw new NotMeasurableError(`${study.name} cannot be measured at the rate level: ${why}. ${scope}`);
  }
  const { network, target } = study;
  if (target.kind === 'attentive')
    return network.layers[0]?.kind === 'attention' ? headsModel(study) : embeddedModel(study);
  if (hasComponents(study)) return componentsModel(study);
  const [layer, ...deeper] = network.layers;
  const isPlain = layer && deeper.length === 0 && layer.kind === 'dense';
  return isPlain && target.kind === 'hermite' && target.directions.isOne ? overlapsModel(study) : layersModel(study);
}

/** What stands in the way of measuring a study, in words. */
function unsupportedReason({ network, target }: Study): string | undefined {
  const { input, layers } = network;
  if (layers.length === 0) return `${network.name} has no hidden layer`;
  if (hasMoreThan(input, ['kind', 'dimension', 'signal', 'count', 'size', 'length']))
    return 'its data are of a kind not known here';
  for (const layer of layers) {
    const why = ofLayer(layer);
    if (why !== undefined) return why;
  }
  if (target.kind === 'attentive') return ofAttention({ network, target });
  return hasComponents({ target }) ? hindranceOfComponents({ network, target }) : hindranceOfUnits({ network, target });
}

/** True for a target that is more than one Hermite component of one kind of direction. */
function hasComponents({ target }: Pick<Study, 'target'>): boolean {
  return target.kind === 'mixture' || (target.kind === 'hermite' && targetComponents(target).length > 1);
}

/** The kinds of layers that can stand somewhere, with their sizes. */
const knownSizes: ReadonlyMap<string, { needed: readonly string[]; optional?: readonly string[] }> = new Map([
  ['dense', { needed: ['width'], optional: ['experts', 'active', 'variance'] }],
  ['conv', { needed: ['channels'], optional: ['variance'] }],
  ['norm', { needed: [] }],
  ['recurrent', { needed: ['width', 'steps'] }],
  ['attention', { needed: ['heads'] }],
]);

function ofLayer(layer: Layer): string | undefined {
  const { name, kind, activation } = layer;
  const sizes = knownSizes.get(kind);
  if (!sizes) return `${name} is a layer of kind ${kind}`;
  const isUnusual =
    hasMoreThan(layer, ['name', 'kind', 'residual', 'sizes', 'activation', 'scores', 'block']) ||
    hasMoreThan(layer.sizes, [...sizes.needed, ...(sizes.optional ?? [])]) ||
    sizes.needed.some((size) => layer.sizes[size] === undefined);
  if (isUnusual) return `${name} is not a plain layer`;
  if (activation !== undefined && !activationFunctions.has(activation)) {
    return `the activation of ${name} has no function here`;
  }
  return undefined;
}

function ofAttention({ network, target }: Pick<Study, 'network' | 'target'>): string | undefined {
  const place = network.layers.findIndex(({ kind }) => kind === 'attention');
  const head = network.layers[place];
  if (network.input.kind !== 'tokens' || !head || place > 1) {
    return `${target.name} asks for one attention layer, with at most one layer before it`;
  }
  const behind = network.layers.slice(place + 1);
  if (head.residual) return ofStream(head, network.layers.slice(0, place), behind);
  const embedding = place > 0 ? network.layers[0] : undefined;
  if (behind.length > 0 && embedding) return `layers stand both before and behind ${head.name}`;
  const bent = behind.find((layer) => !isLinear(layer));
  if (bent)
    return `${bent.name} stands behind attention and is no plain layer of linear units, whose features no curve bends`;
  if (embedding && head.scores?.form === 'lowrank')
    return `the scores of ${head.name} have low rank behind ${embedding.name}`;
  if (embedding && !isLinear(embedding)) {
    return `${embedding.name} stands before attention and is no plain layer of linear units, whose features no curve bends`;
  }
  return undefined;
}

/** What stands in the way of measuring attention with an identity around it, as in a transformer block. */
function ofStream(head: Layer, before: readonly Layer[], behind: readonly Layer[]): string | undefined {
  const [first, second] = behind;
  if (before.length > 0) return `${before[0]?.name ?? ''} stands before ${head.name}, which has an identity around it`;
  if (second) return `${second.name} is the second layer behind ${head.name}, which has an identity around it`;
  if (first && (first.kind !== 'dense' || first.sizes['experts'])) {
    return `${first.name} stands on what passes beside ${head.name}, and is no dense layer without experts`;
  }
  return undefined;
}

/** True for a dense layer of linear units with nothing around it and no experts. */
function isLinear({ kind, activation, residual, sizes }: Layer): boolean {
  return kind === 'dense' && activation === 'linear' && !residual && !sizes['experts'] && !sizes['variance'];
}

/** True when something is set that this level does not know: a later version of the language must not be misread. */
function hasMoreThan(value: object, known: readonly string[]): boolean {
  return Object.entries(value).some(([key, entry]) => entry !== undefined && !known.includes(key));
}
