import cdf from '@stdlib/stats-base-dists-normal-cdf';
import quantile from '@stdlib/stats-base-dists-normal-quantile';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

export interface BootstrapOptions {
  /** 0.95 */
  readonly confidence: number;
  readonly resamples: number;
  readonly seed: number;
}

/**
 * The bias-corrected and accelerated bootstrap interval of a statistic.
 *
 * Source: Efron, J. Am. Stat. Assoc. 82 (1987) 171. The acceleration is the jackknife's.
 * @param statistic may return NaN for a resample on which it is not defined; such resamples are drawn again.
 * @returns the interval; both ends equal the statistic when it does not vary.
 * @throws RangeError for fewer than two data, or when the statistic is defined on none of the resamples.
 */
export function bcaInterval<T>(
  data: readonly T[],
  statistic: (sample: readonly T[]) => number,
  { confidence, resamples, seed }: BootstrapOptions,
): [number, number] {
  if (data.length < 2) throw new RangeError('a bootstrap needs at least two data');
  const estimate = statistic(data);
  const replicates = resampled(data, statistic, resamples, seed);
  const below = replicates.filter((value) => value < estimate).length;
  const equal = replicates.filter((value) => value === estimate).length;
  if (equal === replicates.length) return [estimate, estimate];
  const edge = 0.5 / replicates.length;
  const share = Math.min(Math.max((below + equal / 2) / replicates.length, edge), 1 - edge);
  const bias = quantile(share, 0, 1);
  const acceleration = jackknifeAcceleration(data, statistic);
  const end = (probability: number): number => {
    const z = bias + quantile(probability, 0, 1);
    return percentile(replicates, cdf(bias + z / (1 - acceleration * z), 0, 1));
  };
  return [end((1 - confidence) / 2), end((1 + confidence) / 2)];
}

function resampled<T>(
  data: readonly T[],
  statistic: (sample: readonly T[]) => number,
  count: number,
  seed: number,
): number[] {
  const random = xoroshiro128plus(seed);
  const replicates: number[] = [];
  for (let tries = 0; replicates.length < count && tries < 10 * count; tries++) {
    const sample = data.map(() => data[uniformInt(random, 0, data.length - 1)] as T);
    const value = statistic(sample);
    if (!Number.isNaN(value)) replicates.push(value);
  }
  if (replicates.length === 0) throw new RangeError('the statistic is not defined on any resample');
  return replicates.sort((a, b) => a - b);
}

function jackknifeAcceleration<T>(data: readonly T[], statistic: (sample: readonly T[]) => number): number {
  const left = data
    .map((_, out) => statistic(data.filter((_, index) => index !== out)))
    .filter((value) => !Number.isNaN(value));
  const mean = left.reduce((sum, value) => sum + value, 0) / left.length;
  let squares = 0;
  let cubes = 0;
  for (const value of left) {
    squares += (mean - value) ** 2;
    cubes += (mean - value) ** 3;
  }
  return squares === 0 ? 0 : cubes / (6 * squares ** 1.5);
}

/** The percentile of sorted values, interpolated between neighbours. */
function percentile(sorted: readonly number[], probability: number): number {
  const position = Math.min(Math.max(probability, 0), 1) * (sorted.length - 1);
  const low = sorted[Math.floor(position)] ?? Number.NaN;
  const high = sorted[Math.ceil(position)] ?? low;
  return low + (high - low) * (position - Math.floor(position));
}
