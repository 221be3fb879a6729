import type { Layer, Study } from '../../theory/index.js';
import { isActivationName } from '../../theory/activations/index.js';
import type { LayerKindName } from '../../theory/kinds/index.js';
import { isRefusal, type Refusal } from '../../theory/kinds/refusal.js';
import type { SizeName } from '../../theory/kinds/sizes.js';
import { isSingleIndex, targetComponents } from '../../theory/target.js';
import { NotMeasurableError } from '../errors.js';
import type { MeasurementMessage } from '../messages.js';
import { drawnModel } from '../drawn/model.js';
import { componentsModel, unsupportedComponents } from './components/model.js';
import { embeddedModel } from './embedded/model.js';
import { headsModel } from './heads/model.js';
import { unsupportedForm } from './layers/form.js';
import { unsupportedUnits } from './layers/unsupported-reason.js';
import { layersModel } from './layers/model.js';
import type { RateModel } from './model.js';
import { overlapsModel } from './overlaps/model.js';

/**
 * How the rate level measures a study: by a model in closed form where there is one, else by drawing networks.
 * @throws NotMeasurableError which says what of the study stands in the way.
 */
export function rateModel(study: Study): RateModel {
  const refused = unsupportedReason(study);
  if (refused) throw new NotMeasurableError({ code: 'not-measurable-at-rate', study: study.name, why: refused });
  const why = openReason(study);
  return why ? drawnModel(study, why) : closedModel(study);
}

/** The model in closed form of a study that has one. */
function closedModel(study: Study): RateModel {
  const { network, target } = study;
  switch (target.kind) {
    case 'attentive':
      return network.layers[0]?.kind === 'attention' ? headsModel(study) : embeddedModel(study);
    case 'mixture':
      return componentsModel(study);
    case 'hierarchical':
      return layersModel(study);
    case 'hermite': {
      if (hasComponents(study)) return componentsModel(study);
      const [layer, ...deeper] = network.layers;
      const isPlain = layer && deeper.length === 0 && layer.kind === 'dense';
      return isPlain && isSingleIndex(target) ? overlapsModel(study) : layersModel(study);
    }
  }
}

/** What stands in the way of measuring a study; undefined where nothing does (docs/validation.md, "What is refused"). */
function unsupportedReason({ network, target }: Study): MeasurementMessage | undefined {
  const { input, layers } = network;
  if (targetComponents(target).every(({ feature }) => feature === 0))
    return { code: 'constant-target', target: target.name };
  if (layers.length === 0) return { code: 'no-hidden-layer', network: network.name };
  if (hasMoreThan(input, ['kind', 'dimension', 'signal', 'count', 'size', 'length'])) return { code: 'unknown-input' };
  for (const layer of layers) {
    const why = ofLayer(layer);
    if (why) return why;
  }
  return undefined;
}

/** Why a study has no model in closed form; undefined where it has one. */
function openReason({ network, target }: Study): MeasurementMessage | undefined {
  if (target.kind === 'attentive') return ofAttention({ network, target });
  if (target.kind === 'hierarchical') return unsupportedForm(network, target);
  return hasComponents({ target }) ? unsupportedComponents({ network, target }) : unsupportedUnits({ network, target });
}

/** True for a target that is more than one Hermite component of one kind of direction. */
function hasComponents({ target }: Pick<Study, 'target'>): boolean {
  return target.kind === 'mixture' || (target.kind === 'hermite' && targetComponents(target).length > 1);
}

/** The sizes that this level knows of a kind of layer. */
interface KnownSizes {
  readonly needed: readonly SizeName[];
  readonly optional?: readonly SizeName[];
}

/** The kinds of layers that can stand somewhere, with their sizes, or why none can. */
export const rateKinds: Readonly<Record<LayerKindName, KnownSizes | Refusal>> = {
  dense: { needed: ['width'], optional: ['experts', 'active', 'variance'] },
  conv: { needed: ['channels'], optional: ['variance'] },
  norm: { needed: [] },
  recurrent: { needed: ['width', 'steps'] },
  attention: { needed: ['heads'] },
  block: { refused: 'stands-for-others' },
};

function ofLayer(layer: Layer): MeasurementMessage | undefined {
  const { name, kind, activation } = layer;
  const sizes: KnownSizes | Refusal | undefined = rateKinds[kind];
  if (sizes === undefined || isRefusal(sizes)) return { code: 'layer-kind-unsupported', layer: name, kind };
  const isUnusual =
    hasMoreThan(layer, ['name', 'kind', 'residual', 'sizes', 'activation', 'scores', 'block']) ||
    hasMoreThan(layer.sizes, [...sizes.needed, ...(sizes.optional ?? [])]) ||
    sizes.needed.some((size) => layer.sizes[size] === undefined);
  if (isUnusual) return { code: 'layer-not-plain', layer: name };
  if (activation !== undefined && !isActivationName(activation)) {
    return { code: 'activation-without-function', layer: name };
  }
  return undefined;
}

function ofAttention({ network, target }: Pick<Study, 'network' | 'target'>): MeasurementMessage | undefined {
  const position = network.layers.findIndex(({ kind }) => kind === 'attention');
  const head = network.layers[position];
  if (network.input.kind !== 'tokens' || !head || position > 1) {
    return { code: 'one-attention-layer', target: target.name };
  }
  const behind = network.layers.slice(position + 1);
  if (head.residual) return ofStream(head, network.layers.slice(0, position), behind);
  const embedding = position > 0 ? network.layers[0] : undefined;
  if (behind.length > 0 && embedding) return { code: 'layers-around-attention', attention: head.name };
  const bent = behind.find((layer) => !isLinear(layer));
  if (bent) return { code: 'curved-units-behind', layer: bent.name };
  if (embedding && head.scores?.form === 'lowrank')
    return { code: 'low-rank-behind-layer', attention: head.name, layer: embedding.name };
  if (embedding && !isLinear(embedding)) {
    return { code: 'curved-units-before', layer: embedding.name };
  }
  return undefined;
}

/** What stands in the way of measuring attention with an identity around it, as in a transformer block. */
function ofStream(
  { name: attention }: Layer,
  before: readonly Layer[],
  behind: readonly Layer[],
): MeasurementMessage | undefined {
  const [first, second] = behind;
  if (before.length > 0) return { code: 'layer-before-stream', attention, layer: before[0]?.name ?? '' };
  if (second) return { code: 'second-layer-behind-stream', attention, layer: second.name };
  if (first && (first.kind !== 'dense' || first.sizes['experts'])) {
    return { code: 'stream-layer-not-dense', attention, layer: first.name };
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
