import type { Pattern, ReferenceSizes, Study } from '../../theory/index.js';
import { predict } from '../../theory/index.js';
import { NotMeasurableError } from '../errors.js';
import type { MeasurementMessage } from '../messages.js';
import { pause } from '../run/pause.js';
import type { PlanOptions, Preset, Sweep } from '../plan.js';
import { numericAt } from '../plan.js';
import { pointCount, spaced } from '../request/spacing.js';
import { leastRange } from '../measure/verdict.js';
import type { RateModel } from './model.js';

/** A sweep, the pattern that is predicted on it, and what is to be said of it. */
export interface SweepChoice {
  readonly sweep: Sweep;
  readonly winner: Pattern;
  readonly seenAs: readonly string[];
  readonly notes: readonly MeasurementMessage[];
  /** The size above which the pattern is left. */
  readonly leftAbove?: number;
}

/** The largest dimension that is tried, and the largest number of another size. */
const largest = 2 ** 16;
const farthest = 2 ** 40;
/** Where a sweep ends when nothing holds it back: corrections to scaling are then below a percent. */
export const preferredEnd = 4096;
/** Beyond the preferred end a sweep goes on until its largest size is so many times the smallest at which the pattern is seen. */
const spanBeyond: Readonly<Record<Preset, number>> = { quick: 32, full: 128 };
/** The largest over the smallest size of a sweep, where the pattern is seen so far down: small sizes are cheap, and a wide range tells corrections. */
export const span = 128;
/** The least dimension there can be, and the least with which a sweep of it begins. */
const smallestDimension = 2;
const smallestSwept = 8;

/** The study with another value of one size. */
export function studyAt(study: Study, variable: string, value: number): Study {
  return { ...study, reference: new Map([...study.reference, [variable, value]]) };
}

/** True when the network exists at these sizes: it sees so many inputs, and has at least one of everything. */
export function exists(
  { dimension, counts }: RateModel,
  reference: ReferenceSizes,
  inputs = smallestDimension,
): boolean {
  return dimension.value(reference) >= inputs && counts.every((count) => count.value(reference) >= 1);
}

/** The names of the patterns of every prediction that scales like the winner: they cannot be told apart. */
export function patternsSeenAs(study: Study): { winner: Pattern; seenAs: readonly string[] } {
  const { winner, patterns } = predict(study);
  const alike = patterns.filter(({ energy }) => energy.scalesLike(winner.energy));
  return {
    winner,
    seenAs: [...new Set([winner, ...alike].map(({ layers }) => layers.map(({ pattern }) => pattern).join(', ')))],
  };
}

/**
 * Chooses where to sweep: sizes where the heuristic's best pattern is the one that it is at the reference sizes, and where
 * the lowest saddle shows that same pattern, a factor 2 away from where either changes as long as the range is enough for a verdict.
 * @throws NotMeasurableError when there is no network at nearly any size.
 */
