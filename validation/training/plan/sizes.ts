import { NotMeasurableError } from '../../errors.js';
import type { PlanOptions, Preset } from '../../plan.js';
import { operationsPerSample, readoutOf } from './operations.js';
import type { Effort } from './effort.js';
import { spanOf, thriftierEfforts } from './effort.js';
import type { SizedStudy } from './range.js';
import { stepTimesFrequency } from '../sample/stiffness.js';

/** The P* to expect at a size, from a pilot. */
export type Expectation = (sized: SizedStudy) => number;

/** The numbers of samples to measure at a size: those asked for, else a grid around the P* expected. */
export function samplesAt(sized: SizedStudy, expected: Expectation, effort: Effort, options: PlanOptions): number[] {
  const samples = options.samples
    ? options.samples.map((one) => one.value(sized.study.reference))
    : effort.grid.map((factor) => factor * expected(sized));
  return [...new Set(samples.map((one) => Math.max(2, Math.round(one))))].sort((a, b) => a - b);
}

/** Sizes to measure at, and how much there. */
export interface Affordable {
  readonly effort: Effort;
  readonly sizes: readonly SizedStudy[];
}

/**
 * The sizes to measure at: evenly spaced, up to the largest that the effort affords; where that is not even three, data sets and numbers
 * of samples are left out.
 * @param possible at least three, ascending.
 * @throws NotMeasurableError when not even then the three smallest can be afforded.
 */
export function affordable(
  possible: readonly SizedStudy[],
  expected: Expectation,
  fullEffort: Effort,
  options: PlanOptions & { readonly preset: Preset },
): Affordable {
  for (const effort of thriftierEfforts(fullEffort, options)) {
    const sizes = sizesWithin(possible, expected, effort, options);
    if (sizes) return { effort, sizes };
  }
  const { value = 1 } = possible[2] ?? {};
  throw new NotMeasurableError({ code: 'training-too-costly', value, preset: options.preset });
}

function sizesWithin(
  possible: readonly SizedStudy[],
  expected: Expectation,
  effort: Effort,
  options: PlanOptions & { readonly preset: Preset },
): readonly SizedStudy[] | undefined {
  const count = options.points ?? effort.sizes;
  let chosen: readonly SizedStudy[] | undefined;
  for (let last = 2; last < possible.length; last++) {
    const top = possible[last]?.value ?? 1;
    const from = possible.findIndex(({ value }) => value * spanOf[options.preset] >= top);
    const sizes = thinned(possible.slice(Math.min(from, last - 2), last + 1), count);
    const operations = sizes.reduce(
      (sum, sized) => sum + expectedOperations(sized, samplesAt(sized, expected, effort, options), effort),
      0,
    );
    if (operations > effort.operations) break;
    chosen = sizes;
  }
  return chosen;
}

/** Operations of all chains at one size; the step is guessed from the stiffness of a network that has learned. */
function expectedOperations({ network, study }: SizedStudy, samples: readonly number[], effort: Effort): number {
  const ridge = study.ridge.value(study.reference);
  const readout = readoutOf(network);
  return samples.reduce((sum, one) => {
    // Curvatures between 0.1 and 1 P / kappa were seen.
    const steps = (effort.duration * Math.sqrt(1 + (0.4 * one) / ridge)) / stepTimesFrequency[readout];
    return (
      sum + effort.seeds * effort.chains * 2 ** effort.doublings * steps * one * operationsPerSample(network, readout)
    );
  }, 0);
}

/** So many of the sizes, both ends among them. */
function thinned(sizes: readonly SizedStudy[], count: number): SizedStudy[] {
  const last = sizes.length - 1;
  const wanted = Math.min(count, sizes.length);
  const picked = Array.from({ length: wanted }, (_, index) => Math.round((index * last) / Math.max(wanted - 1, 1)));
  return [...new Set(picked)].flatMap((index) => sizes[index] ?? []);
}
