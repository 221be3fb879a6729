import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import { NotMeasurableError } from '../../errors.js';
import type { MeasurementMessage } from '../../messages.js';
import type { PlanOptions, Preset } from '../../plan.js';
import type { SampleSetting } from '../sample/posterior.js';
import { thriftierEfforts, type BaseEffort, type Effort } from './effort.js';
import { labelSetting, type SizedStudy } from './range.js';

/** The P* to expect at a size. */
export type Expectation = (sized: SizedStudy) => number;

/** The numbers of samples, or the ridges, to measure at a size. */
export type SettingsAt<E extends BaseEffort = Effort> = (sized: SizedStudy, effort: E) => readonly SampleSetting[];

/** The time that one core takes for one data set with so many samples, in seconds. */
export type CostOfPoint<E extends BaseEffort = Effort> = (
  sized: SizedStudy,
  setting: SampleSetting,
  effort: E,
) => number;

/** The numbers of samples to measure at a size: those asked for, else a grid around the P* expected. */
export function samplesAround(expected: Expectation, options: PlanOptions): SettingsAt<BaseEffort> {
  return (sized, effort) => {
    const samples = options.samples
      ? options.samples.map((one) => one.value(sized.study.reference))
      : effort.grid.map((factor) => factor * expected(sized));
    const whole = [...new Set(samples.map((one) => Math.max(2, Math.round(one))))].sort((a, b) => a - b);
    return whole.map((one) => ({ samples: one, ...labelSetting(sized) }));
  };
}

/** A size to measure at, and on how many data sets. */
export interface AffordedSize {
  readonly sized: SizedStudy;
  readonly seeds: number;
}

/** Sizes to measure at, and how much there. */
export interface Affordable<E extends BaseEffort = Effort> {
  readonly effort: E;
  readonly sizes: readonly AffordedSize[];
  /** False where what was asked for takes longer than the effort allows. */
  readonly isWithin: boolean;
}

/** One data set at one size: what the slope of log P* gains, and what it takes. */
export interface DataSetCost {
  readonly size: number;
  readonly seconds: number;
}

/** The standard deviation of a slope in log P*, in units of that of log P* between data sets. */
export function slopeDeviation(sizes: readonly Pick<DataSetCost, 'size'>[], seeds: readonly number[]): number {
  const x = sizes.map(({ size }) => Math.log(size));
  const total = seeds.reduce((sum, one) => sum + one, 0);
  const mean = x.reduce((sum, one, index) => sum + one * (seeds[index] ?? 0), 0) / total;
  return 1 / Math.sqrt(x.reduce((sum, one, index) => sum + (one - mean) ** 2 * (seeds[index] ?? 0), 0));
}

/** Data sets are added by this share at a time. */
const stride = 0.1;

/**
 * How many data sets to take at each size, so that the slope of log P* against log size is known best for the time: many where they are cheap, none where
 * they tell little, and no more than are enough.
 * @param sizes at least two different ones.
 * @returns undefined when not even the fewest can be afforded.
 */
export function dataSetsFor(
  sizes: readonly DataSetCost[],
  {
    coreSeconds,
    leastSeeds,
    mostSeeds,
    enough,
  }: Pick<BaseEffort, 'coreSeconds' | 'leastSeeds' | 'mostSeeds' | 'enough'>,
): number[] | undefined {
  const seeds = sizes.map(() => leastSeeds);
  let left = coreSeconds - sizes.reduce((sum, { seconds }) => sum + leastSeeds * seconds, 0);
  if (left < 0) return undefined;
  while (expectedHalfInterval(sizes, seeds) > enough) {
    const now = slopeDeviation(sizes, seeds);
    let best: { index: number; more: number; gain: number } | undefined;
    for (const [index, { seconds }] of sizes.entries()) {
      const has = seeds[index] ?? 0;
      const more = Math.min(Math.max(1, Math.floor(stride * has)), mostSeeds - has);
      if (more <= 0 || more * seconds > left) continue;
      const then = slopeDeviation(
        sizes,
        seeds.map((one, other) => (other === index ? one + more : one)),
      );
      const gain = (now - then) / (more * seconds);
      if (!best || gain > best.gain) best = { index, more, gain };
    }
    if (!best) break;
    seeds[best.index] = (seeds[best.index] ?? 0) + best.more;
    left -= best.more * (sizes[best.index]?.seconds ?? 0);
  }
  return seeds;
}

/** The spread of log P* between data sets that a plan is made for, with the control variate: targets of degree 3 have about that. */
const spread = 0.3;

/** Half an interval with which the bridge concludes nine times of ten, by simulation (npm run verdicts). */
const aim = 0.08;
const confidence = 0.95;

/** Half the interval of the exponent that data sets lead to, as far as a usual spread between them tells. */
export function expectedHalfInterval(sizes: readonly Pick<DataSetCost, 'size'>[], seeds: readonly number[]): number {
  return normalQuantile((1 + confidence) / 2, 0, 1) * spread * slopeDeviation(sizes, seeds);
}

