import type { Monomial, Network, PatternName, Study } from '../../../theory/index.js';
import { predict } from '../../../theory/index.js';
import { signalCounts, type RateModel } from '../model.js';
import { searchStack } from './search.js';
import { stackAt } from './planned.js';
import { StackProblem } from './stack.js';
import { ofNetworkLayers, ofUnitLayers } from './unit-layers.js';

/** More patterns than these, the best first, are not tried as starts. */
const mostStarts = 16;
/** As many of them tell which pattern is seen at a size, while the sweep is chosen. */
const startsSeen = 6;

/** The model of a stack of dense or convolutional layers: U over the states of its layers. */
export function layersModel(study: Study): RateModel {
  const { network, target } = study;
  const { input } = network;
  if (input.kind === 'tokens' || target.kind !== 'hermite') throw new RangeError('a stack acts on vectors or patches');
  const starts = startsOf(study);
  return {
    method: { kind: 'layers', starts },
    dimension: input.kind === 'patches' ? input.size : input.dimension,
    counts: [
      ...(input.kind === 'patches' ? [input.count] : []),
      target.directions,
      ...sizesOfLayers(network),
      ...signalCounts(input, target.directions),
    ],
    async seenAt(planned, pause) {
      const { layers } = planned.network;
      const unitStarts = starts.slice(0, startsSeen).flatMap((patterns) => ofUnitLayers(layers, patterns));
      const { lowest } = await searchStack(new StackProblem(stackAt(planned)), unitStarts, 0, pause);
      return ofNetworkLayers(layers, lowest.seen).join(', ');
    },
  };
}

/** The sizes of all layers, from the first to the last. */
export function sizesOfLayers({ layers }: Network): Monomial[] {
  return layers.flatMap(({ sizes, scores }) => [
    ...Object.values(sizes),
    ...(scores?.form === 'lowrank' ? [scores.rank] : []),
  ]);
}

/** The patterns of the heuristic's ranking, the best first, each layer's by name. */
function startsOf(study: Study): PatternName[][] {
  const names = predict(study).patterns.map(({ layers }) => layers.map(({ pattern }) => pattern).join(', '));
  return [...new Set(names)].slice(0, mostStarts).map((name) => name.split(', ') as PatternName[]);
}
