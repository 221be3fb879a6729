import type { Plan, Point } from '../../validation/index.js';
import type { Measurement } from '../../validation/measure/measure.js';
import { measure } from '../../validation/measure/measure.js';
import { judge } from '../../validation/measure/verdict.js';
import { gaussianSource } from '../../validation/network/random.js';
import { preferredEnd, span } from '../../validation/rate/range.js';
import { pointCount, spaced } from '../../validation/request/spacing.js';
import { analyse } from '../../validation/training/analyse/analysis.js';
import { bridged } from '../../validation/training/analyse/bridge.js';
import { effortOf } from '../../validation/training/plan/effort.js';
import { chainsMethod, chainsPlan, cubicPoint } from '../validation/training/studies.js';
import { twoLayerAt } from '../validation/studies.js';

/** What the values of a power law of exponent 1 are multiplied with. */
export const corrections: Readonly<Record<string, (size: number) => number>> = {
  none: () => 1,
  '1 + 1/√d': (size) => 1 + 1 / Math.sqrt(size),
  '1 − 1/√d': (size) => 1 - 1 / Math.sqrt(size),
  '1 + 3/√d': (size) => 1 + 3 / Math.sqrt(size),
  '1 − 3/√d': (size) => 1 - 3 / Math.sqrt(size),
  '(log d)^(1/3)': (size) => Math.log(size) ** (1 / 3),
  '(log d)^(−1/3)': (size) => Math.log(size) ** (-1 / 3),
  'log d': (size) => Math.log(size),
  '1/log d': (size) => 1 / Math.log(size),
  '√(1 + 32/d)': (size) => Math.sqrt(1 + 32 / size),
  '1/√(1 + 32/d)': (size) => 1 / Math.sqrt(1 + 32 / size),
};

/** Standard deviations of the logarithm of a value. */
export const errors = [0.002, 0.01, 0.08];
/** Sizes from 16 on, each twice the one before. */
export const sizeCounts = [3, 4, 5, 6, 7, 8];

/** Shares of the runs of one correction and error, in percent: over all numbers of sizes, and the largest at one of them. */
export interface Shares {
  readonly all: number;
  readonly largest: number;
}

/** How often verdicts are false, and how often they are right. */
export interface FalseVerdicts {
  /** "disagrees" with the exponent that the values have. */
  readonly disagrees: Shares;
  /** "agrees" with an exponent 0.1 above or below it. */
  readonly agrees: Shares;
  /** "agrees" with the right exponent. */
  readonly right: Shares;
}

/**
 * Verdicts on simulated values of exponent 1.
 * @param trials runs at each number of sizes; the random numbers depend on nothing else than the arguments.
 */
export function falseVerdicts(correction: string, error: number, trials: number): FalseVerdicts {
  const factor = corrections[correction];
  if (!factor) throw new RangeError(`no correction ${correction}`);
  const counts = sizeCounts.map((count) => {
    const values = Array.from({ length: count }, (_, index) => 16 * 2 ** index);
    const seed = 1 + 1000 * Object.keys(corrections).indexOf(correction) + 100 * errors.indexOf(error) + count;
    const noise = gaussianSource(seed);
    const found = { disagrees: 0, agrees: 0, right: 0 };
    for (let trial = 0; trial < trials; trial++) {
      const value = (size: number): number => size * factor(size) * Math.exp(error * noise());
      const { verdictOn } = measured(values, value, 1e-9);
      const isRight = verdictOn(1);
      if (isRight === 'disagrees') found.disagrees++;
      if (isRight === 'agrees') found.right++;
      if (verdictOn(trial % 2 === 0 ? 1.1 : 0.9) === 'agrees') found.agrees++;
    }
    return found;
  });
  const shares = (name: 'disagrees' | 'agrees' | 'right'): Shares => ({
    all: (100 * counts.reduce((sum, one) => sum + one[name], 0)) / trials / counts.length,
    largest: (100 * Math.max(...counts.map((one) => one[name]))) / trials,
  });
  return { disagrees: shares('disagrees'), agrees: shares('agrees'), right: shares('right') };
}

/** A plan of a preset, with the spread of what it measures. */
export interface PresetRow {
  readonly preset: string;
  readonly sizes: string;
  readonly error: string;
  /** Verdicts on an exponent 0.15 above or below the prediction, and on the predicted one, in percent of the runs. */
  readonly away: { readonly disagrees: number; readonly agrees: number };
  readonly right: { readonly disagrees: number; readonly agrees: number };
  /** How often the interval of the slope at the measured sizes, without corrections, leaves out an exponent 0.15 away. */
  readonly resolved: number;
}

/** The sizes of a sweep that no boundary holds back. */
const rateSizes = (preset: 'quick' | 'full'): number[] =>
  spaced(preferredEnd / span, preferredEnd, pointCount({ preset }));

/**
 * What the presets plan for two layers, erf, He_3, N ~ d; of training, ridge 0.2, with the data sets at each size that their time lasts for. `scatter` is that of
 * a saddle, relative, or of an alignment: with few specialised units a saddle scatters by more, as their number is whole.
 */
const presets = {
  'rate, quick': { values: rateSizes('quick'), seeds: [], scatter: 1e-3 },
  'rate, full': { values: rateSizes('full'), seeds: [], scatter: 1e-3 },
  'training, quick': { values: [8, 16, 32, 64], seeds: [96, 12, 12, 24], scatter: 0.01 },
  'training, full': { values: [8, 13, 23, 38, 64, 128], seeds: [200, 16, 16, 16, 16, 45], scatter: 0.01 },
  'training, a tenth of quick': { values: [8, 10, 13, 16], seeds: [40, 12, 12, 12], scatter: 0.01 },
  'rate, quick, few units': { values: rateSizes('quick'), seeds: [], scatter: 5e-3 },
  'rate, full, few units': { values: rateSizes('full'), seeds: [], scatter: 5e-3 },
} as const;

