import { availableParallelism } from 'node:os';
import type { Cost } from '../../request/cost.js';
import { valuesIn } from '../../network/layer.js';
import type { NumericNetwork } from '../../network/network.js';
import { numericNetwork } from '../../network/network.js';
import type { LangevinMethod, Plan } from '../../plan.js';
import { hasSampling } from '../sample/chains.js';
import { timedChains, type ChainTiming, type TimeChains } from './timing.js';

/**
 * What a plan of chains costs in the embedded engine: gradients and looks, timed at the most samples of each size.
 * @param time times the chains of a point; the embedded engine's where left out.
 */
export function chainsCost(plan: Plan, method: LangevinMethod, time: TimeChains = timedChains): Cost | undefined {
  const cores = availableParallelism();
  const points = plan.points.filter(hasSampling).sort((a, b) => b.sampling.samples - a.sampling.samples);
  const [largest] = points;
  if (!largest) return undefined;
  const timed = new Map<number, ChainTiming & { readonly samples: number }>();
  const chains = 2 ** method.doublings * (method.chains.prior + method.chains.informed);
  const seconds = points.reduce((sum, point) => {
    const { samples, steps } = point.sampling;
    const size = point.sizes[plan.sweep.variable] ?? 0;
    const at = timed.get(size) ?? { ...time(point, method), samples };
    timed.set(size, at);
    return sum + chains * (steps * at.gradient * (samples / at.samples) + method.draws * at.look);
  }, 0);
  const bytes = bytesFor(numericNetwork(largest.network), Math.max(largest.sampling.samples, method.freshInputs));
  return {
    seconds: seconds / cores,
    megabytes: process.memoryUsage().rss / 1e6 + (cores * bytes) / 1e6,
    basis: { code: 'gradients-timed', cores },
  };
}

/** Bytes of the arrays for gradients on so many samples. */
function bytesFor({ layers, input, parameters }: NumericNetwork, samples: number): number {
  const values = layers.reduce((sum, { output }) => sum + valuesIn(output), 0);
  return 8 * (samples * (2 * valuesIn(input) + 4 * values) + 4 * parameters);
}
