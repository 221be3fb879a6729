import type { Study } from '../../../theory/index.js';
import { namedDirections, targetComponents } from '../../../theory/target.js';
import { sizesOfLayers } from '../layers/model.js';
import type { MeasurementMessage } from '../../messages.js';
import type { RateModel } from '../model.js';
import { componentsAt } from './planned.js';
import { searchComponents } from './search.js';

/** With more components than these there are too many choices of units. */
const mostComponents = 4;
/** A grid over more directions than these takes too long. */
const mostDirections = 2;

/** What stands in the way of measuring one dense layer with a target of several components; undefined where nothing does. */
export function unsupportedComponents({
  network,
  target,
}: Pick<Study, 'network' | 'target'>): MeasurementMessage | undefined {
  const { input, layers } = network;
  const [layer, ...others] = layers;
  if (input.kind !== 'gaussian' || layer?.kind !== 'dense' || layer.residual || others.length > 0) {
    return { code: 'components-need-one-layer', target: target.name };
  }
  if (input.signal) return { code: 'components-with-signal', target: target.name };
  if (target.kind === 'hermite' && !target.directions.isOne)
    return { code: 'components-in-directions', target: target.name };
  const components = targetComponents(target);
  if (components.some(({ feature }) => feature === 'attentive'))
    return { code: 'attentive-beside-others', target: target.name };
  if (components.length > mostComponents)
    return { code: 'too-many-components', target: target.name, most: mostComponents };
  if (namedDirections(target).length > mostDirections)
    return { code: 'too-many-directions', target: target.name, most: mostDirections };
  return undefined;
}

/** The model of one plain dense layer on gaussian(d) and a target of several components, in one direction or two. */
export function componentsModel({ network }: Study): RateModel {
  const { input } = network;
  if (input.kind !== 'gaussian') throw new RangeError('components are held on gaussian data');
  return {
    method: { kind: 'components' },
    dimension: input.dimension,
    counts: sizesOfLayers(network),
    seenAt: async (planned, pause) => (await searchComponents(componentsAt(planned), 0, pause)).lowest.pattern,
  };
}