export const presetNames = Object.keys(presets) as (keyof typeof presets)[];

/** The systematic error of a saddle, relative; the spread of log P* between data sets. */
const [systematic, dataSets] = [2e-3, 0.3];

/** Verdicts of a preset on simulated values; half of the exponents that are not as predicted lie above, half below. */
export function presetRow(name: keyof typeof presets, runs: number): PresetRow {
  const { values, seeds, scatter } = presets[name];
  const isRate = name.startsWith('rate');
  const noise = gaussianSource(1 + presetNames.indexOf(name));
  const found = { away: { disagrees: 0, agrees: 0 }, right: { disagrees: 0, agrees: 0 }, resolved: 0 };
  const count = (counts: { disagrees: number; agrees: number }, verdict: string): void => {
    if (verdict === 'disagrees') counts.disagrees += 100 / runs;
    if (verdict === 'agrees') counts.agrees += 100 / runs;
  };
  for (let trial = 0; trial < runs; trial++) {
    const { verdictOn, measurement } = isRate
      ? rateRun(values, scatter, noise)
      : trainingRun(name.endsWith('full') ? 'full' : 'quick', { values, seeds, scatter }, noise);
    const predicted = trial % 2 === 0 ? 1.15 : 0.85;
    count(found.away, verdictOn(predicted));
    count(found.right, verdictOn(1));
    const [low, high] = measurement.atSizes?.interval ?? [-Infinity, Infinity];
    if (predicted < low || predicted > high) found.resolved += 100 / runs;
  }
  return {
    preset: name,
    sizes: `${values.length} sizes from ${values[0]} to ${values.at(-1)}`,
    error: isRate ? `${100 * scatter} %` : `${seeds.join(', ')} data sets, ${dataSets} in log P\\*`,
    ...found,
  };
}

/** What a run says of the exponent, and its verdict for each predicted one. */
interface SimulatedRun {
  readonly measurement: Measurement;
  readonly verdictOn: (predicted: number) => string;
}

function judged(plan: Plan, measurement: Measurement): SimulatedRun {
  return {
    measurement,
    verdictOn: (slope) =>
      judge({ ...plan, predicted: { ...plan.predicted, exponent: String(slope), slope } }, measurement).verdict,
  };
}

/** A saddle's values, of exponent 1: corrections c/√d of random size, and scatter. */
function rateRun(values: readonly number[], scatter: number, noise: () => number): SimulatedRun {
  const size = Math.tanh(noise());
  return measured(values, (d) => 8 * d * (1 + size / Math.sqrt(d)) * Math.exp(scatter * noise()), systematic);
}

/** Alignments P / (P + P*) of data sets with their own P*, around 20 d. */
function trainingRun(
  preset: 'quick' | 'full',
  {
    values,
    seeds,
    scatter,
  }: { readonly values: readonly number[]; readonly seeds: readonly number[]; readonly scatter: number },
  noise: () => number,
): SimulatedRun {
  const { grid } = effortOf({ preset });
  const planned = values.flatMap((d, size) =>
    Array.from({ length: seeds[size] ?? 0 }, (_, index) => {
      const own = 20 * d * Math.exp(dataSets * noise());
      return grid.map((factor) => ({ own, point: cubicPoint(d, Math.round(factor * 20 * d), index + 1) }));
    }).flat(),
  );
  const points = planned.map(({ own, point: { sizes, seed, sampling } }, index): [number, Point] => {
    const value = sampling.samples / (sampling.samples + own) + scatter * noise();
    return [index, { sizes, seed, value, error: scatter, seen: { mixed: 'yes', diverged: 0 } }];
  });
  const plan = chainsPlan(planned.map(({ point }) => point));
  const measurement = analyse(plan, chainsMethod(), new Map(points));
  const middle = Math.sqrt((values[0] ?? 1) * (values.at(-1) ?? 1));
  const limit = { slopes: [1, 1].map((slope) => ({ from: 1, to: 2, slope })), heuristic: 1, isBounded: false };
  return {
    measurement,
    // What is tested is the estimate: its exponent at these sizes is the one asked about, and its values are right in the middle.
    verdictOn: (slope) => {
      const estimates = values.map((size) => ({ size, samples: 20 * middle * (size / middle) ** slope }));
      const bridge = { estimates, larger: [], isBounded: false };
      return bridged(plan, bridge, chainsMethod(), measurement, limit).verdict;
    },
  };
}

/** A run at the rate level on values drawn once. */
function measured(values: readonly number[], value: (size: number) => number, error: number): SimulatedRun {
  const { plan, points } = ratePoints(values, value, error);
  return judged(plan, measure(plan, points));
}

/** Points at the rate level, with a prediction of 1. */
function ratePoints(
  values: readonly number[],
  value: (size: number) => number,
  error: number,
): { plan: Plan; points: Map<number, Point> } {
  const seen = { pattern: 'specialization' };
  const points = new Map(
    values.map((d, index): [number, Point] => {
      const drawn = value(d);
      return [index, { sizes: { d }, seed: 1, value: drawn, error: error * drawn, seen }];
    }),
  );
  const plan: Plan = {
    format: 2,
    study: 'Simulated',
    level: 'rate',
    preset: 'quick',
    method: { kind: 'overlaps' },
    sweep: { variable: 'd', values },
    points: values.map((d) => ({ sizes: { d }, seed: 1, ...twoLayerAt(d), predicted: d })),
    predicted: { exponent: '1', slope: 1, energy: 'd', pattern: 'specialization', seenAs: ['specialization'] },
    confidence: 0.95,
    notes: [],
  };
  return { plan, points };
}
