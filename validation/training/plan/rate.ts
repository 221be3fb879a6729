import { gaussianSource } from '../../network/random.js';
import type { LangevinMethod, Plan } from '../../plan.js';
import type { Duration } from '../../request/cost.js';
import { chainPosterior } from '../sample/chain-posterior.js';
import type { ChainPoint } from '../sample/chains.js';
import { hasSampling, startingPosition } from '../sample/chains.js';
import type { PosteriorPoint } from '../sample/posterior.js';
import { operationsOf, operationsPerSample } from './operations.js';

/**
 * How long a plan of chains takes: its operations, at the rate at which one core does those of its largest point.
 * @param cores how many measure at the same time.
 * @returns undefined for a plan without chains.
 */
export function chainsDuration(plan: Plan, method: LangevinMethod, cores: number): Duration | undefined {
  const largest = largestPoint(plan);
  if (!largest) return undefined;
  return {
    seconds: operationsOf(plan, method) / operationsPerSecond(largest, method.readout) / cores,
    basis: { code: 'gradients-timed', cores },
  };
}

/** The point of a plan with most samples. */
export function largestPoint({ points }: Plan): ChainPoint | undefined {
  return points
    .filter(hasSampling)
    .reduce<ChainPoint | undefined>(
      (most, point) => (most && most.sampling.samples >= point.sampling.samples ? most : point),
      undefined,
    );
}

/** So long gradients are timed, in milliseconds. */
const probe = 200;

/**
 * Operations (operations.ts) a second that one core does in gradients of a posterior, timed for a fifth of a second.
 * @throws RangeError for a network or target that is not known in numbers.
 */
export function operationsPerSecond(point: PosteriorPoint, readout: LangevinMethod['readout']): number {
  const posterior = chainPosterior(point, { freshInputs: 1, readout });
  const position = startingPosition(posterior, undefined, gaussianSource(1));
  const slope = new Float64Array(position.length);
  const gradients = perSecond(() => posterior.gradient(position, slope));
  posterior.close();
  return gradients * point.sampling.samples * operationsPerSample(posterior.network, readout);
}

/** How often a gradient is computed within a second. */
export function perSecond(gradient: () => void): number {
  // The first ones run before they are compiled.
  gradient();
  gradient();
  const begun = performance.now();
  let gradients = 0;
  do {
    gradient();
    gradients++;
  } while (performance.now() - begun < probe);
  return (1000 * gradients) / (performance.now() - begun);
}
