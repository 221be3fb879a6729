import { gaussianSource } from '../../network/random.js';
import type { LangevinMethod, Plan } from '../../plan.js';
import type { Duration } from '../../request/cost.js';
import { chainPosterior } from '../sample/chain-posterior.js';
import type { ChainPoint } from '../sample/chains.js';
import { hasSampling, startingPosition } from '../sample/chains.js';
import type { PosteriorPoint } from '../sample/posterior.js';
import { operationsPerSample } from './operations.js';
import { timedChains, type ChainTiming, type TimeChains } from './timing.js';

/**
 * How long a plan of chains takes: its gradients and looks, timed at the most samples of each size.
 * @param cores how many measure at the same time.
 * @param time times the chains of a point; the embedded engine's where left out.
 * @returns undefined for a plan without chains.
 */
export function chainsDuration(
  plan: Plan,
  method: LangevinMethod,
  cores: number,
  time: TimeChains = timedChains,
): Duration | undefined {
  const points = plan.points.filter(hasSampling).sort((a, b) => b.sampling.samples - a.sampling.samples);
  if (points.length === 0) return undefined;
  const timed = new Map<number, ChainTiming & { readonly samples: number }>();
  const chains = 2 ** method.doublings * (method.chains.prior + method.chains.informed);
  const seconds = points.reduce((sum, point) => {
    const { samples, steps } = point.sampling;
    const size = point.sizes[plan.sweep.variable] ?? 0;
    const at = timed.get(size) ?? { ...time(point, method), samples };
    timed.set(size, at);
    return sum + chains * (steps * at.gradient * (samples / at.samples) + method.draws * at.look);
  }, 0);
  return { seconds: seconds / cores, basis: { code: 'gradients-timed', cores } };
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
