import { measure, type MeasuredData } from '../../language/data/statistics.js';
import { gaussian, he2, he3, tableOf } from '../language/directions/tables.js';

/** What a label is of w.x, of unit variance; `noise` depends on nothing. */
export const labels = {
  'he(1)': (z: number) => z,
  'he(2)': he2,
  'he(3)': he3,
  'he(1) + he(2)': (z: number) => (z + he2(z)) / Math.SQRT2,
  noise: () => 0,
} as const;

/** Variances of 16 independent columns; the label lies along the first and the second column. */
export const covariances = {
  isotropic: Array.from({ length: 16 }, () => 1),
  anisotropic: Array.from({ length: 16 }, (_, i) => 4 * 0.8 ** i),
  spiked: Array.from({ length: 16 }, (_, i) => (i === 0 ? 9 : 1)),
} as const;

export type LabelName = keyof typeof labels;
export type CovarianceName = keyof typeof covariances;

/** w in the columns. */
export const direction = Array.from({ length: 16 }, (_, i) => (i === 0 ? 0.8 : i === 1 ? 0.6 : 0));

/** The standard deviation of the noise that is added to labels of unit variance. */
export const noise = 0.5;

/** The components of a label of unit variance after the noise, by their degrees from 1. */
export function componentsOf(label: LabelName): number[] {
  const scale = 1 / Math.hypot(1, noise);
  const written: Record<LabelName, number[]> = {
    'he(1)': [1, 0, 0, 0, 0],
    'he(2)': [0, 1, 0, 0, 0],
    'he(3)': [0, 0, 1, 0, 0],
    'he(1) + he(2)': [Math.SQRT1_2, Math.SQRT1_2, 0, 0, 0],
    noise: [0, 0, 0, 0, 0],
  };
  return written[label].map((value) => value * scale);
}

/** tr C |w|^2 / (w C w). */
export function trueDimension(covariance: CovarianceName): number {
  const variances = covariances[covariance];
  const sum = variances.reduce((total, value) => total + value, 0);
  return sum / variances.reduce((total, value, i) => total + value * (direction[i] ?? 0) ** 2, 0);
}

/** Rows of 16 columns and a label last. */
export function drawn(label: LabelName, covariance: CovarianceName, rows: number, seed: number): number[][] {
  const normal = gaussian(seed);
  const deviations = covariances[covariance].map(Math.sqrt);
  const norm = Math.hypot(...deviations.map((value, i) => value * (direction[i] ?? 0)));
  const function_ = labels[label];
  return Array.from({ length: rows }, () => {
    const x = deviations.map((value) => value * normal());
    const score = x.reduce((sum, value, i) => sum + value * (direction[i] ?? 0), 0) / norm;
    return [...x, function_(score) + (label === 'noise' ? 1 : noise) * normal()];
  });
}

/** What is measured along the last column. */
export function measuredOf(rows: readonly (readonly number[])[]): Promise<MeasuredData> {
  const table = tableOf(rows);
  return measure(table, { label: table.width - 1 });
}

/** What many draws gave. */
export interface Coverage {
  readonly draws: number;
  /** Draws in which one direction or more was found. */
  readonly found: number;
  /** Draws in which exactly one was. */
  readonly single: number;
  /** Of those with a direction: in how many the 95 % interval of r_1 holds the true one. */
  readonly covers: number;
  /** The mean width of the 95 % interval over the true r_1. */
  readonly width: number;
  /** The mean of r_1 over the true one. */
  readonly bias: number;
  /** In how many the sum of the squares of (w - true w) / error is below what 99 % of draws have. */
  readonly directions: number;
  /** Of the components 1 to 5: the mean of (measured - true)/error, and the share within 1.96 errors. */
  readonly components: readonly { readonly bias: number; readonly covers: number }[];
  /** The mean share that is not explained. */
  readonly unexplained: number;
}

/** Draws data sets and measures them. */
export async function coverage(
  label: LabelName,
  covariance: CovarianceName,
  rows: number,
  draws: number,
  firstSeed = 1,
): Promise<Coverage> {
  const truth = trueDimension(covariance);
  const expected = componentsOf(label);
  let [found, single, covers, width, bias, directions, unexplained] = [0, 0, 0, 0, 0, 0, 0];
  const components = expected.map(() => ({ bias: 0, covers: 0 }));
  for (let draw = 0; draw < draws; draw++) {
    const { along, label: outcome, labelFunction } = await measuredOf(drawn(label, covariance, rows, firstSeed + draw));
    if (!along || !labelFunction || !outcome || outcome === 'constant') continue;
    found++;
    if (outcome.directions.length === 1) single++;
    const { effectiveDimension, error } = along;
    if (Math.abs(effectiveDimension - truth) < 1.96 * error) covers++;
    width += (2 * 1.96 * error) / truth;
    bias += effectiveDimension / truth;
    unexplained += labelFunction.unexplained.share;
    const [own] = labelFunction.directions;
    const sign = Math.sign(own?.weights.reduce((sum, value, i) => sum + value * (direction[i] ?? 0), 0) ?? 1);
    const apart = own?.weights.map((value, i) => (sign * value - (direction[i] ?? 0)) / (own.errors?.[i] ?? 1)) ?? [];
    if (Math.hypot(...apart) ** 2 < chiSquare99) directions++;
    for (const [at, { coefficient, error: own1, degree }] of (own?.components ?? []).entries()) {
      const part = components[at];
      if (!part) continue;
      const z = ((degree % 2 === 1 ? sign : 1) * coefficient - (expected[at] ?? 0)) / own1;
      part.bias += z;
      if (Math.abs(z) < 1.96) part.covers++;
    }
  }
  const mean = (sum: number): number => sum / Math.max(1, found);
  return {
    draws,
    found,
    single,
    covers,
    width: mean(width),
    bias: mean(bias),
    directions,
    components: components.map((one) => ({ bias: mean(one.bias), covers: mean(one.covers) })),
    unexplained: mean(unexplained),
  };
}

/** 99 % of the sums of squares of 15 standard Gaussian numbers are below: 16 weights of length 1. */
const chiSquare99 = 30.58;