/**
 * The sizes to measure at, and the data sets at each: the widest range, up to that of the effort, that tells the exponent well enough within the time, else that which tells it best. Where not even three sizes can be afforded, data sets
 * and numbers of samples are left out.
 * @param possible at least three, ascending.
 * @throws NotMeasurableError when not even then the three smallest can be afforded.
 */
export function affordable<E extends BaseEffort>(
  possible: readonly SizedStudy[],
  settingsAt: SettingsAt<E>,
  fullEffort: E,
  options: PlanOptions & { readonly preset: Preset },
  costOf: CostOfPoint<E>,
): Affordable<E> {
  for (const effort of thriftierEfforts(fullEffort, options)) {
    const costs = new Map<SizedStudy, DataSetCost>();
    const cost = (sized: SizedStudy): DataSetCost => {
      const known = costs.get(sized) ?? dataSetCost(sized, settingsAt, effort, costOf);
      costs.set(sized, known);
      return known;
    };
    let chosen: { readonly sizes: AffordedSize[]; readonly half: number } | undefined;
    for (let last = 2; last < possible.length; last++) {
      // Alone the fewest data sets at the largest size cost too much: so do those at all larger ones.
      const top = possible[last];
      if (top && effort.leastSeeds * cost(top).seconds > effort.coreSeconds) break;
      const sizes = thinned(possible.slice(0, last + 1), options.points ?? effort.sizes);
      const seeds = dataSetsFor(sizes.map(cost), effort);
      if (!seeds) continue;
      const half = expectedHalfInterval(sizes.map(cost), seeds);
      // Of ranges that tell the exponent well enough the widest, until it is wide enough.
      if (chosen && half > aim && chosen.half <= half) continue;
      chosen = { sizes: sizes.map((sized, index) => ({ sized, seeds: seeds[index] ?? 0 })), half };
      if (half <= aim && (top?.value ?? 0) >= effort.range * (sizes[0]?.value ?? 1)) break;
    }
    if (chosen) return { effort, sizes: chosen.sizes, isWithin: true };
  }
  const { value = 1 } = possible[2] ?? {};
  throw new NotMeasurableError({ code: 'training-too-costly', value, preset: options.preset });
}

/** The data sets at sizes that were asked for: the fewest at each where the time does not last for more. */
export function affordedAt<E extends BaseEffort>(
  sizes: readonly SizedStudy[],
  settingsAt: SettingsAt<E>,
  fullEffort: E,
  options: PlanOptions,
  costOf: CostOfPoint<E>,
): Affordable<E> {
  // The numbers of samples are kept: the sizes are not the program's choice.
  const efforts = thriftierEfforts(fullEffort, { ...options, samples: options.samples ?? [] });
  for (const effort of efforts) {
    const costs = sizes.map((sized) => dataSetCost(sized, settingsAt, effort, costOf));
    const seeds = dataSetsFor(costs, effort);
    if (seeds)
      return { effort, sizes: sizes.map((sized, index) => ({ sized, seeds: seeds[index] ?? 0 })), isWithin: true };
  }
  const effort = efforts.at(-1) ?? fullEffort;
  return { effort, sizes: sizes.map((sized) => ({ sized, seeds: effort.leastSeeds })), isWithin: false };
}

/** What whoever reads the result must know of what was chosen: what was left out to stay within the preset, and how far the sizes go. */
export function affordedNotes<E extends BaseEffort>(
  { effort, sizes }: Affordable<E>,
  full: E,
  { seeds, sweep }: PlanOptions,
  variable: string,
): MeasurementMessage[] {
  const fewest = Math.min(...sizes.map((one) => one.seeds));
  const [first, last] = [sizes[0]?.sized, sizes.at(-1)?.sized];
  const isWide = !first || !last || last.value >= effort.range * first.value;
  return [
    ...(seeds === undefined && fewest < full.leastSeeds
      ? [{ code: 'fewer-data-sets', seeds: fewest, wanted: full.leastSeeds } as const]
      : []),
    ...(effort.grid.length < full.grid.length
      ? [{ code: 'fewer-sample-numbers', count: effort.grid.length, wanted: full.grid.length } as const]
      : []),
    ...(sweep || isWide ? [] : [{ code: 'sweep-ends-early', variable, value: last.value } as const]),
    ...(first && last && !first.winner.energy.scalesLike(last.winner.energy)
      ? [{ code: 'sweep-crosses-patterns', from: first.winner.name, to: last.winner.name } as const]
      : []),
  ];
}

function dataSetCost<E extends BaseEffort>(
  sized: SizedStudy,
  settingsAt: SettingsAt<E>,
  effort: E,
  costOf: CostOfPoint<E>,
): DataSetCost {
  const seconds = settingsAt(sized, effort).reduce((sum, setting) => sum + costOf(sized, setting, effort), 0);
  return { size: sized.value, seconds };
}

/** So many of the sizes, both ends among them. */
function thinned(sizes: readonly SizedStudy[], count: number): SizedStudy[] {
  const last = sizes.length - 1;
  const wanted = Math.min(count, sizes.length);
  const picked = Array.from({ length: wanted }, (_, index) => Math.round((index * last) / Math.max(wanted - 1, 1)));
  return [...new Set(picked)].flatMap((index) => sizes[index] ?? []);
}
