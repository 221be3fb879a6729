import type { LayersMethod, PlannedPoint } from '../../plan.js';
import type { Point } from '../../result.js';
import { neglectedTerms } from '../neglected.js';
import { stackAt } from './planned.js';
import type { StackSaddle } from './search.js';
import { searchStack } from './search.js';
import { drawingWork, sampledLambda } from './sampled.js';
import type { Stack } from './stack.js';
import { StackProblem } from './stack.js';
import { ofNetworkLayers, ofUnitLayers } from './unit-layers.js';

/**
 * Measures points by the method `layers`: the lowest saddle of U over the states of all layers (docs/validation.md, "Deeper networks").
 * @returns a function that measures one point; `pause` is awaited between minimisations and may throw to stop.
 */
export function layersSaddle({
  starts,
}: LayersMethod): (planned: PlannedPoint, pause: () => Promise<void>) => Promise<Point> {
  return async (planned, pause) => {
    const problem = new StackProblem(stackAt(planned));
    const { layers: named } = planned.network;
    const unitStarts = starts.flatMap((patterns) => ofUnitLayers(named, patterns));
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
        pattern: ofNetworkLayers(named, lowest.seen).join(', '),
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
