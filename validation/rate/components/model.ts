import type { Study } from '../../../theory/index.js';
import { namedDirections, targetComponents } from '../../../theory/target.js';
import { sizesOfLayers } from '../layers/model.js';
import type { RateModel } from '../model.js';
import { componentsAt } from './planned.js';
import { searchComponents } from './search.js';

/** With more components than these there are too many choices of units. */
const mostComponents = 4;
/** A grid over more directions than these takes too long. */
const mostDirections = 2;

/** What stands in the way of measuring one dense layer with a target of several components, in words. */
export function hindranceOfComponents({ network, target }: Pick<Study, 'network' | 'target'>): string | undefined {
  const { input, layers } = network;
  const [layer, ...others] = layers;
  const alone = `${target.name} has several components, which are measured for one dense layer on gaussian(d)`;
  if (input.kind !== 'gaussian' || layer?.kind !== 'dense' || layer.residual || others.length > 0) {
    return `${alone}; give each component a target and a study of its own`;
  }
  if (input.signal) return `${alone} without a signal`;
  if (target.kind === 'hermite' && !target.directions.isOne)
    return `each direction of ${target.name} has several components`;
  const components = targetComponents(target);
  if (components.some(({ feature }) => feature === 'attentive'))
    return `${target.name} has the attentive feature beside others`;
  if (components.length > mostComponents) return `${target.name} has more than ${mostComponents} components`;
  if (namedDirections(target).length > mostDirections)
    return `${target.name} has more than ${mostDirections} directions`;
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
