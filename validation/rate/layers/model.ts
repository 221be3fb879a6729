import type { PatternName, Study } from '../../../theory/index.js';
import { predict } from '../../../theory/index.js';
import { directionsOf } from '../../../theory/target.js';
import { signalCounts, sizesOfLayers } from '../model.js';
import type { RateModel } from '../model.js';
import { searchStack, seenInStack } from './search.js';
import { stackAt } from './stack.js';
import { StackProblem } from './energy.js';
import { ofNetworkLayers, ofUnitLayers } from './unit-layers.js';
import type { LayersMethod, PlannedPoint } from '../../plan.js';
import type { Point } from '../../result.js';
import { neglectedTerms } from '../shared-terms.js';
import type { StackSaddle } from './search.js';
import { drawingWork, sampledLambda } from './sampled.js';
import type { Stack } from './stack.js';

/** More patterns than these, the best first, are not tried as starts. */
const mostStarts = 16;
/** As many of them tell which pattern is seen at a size, while the sweep is chosen. */
const startsSeen = 6;

/** The model of a stack of dense or convolutional layers: U over the states of its layers. */
export function layersModel(study: Study): RateModel {
  const { network, target } = study;
  const { input } = network;
  const isStack = (target.kind === 'hermite' || target.kind === 'hierarchical') && input.kind !== 'tokens';
  if (!isStack) throw new RangeError('a stack acts on vectors or patches');
  const directions = directionsOf(target);
  const starts = startsOf(study);
  return {
    method: { kind: 'layers', starts },
    dimension: input.kind === 'patches' ? input.size : input.dimension,
    counts: [
      ...(input.kind === 'patches' ? [input.count] : []),
      directions,
      ...sizesOfLayers(network),
      ...signalCounts(input, directions),
    ],
    async seenAt(planned, pause) {
      const stack = stackAt(planned);
      const unitStarts = unitStartsOf(planned, stack, starts.slice(0, startsSeen));
      return seenPattern(planned, stack, await seenInStack(new StackProblem(stack), unitStarts, 0, pause));
    },
  };
}

/** The patterns of the heuristic's ranking, the best first, each layer's by name. */
function startsOf(study: Study): PatternName[][] {
  const names = predict(study).patterns.map(({ layers }) => layers.map(({ pattern }) => pattern).join(', '));
  return [...new Set(names)].slice(0, mostStarts).map((name) => name.split(', ') as PatternName[]);
}

type Planned = Pick<PlannedPoint, 'network' | 'target'>;

/** Patterns of all layers as starts of those that may act: behind a layer that makes a form, these are the others. */
function unitStartsOf({ network }: Planned, { form }: Stack, starts: LayersMethod['starts']): PatternName[][] {
  const before = form ? 1 : 0;
  return starts.flatMap((patterns) => ofUnitLayers(network.layers.slice(before), patterns.slice(before)));
}

/** What all layers show, the one that makes a form among them. */
function seenPattern({ network }: Planned, { form }: Stack, seen: readonly PatternName[]): string {
  const acting = ofNetworkLayers(network.layers.slice(form ? 1 : 0), seen);
  return [...(form ? ['lazy'] : []), ...acting].join(', ');
}

/**
 * Measures points by the method `layers`: the lowest saddle of U over the states of all layers (docs/validation.md, "Deeper networks").
 * @returns a function that measures one point; `pause` is awaited between minimisations and may throw to stop.
 */
export function layersSaddle({
  starts,
}: LayersMethod): (planned: PlannedPoint, pause: () => Promise<void>) => Promise<Point> {
  return async (planned, pause) => {
    const problem = new StackProblem(stackAt(planned));
    const unitStarts = unitStartsOf(planned, problem.stack, starts);
    const { lowest, others } = await searchStack(problem, unitStarts, planned.seed, pause);
    const { layers, directions } = problem.stack;
    const units = layers.map(({ width }, index) => ({
      width,
      units: directions * (lowest.states[index]?.units ?? 0),
    }));
    const prior = others.find(({ start }) => start.split(', ').every((name) => name === 'lazy'));
    return {
      sizes: planned.sizes,
      seed: planned.seed,
      value: lowest.energy,
      error: lowest.tolerance + neglectedTerms(lowest.lambda, units),
      seen: {
        pattern: seenPattern(planned, problem.stack, lowest.seen),
        ...shown(lowest),
        cost: lowest.cost,
        lambda: lowest.lambda,
        start: lowest.start,
        tolerance: lowest.tolerance,
        ...checked(problem.stack, lowest, planned.seed),
        ...(prior ? { energyFromPrior: prior.energy } : {}),
      },
    };
  };
}

/** Inputs in each half of the sample on which a saddle is checked, and the work, in operations, that a check may take. */
const inputsDrawn = 2048;
const mostWork = 4e9;

/** lambda of a network drawn at the saddle, on drawn inputs, where that is affordable. */
function checked(stack: Stack, { states }: StackSaddle, seed: number): Record<string, number> {
  if (drawingWork(stack, 2 * inputsDrawn) > mostWork) return {};
  const { lambda, error, bias } = sampledLambda(stack, states, inputsDrawn, seed);
  return { lambdaSampled: lambda, lambdaSampledError: error, squaredMeanBias: bias };
}

/** What each layer does, by its number: specialised units, their cosine with the feature, gain and lean of the others. */
function shown({ states, cosines }: StackSaddle): Record<string, number> {
  return Object.fromEntries(
    states.flatMap(({ units, gain, lean }, index) => [
      [`units${index + 1}`, units],
      [`cosine${index + 1}`, cosines[index] ?? 0],
      [`gain${index + 1}`, gain],
      [`lean${index + 1}`, lean],
    ]),
  );
}
