import type { Pattern, ReferenceSizes, Study } from '../../theory/index.js';
import { predict } from '../../theory/index.js';
import { NotMeasurableError } from '../errors.js';
import { pause } from '../pause.js';
import type { PlanOptions, Preset, Sweep } from '../plan.js';
import { numericAt } from '../plan.js';
import { pointCount, spaced } from '../spacing.js';
import type { RateModel } from './model.js';

/** A sweep, the pattern that is predicted on it, and what is to be said of it. */
export interface SweepChoice {
  readonly sweep: Sweep;
  readonly winner: Pattern;
  readonly seenAs: readonly string[];
  readonly notes: readonly string[];
  /** The size above which the pattern is left. */
  readonly leftAbove?: number;
}

/** The largest dimension that is tried, and the largest number of another size. */
const largest = 2 ** 16;
const farthest = 2 ** 40;
/** Where a sweep ends when nothing holds it back: corrections to scaling are then below a percent. */
const preferredEnd = 4096;
const span: Record<Preset, number> = { quick: 32, full: 128 };
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
 * the lowest saddle shows that same pattern, a factor 2 away from where either changes.
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
  const grid: { value: number; fits: boolean }[] = [];
  for (let value = 1; extent(value) <= largest && value <= farthest; value *= 2) {
    await pause(signal);
    const there = studyAt(study, variable, value);
    if (!exists(model, there.reference, isData ? smallestSwept : smallestDimension)) continue;
    const { winner } = predict(there);
    const sameRegion = winner.name === home.winner.name && winner.energy.scalesLike(home.winner.energy);
    if (sameRegion) options.onLook?.(variable, value);
    const planned = {
      network: numericAt(study.network, there.reference),
      target: numericAt(study.target, there.reference),
    };
    const seen = sameRegion && (await model.seenAt(planned, () => pause(signal)));
    grid.push({ value, fits: seen !== false && home.seenAs.includes(seen) });
  }
  if (grid.length < 3) {
    throw new NotMeasurableError(
      `${study.name} has no sizes to sweep: it hardly ever has two inputs and one unit. ` +
        'Change the reference values of its other sizes.',
    );
  }
  const run = lastRun(grid.map(({ fits }) => fits));
  const first = run && grid[run.first];
  const last = run && grid[run.last];
  if (!run || !first || !last || last.value / first.value < 4) {
    const end = grid.at(-1)?.value ?? largest;
    const elsewhere = patternsSeenAs(studyAt(study, variable, end));
    return {
      sweep: { variable, values: spaced(Math.max(end / span[preset], grid[0]?.value ?? 1), end, pointCount(options)) },
      ...elsewhere,
      notes: [
        `Up to ${variable} = ${end} there is no range where both the heuristic and the saddle show ${home.winner.name}.`,
      ],
    };
  }
  const notes: string[] = [];
  let low = first.value;
  let high = last.value;
  const leftAbove = run.last < grid.length - 1 ? high : undefined;
  if (run.first > 0) {
    notes.push(`${home.winner.name} is seen from about ${variable} = ${low}; the sweep begins above it.`);
    if (high / low >= 8) low *= 2;
  }
  if (leftAbove !== undefined) {
    notes.push(`${home.winner.name} is left above about ${variable} = ${high}; the sweep ends before it.`);
    if (high / low >= 8) high /= 2;
  }
  const own = study.reference.get(variable) ?? 0;
  const near = grid.filter(({ value }) => value > own / 2 && value < own * 2);
  if (near.length > 0 && near.every(({ fits }) => !fits))
    notes.push(`At ${variable} = ${own}, as the study has it, the lowest state shows another pattern.`);
  while (extent(high) > preferredEnd && high > low * span[preset]) high /= 2;
  low = Math.max(low, high / span[preset]);
  return {
    sweep: { variable, values: spaced(low, high, pointCount(options)) },
    ...home,
    notes,
    ...(leftAbove === undefined ? {} : { leftAbove }),
  };
}

/** The last unbroken run of true. */
function lastRun(fits: readonly boolean[]): { first: number; last: number } | undefined {
  const last = fits.lastIndexOf(true);
  if (last < 0) return undefined;
  const before = fits.lastIndexOf(false, last);
  return { first: before + 1, last };
}
