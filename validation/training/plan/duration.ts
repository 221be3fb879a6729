import type { LangevinMethod, Plan } from '../../plan.js';
import type { Duration } from '../../request/cost.js';
import type { ChainPoint } from '../sample/chains.js';
import { hasSampling } from '../sample/chains.js';
import { chainSeconds, timedChains, type TimeChains } from './timing.js';

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
  const points = pointsByDescendingSamples(plan);
  if (points.length === 0) return undefined;
  const secondsOf = chainSeconds(time);
  const chains = 2 ** method.doublings * (method.chains.prior + method.chains.informed);
  const seconds = points.reduce((sum, point) => {
    const size = point.sizes[plan.sweep.variable] ?? 0;
    const work = { samples: point.sampling.samples, steps: point.sampling.steps, draws: method.draws };
    return sum + chains * secondsOf(size, work, method, () => point);
  }, 0);
  return { seconds: seconds / cores, basis: { code: 'gradients-timed', cores } };
}

/** The point of a plan with most samples. */
export const largestPoint = (plan: Plan): ChainPoint | undefined => pointsByDescendingSamples(plan)[0];

const pointsByDescendingSamples = ({ points }: Plan): ChainPoint[] =>
  points.filter(hasSampling).sort((a, b) => b.sampling.samples - a.sampling.samples);
