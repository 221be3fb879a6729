import { NotMeasurableError } from '../../errors.js';
import type { PlanOptions, Preset } from '../../plan.js';
import { operationsPerSample, readoutOf } from './operations.js';
import type { Effort } from './effort.js';
import { spanOf, thriftierEfforts } from './effort.js';
import type { PlacedStudy } from './range.js';
import { stepTimesFrequency } from '../sample/stiffness.js';

/** The P* to expect at a place, from a pilot. */
export type Expectation = (place: PlacedStudy) => number;

/** The numbers of samples to measure at a place: those asked for, else a grid around the P* expected. */
export function samplesAt(place: PlacedStudy, expected: Expectation, effort: Effort, options: PlanOptions): number[] {
  const samples = options.samples
    ? options.samples.map((one) => one.value(place.study.reference))
    : effort.grid.map((factor) => factor * expected(place));
  return [...new Set(samples.map((one) => Math.max(2, Math.round(one))))].sort((a, b) => a - b);
}

/** Places to measure at, and how much there. */
export interface Affordable {
  readonly effort: Effort;
  readonly places: readonly PlacedStudy[];
}

/**
 * The places to measure at: evenly spaced, up to the largest that the effort affords; where that is not even three, data sets and numbers
 * of samples are left out.
 * @param possible at least three, ascending.
 * @throws NotMeasurableError when not even then the three smallest can be afforded.
 */
export function affordable(
  possible: readonly PlacedStudy[],
  expected: Expectation,
  whole: Effort,
  options: PlanOptions & { readonly preset: Preset },
): Affordable {
  for (const effort of thriftierEfforts(whole, options)) {
    const places = placesWithin(possible, expected, effort, options);
    if (places) return { effort, places };
  }
  const { value = 1 } = possible[2] ?? {};
  throw new NotMeasurableError(
    `Training at the three smallest sizes, up to ${value}, is dearer than the preset ${options.preset} allows, even with fewer data sets: ` +
      `reduce the fixed sizes or the ridge, tie the widths to the swept size, ${options.preset === 'quick' ? 'ask for the preset full, ' : ''}or give the sweep and the samples in a validate block.`,
  );
}

function placesWithin(
  possible: readonly PlacedStudy[],
  expected: Expectation,
  effort: Effort,
  options: PlanOptions & { readonly preset: Preset },
): readonly PlacedStudy[] | undefined {
  const count = options.points ?? effort.sizes;
  let chosen: readonly PlacedStudy[] | undefined;
  for (let last = 2; last < possible.length; last++) {
    const top = possible[last]?.value ?? 1;
    const from = possible.findIndex(({ value }) => value * spanOf[options.preset] >= top);
    const places = thinned(possible.slice(Math.min(from, last - 2), last + 1), count);
    const operations = places.reduce(
      (sum, place) => sum + expectedOperations(place, samplesAt(place, expected, effort, options), effort),
      0,
    );
    if (operations > effort.operations) break;
    chosen = places;
  }
  return chosen;
}

/** Operations of all chains at one place; the step is guessed from the stiffness of a network that has learned. */
function expectedOperations({ network, study }: PlacedStudy, samples: readonly number[], effort: Effort): number {
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

/** So many of the places, both ends among them. */
function thinned(places: readonly PlacedStudy[], count: number): PlacedStudy[] {
  const last = places.length - 1;
  const wanted = Math.min(count, places.length);
  const picked = Array.from({ length: wanted }, (_, index) => Math.round((index * last) / Math.max(wanted - 1, 1)));
  return [...new Set(picked)].flatMap((index) => places[index] ?? []);
}
