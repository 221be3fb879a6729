import type { Layer, Monomial, Study } from '../../../theory/index.js';
import type { LayerKindName } from '../../../theory/kinds/index.js';
import { expertsOf, unitsOf } from '../../../theory/kinds/experts.js';
import type { MeasurementMessage } from '../../messages.js';

/** The kinds of layers that can stand in a stack on each kind of data. */
const stacked: Readonly<Record<'gaussian' | 'patches', readonly LayerKindName[]>> = {
  gaussian: ['dense', 'norm', 'recurrent'],
  patches: ['conv', 'norm'],
};

/** What stands in the way of measuring layers of units with a target along directions of its own; undefined where nothing does. */
export function unsupportedUnits({
  network,
  target,
}: Pick<Study, 'network' | 'target'>): MeasurementMessage | undefined {
  if (target.kind !== 'hermite') return { code: 'not-one-kind-of-direction', target: target.name };
  const { input, layers } = network;
  if (input.kind === 'tokens') return { code: 'tokens-without-attentive', target: target.name };
  const fitting = stacked[input.kind];
  const stranger = layers.find(({ kind }) => !fitting.includes(kind));
  if (stranger) return { code: 'layer-kind-unsupported', layer: stranger.name, kind: stranger.kind };
  const last = layers.at(-1);
  if (last?.kind === 'norm') return { code: 'norm-before-readout', layer: last.name };
  const why = unsupportedWidths(layers) ?? unsupportedExperts(layers);
  if (why !== undefined) return why;
  if (input.kind === 'patches' && !target.directions.isOne)
    return { code: 'directions-on-patches', target: target.name };
  const [term] = target.terms.filter(({ coefficient }) => coefficient !== 0);
  if (!term || term.degree < 1) return { code: 'constant-target', target: target.name };
  return undefined;
}

function unsupportedWidths(layers: readonly Layer[]): MeasurementMessage | undefined {
  let before: Monomial | undefined;
  for (const layer of layers) {
    if (layer.kind === 'norm') continue;
    const width = layer.sizes['channels'] ?? unitsOf(layer);
    if (layer.residual && !before) return { code: 'skip-of-raw-data', layer: layer.name };
    if (layer.residual && before?.toString() !== width.toString()) {
      return { code: 'skip-of-other-width', layer: layer.name };
    }
    before = width;
  }
  return undefined;
}

function unsupportedExperts(layers: readonly Layer[]): MeasurementMessage | undefined {
  const experts = layers.findIndex((layer) => expertsOf(layer) !== undefined);
  const mixture = layers[experts];
  if (mixture?.residual) return { code: 'skip-of-experts', layer: mixture.name };
  if (mixture && experts < layers.length - 1) {
    return { code: 'layer-behind-experts', layer: mixture.name };
  }
  return undefined;
}