export async function chooseRange(
  study: Study,
  model: RateModel,
  variable: string,
  options: PlanOptions,
): Promise<SweepChoice> {
  const { preset = 'quick', signal } = options;
  const home = patternsSeenAs(study);
  const isData = model.dimension.exponents.has(variable);
  const extent = (value: number): number =>
    isData ? model.dimension.value(studyAt(study, variable, value).reference) : value;
  const studies: Study[] = [];
  for (let value = 1; extent(value) <= largest && value <= farthest; value *= 2) {
    const there = studyAt(study, variable, value);
    if (exists(model, there.reference, isData ? smallestSwept : smallestDimension)) studies.push(there);
  }
  const valueAt = ({ reference }: Study): number => reference.get(variable) ?? 1;
  const inRegion = studies.map((there) => {
    const { winner } = predict(there);
    return winner.name === home.winner.name && winner.energy.scalesLike(home.winner.energy);
  });
  const isSeen = async (index: number): Promise<boolean> => {
    await pause(signal);
    const there = studies[index];
    if (!there || !inRegion[index]) return false;
    options.onLook?.(variable, valueAt(there));
    const planned = {
      network: numericAt(study.network, there.reference),
      target: numericAt(study.target, there.reference),
    };
    return home.seenAs.includes(await model.seenAt(planned, () => pause(signal)));
  };
  const fits = await whereSeen(inRegion, isSeen);
  const grid = studies.map((there, index) => ({ value: valueAt(there), fits: fits[index] ?? false }));
  if (grid.length < 3) {
    throw new NotMeasurableError({ code: 'no-sizes-to-sweep', study: study.name });
  }
  const run = lastRun(grid.map(({ fits }) => fits));
  const first = run && grid[run.first];
  const last = run && grid[run.last];
  if (!run || !first || !last || last.value / first.value < 4) {
    const end = grid.at(-1)?.value ?? largest;
    const elsewhere = patternsSeenAs(studyAt(study, variable, end));
    return {
      sweep: { variable, values: spaced(Math.max(end / span, grid[0]?.value ?? 1), end, pointCount(options)) },
      ...elsewhere,
      notes: [{ code: 'pattern-at-no-size', variable, end, pattern: home.winner.name }],
    };
  }
  const notes: MeasurementMessage[] = [];
  const pattern = home.winner.name;
  let low = first.value;
  let high = last.value;
  const leftAbove = run.last < grid.length - 1 ? high : undefined;
  if (run.first > 0) {
    notes.push({ code: 'pattern-seen-from', pattern, variable, size: low });
    if (high / low >= 2 * leastRange) low *= 2;
  }
  if (leftAbove !== undefined) {
    notes.push({ code: 'pattern-left-above', pattern, variable, size: high });
    if (high / low >= 2 * leastRange) high /= 2;
  }
  const own = study.reference.get(variable) ?? 0;
  const near = grid.filter(({ value }) => value > own / 2 && value < own * 2);
  if (near.length > 0 && near.every(({ fits }) => !fits))
    notes.push({ code: 'other-pattern-at-reference', variable, value: own });
  while (extent(high) > preferredEnd && high > low * spanBeyond[preset]) high /= 2;
  low = Math.max(low, high / span);
  return {
    sweep: { variable, values: spaced(low, high, pointCount(options)) },
    ...home,
    notes,
    ...(leftAbove === undefined ? {} : { leftAbove }),
  };
}

/**
 * At which sizes the pattern is seen. Where it is seen at the largest of its region it is taken to be seen from one size on, which is found by
 * halving; else every other size of the region is looked at, and those between where one of them shows it.
 */
async function whereSeen(
  inRegion: readonly boolean[],
  isSeen: (index: number) => Promise<boolean>,
): Promise<readonly boolean[]> {
  const region = lastRun(inRegion);
  if (!region) return inRegion;
  let [before, first] = [region.first - 1, region.last];
  if (!(await isSeen(first))) {
    const seen = new Map<number, boolean>([[first, false]]);
    for (let index = first - 2; index >= region.first; index -= 2) seen.set(index, await isSeen(index));
    // A range of less than a factor 4 is none: where no other size shows the pattern, those between need no look.
    if (![...seen.values()].includes(true)) return inRegion.map(() => false);
    const all: boolean[] = [];
    for (const index of inRegion.keys()) all.push(seen.get(index) ?? (await isSeen(index)));
    return all;
  }
  while (first - before > 1) {
    const middle = Math.floor((before + first) / 2);
    if (await isSeen(middle)) first = middle;
    else before = middle;
  }
  return inRegion.map((_, index) => index >= first && index <= region.last);
}

/** The last unbroken run of true. */
function lastRun(fits: readonly boolean[]): { first: number; last: number } | undefined {
  const last = fits.lastIndexOf(true);
  if (last < 0) return undefined;
  const before = fits.lastIndexOf(false, last);
  return { first: before + 1, last };
}
