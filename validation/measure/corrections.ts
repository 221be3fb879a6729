import cdf from '@stdlib/stats-base-dists-normal-cdf';
import { invertPositive } from '../network/cholesky.js';
import type { Sample } from './fit.js';

/** A form of corrections to scaling: what the values of a power law are multiplied with at sizes that are not large. */
export type CorrectionForm = 'none' | 'root' | 'logarithm' | 'crossover';

/** What a value is at a size, with the standard deviation of its logarithm where that is known. */
export interface NoisySample extends Sample {
  readonly noise?: number;
}

/** The exponent at large sizes, as far as sizes that are not large tell it. */
export interface LimitingExponent {
  readonly exponent: number;
  readonly interval: readonly [number, number];
  /** The forms of corrections that the values do not exclude. */
  readonly corrections: readonly CorrectionForm[];
  /** Measurements that would make half the interval as narrow as was asked for; empty where none of them alone would. */
  readonly remedies: readonly Remedy[];
}

/** What would make an interval narrow enough: a size up to which to measure, a factor by which errors fall, or a number of sizes. */
export type Remedy =
  | { readonly kind: 'range'; readonly upTo: number }
  | { readonly kind: 'errors'; readonly factor: number }
  | { readonly kind: 'sizes'; readonly count: number };

/** A correction: log value has the term c shape(size), c of mean 0 and the given standard deviation. */
interface Correction {
  readonly shape: (size: number) => number;
  readonly scale: number;
}

/** One model of the values: log value = a + b log size + its corrections + noise. */
interface Model {
  readonly form: CorrectionForm;
  readonly corrections: readonly Correction[];
}

/** Standard deviations of the corrections at the smallest size, and of the powers of logarithms and crossovers. */
const scales = { root: 0.6, inverse: 0.2, logarithm: 1.2, crossover: 0.6 };
/** A model is left out when its evidence is smaller than that of the best by this factor's logarithm. */
const leastEvidence = 3;
/** Noise between these, in logarithms: values are not believed to be known better than to a thousandth. */
const [leastNoise, mostNoise] = [1e-3, 1];
const noiseSteps = 40;

/**
 * The models of the corrections at some sizes: none; a power series in 1/sqrt(size); a power of the logarithm; a crossover, a power of
 * 1 + c/size, at the smallest size, at the middle one or between. All but the first have a term in 1/size as well, for what is of higher order.
 */
function modelsOver(sizes: readonly number[]): Model[] {
  const [smallest, largest] = [Math.min(...sizes), Math.max(...sizes)];
  const inverse: Correction = { shape: (size) => smallest / size, scale: scales.inverse };
  const crossoverAt = (place: number): Model => ({
    form: 'crossover',
    corrections: [{ shape: (size) => Math.log1p(place / size), scale: scales.crossover }, inverse],
  });
  return [
    { form: 'none', corrections: [] },
    {
      form: 'root',
      corrections: [{ shape: (size) => Math.sqrt(smallest / size), scale: scales.root }, inverse],
    },
    {
      form: 'logarithm',
      corrections: [{ shape: (size) => Math.log(Math.log1p(size)), scale: scales.logarithm }, inverse],
    },
    ...[0, 1 / 4, 1 / 2].map((share) => crossoverAt(smallest * (largest / smallest) ** share)),
  ];
}

/**
 * The exponent b of log value = a + b log size + corrections + noise at large sizes.
 *
 * For each model the corrections are Gaussian with fixed scales, a and b are free, and the noise, where it is not known, is uniform in its logarithm:
 * b is then a mixture of Gaussians. The interval is the hull of the models' intervals, of those that the values do not exclude by their evidence.
 * Method: kriging with a known trend (Rasmussen and Williams, Gaussian processes for machine learning, section 2.7, published); forms and scales: chosen, checked by
 * simulation (npm run verdicts).
 * @param samples at least three, of at least two sizes, in any order.
 * @param narrow half the interval that remedies are to reach, in units of the exponent.
 * @throws RangeError for fewer than three samples.
 */
export function limitingExponent(
  samples: readonly NoisySample[],
  confidence: number,
  narrow: number,
): LimitingExponent {
  if (samples.length < 3) throw new RangeError('an exponent with corrections needs at least three samples');
  const sizes = samples.map(({ size }) => size);
  const fits = modelsOver(sizes).map((model) => fitOf(samples, model));
  const best = Math.max(...fits.map(({ evidence }) => evidence));
  const kept = fits.filter(({ evidence }) => evidence >= best - leastEvidence);
  const weights = kept.map(({ evidence }) => Math.exp(evidence - best));
  const tail = (1 - confidence) / 2;
  return {
    exponent: weightedMean(
      kept.map(({ mixture }) => meanOf(mixture)),
      weights,
    ),
    interval: [
      Math.min(...kept.map(({ mixture }) => quantileOf(mixture, tail))),
      Math.max(...kept.map(({ mixture }) => quantileOf(mixture, 1 - tail))),
    ],
    corrections: [...new Set(kept.map(({ form }) => form))],
    remedies: remediesOf(samples, kept, confidence, narrow),
  };
}

/** A Gaussian of the slope, with the logarithm of the evidence for the noise that it belongs to. */
interface Component {
  readonly mean: number;
  readonly deviation: number;
  readonly evidence: number;
  /** The noise, where it is one for all samples. */
  readonly noise: number;
}

interface Fit {
  readonly form: CorrectionForm;
  readonly mixture: readonly Component[];
  readonly evidence: number;
}

function fitOf(samples: readonly NoisySample[], { form, corrections }: Model): Fit {
  const known = samples.flatMap(({ noise }) => (noise === undefined ? [] : [Math.max(noise, leastNoise)]));
  const noises =
    known.length === samples.length
      ? [known]
      : Array.from({ length: noiseSteps + 1 }, (_, step) =>
          samples.map(() => leastNoise * (mostNoise / leastNoise) ** (step / noiseSteps)),
        );
  const mixture = noises.map((noise) => ({
    ...slopeGiven(samples, corrections, noise),
    noise: Math.sqrt(noise.reduce((sum, one) => sum + one ** 2, 0) / noise.length),
  }));
  const most = Math.max(...mixture.map(({ evidence }) => evidence));
  const sum = mixture.reduce((total, { evidence }) => total + Math.exp(evidence - most), 0);
  return { form, mixture, evidence: most + Math.log(sum / mixture.length) };
}

/**
 * The slope by generalised least squares: mean, standard deviation, and the logarithm of the restricted likelihood up to a constant.
 * @param noise the standard deviation of each sample's logarithm.
 */
function slopeGiven(
  samples: readonly Sample[],
  corrections: readonly Correction[],
  noise: readonly number[],
): Omit<Component, 'noise'> {
  const values = centred(samples.map(({ value }) => Math.log(value)));
  const x = centred(samples.map(({ size }) => Math.log(size)));
  const terms = corrections.map(({ shape, scale }) =>
    centred(samples.map(({ size }) => shape(size))).map((one) => scale * one),
  );
  // The covariance is that of the noise, which is diagonal, and of one or two terms: the Woodbury identity inverts it in linear time.
  const precision = noise.map((one) => 1 / one ** 2);
  const weighed = (one: readonly number[], other: readonly number[]): number =>
    one.reduce((sum, value, index) => sum + value * at(precision, index) * at(other, index), 0);
  const inner = new Float64Array(terms.length ** 2);
  terms.forEach((one, row) => {
    terms.forEach((other, column) => {
      inner[row * terms.length + column] = weighed(one, other) + (row === column ? 1 : 0);
    });
  });
  const logDeterminant = noise.reduce((sum, one) => sum + 2 * Math.log(one), 0) + invertPositive(inner, terms.length);
  const product = (one: readonly number[], other: readonly number[]): number => {
    const [left, right] = [one, other].map((vector) => terms.map((term) => weighed(term, vector)));
    return (left ?? []).reduce(
      (sum, first, row) =>
        sum -
        (right ?? []).reduce((of, second, column) => of + first * at(inner, row * terms.length + column) * second, 0),
      weighed(one, other),
    );
  };
  const ones = samples.map(() => 1);
  const [oneOne, oneSlope, slopeSlope] = [product(ones, ones), product(ones, x), product(x, x)];
  const [oneValue, slopeValue] = [product(ones, values), product(x, values)];
  const determinant = oneOne * slopeSlope - oneSlope ** 2;
  const mean = (oneOne * slopeValue - oneSlope * oneValue) / determinant;
  const intercept = (slopeSlope * oneValue - oneSlope * slopeValue) / determinant;
  const residual = product(values, values) - intercept * oneValue - mean * slopeValue;
  return {
    mean,
    deviation: Math.sqrt(oneOne / determinant),
    evidence: -(logDeterminant + Math.log(determinant) + residual) / 2,
  };
}

/** Twice as many sizes in the same range; a wider range, with one size more for each factor two, and smaller errors, up to these factors. */
const [widestFactor, smallestErrors] = [2 ** 12, 2 ** 6];

/** What makes half the interval of every model narrow enough, by the errors that are left when the values follow it. */
function remediesOf(
  samples: readonly NoisySample[],
  kept: readonly Fit[],
  confidence: number,
  narrow: number,
): Remedy[] {
  const forms = kept.map(({ form }) => form);
  const noise = Math.max(...kept.map(({ mixture }) => noiseOf(mixture)));
  const sizes = [...new Set(samples.map(({ size }) => size))].sort((a, b) => a - b);
  const [low, high] = [sizes[0] ?? 1, sizes.at(-1) ?? 1];
  const repeats = samples.length / sizes.length;
  const quantile = quantileOf([{ mean: 0, deviation: 1, evidence: 0, noise }], (1 + confidence) / 2);
  const suffices = (top: number, count: number, error: number): boolean => {
    const at = Array.from({ length: count }, (_, index) => low * (top / low) ** (index / (count - 1)));
    const planned = at.map((size) => ({ size, value: size }));
    const effective = at.map(() => Math.max(error, leastNoise) / Math.sqrt(repeats));
    return modelsOver(at)
      .filter(({ form }) => forms.includes(form))
      .every(({ corrections }) => quantile * slopeGiven(planned, corrections, effective).deviation <= narrow);
  };
  const remedies: Remedy[] = [];
  for (let factor = 2; factor <= widestFactor; factor *= 2) {
    const count = sizes.length + Math.log2(factor);
    if (!suffices(high * factor, count, noise)) continue;
    remedies.push({ kind: 'range', upTo: high * factor });
    break;
  }
  for (let factor = 2; factor <= smallestErrors && noise / factor >= leastNoise; factor *= 2) {
    if (!suffices(high, sizes.length, noise / factor)) continue;
    remedies.push({ kind: 'errors', factor });
    break;
  }
  if (suffices(high, 2 * sizes.length, noise)) remedies.push({ kind: 'sizes', count: 2 * sizes.length });
  return remedies;
}

const weightsOf = (mixture: readonly Component[]): number[] => {
  const most = Math.max(...mixture.map(({ evidence }) => evidence));
  return mixture.map(({ evidence }) => Math.exp(evidence - most));
};

const meanOf = (mixture: readonly Component[]): number =>
  weightedMean(
    mixture.map(({ mean }) => mean),
    weightsOf(mixture),
  );

const noiseOf = (mixture: readonly Component[]): number =>
  weightedMean(
    mixture.map(({ noise }) => noise),
    weightsOf(mixture),
  );

/** Components of a smaller share of the greatest weight do not count in quantiles. */
const negligible = 1e-6;

/** Where the mixture's distribution function reaches a probability, by halving. */
function quantileOf(mixture: readonly Component[], probability: number): number {
  const all = weightsOf(mixture);
  const counted = mixture.filter((_, index) => at(all, index) > negligible);
  const weights = weightsOf(counted);
  const below = (slope: number): number =>
    weightedMean(
      counted.map(({ mean, deviation }) => cdf(slope, mean, deviation)),
      weights,
    );
  const farthest = 10;
  let low = Math.min(...counted.map(({ mean, deviation }) => mean - farthest * deviation));
  let high = Math.max(...counted.map(({ mean, deviation }) => mean + farthest * deviation));
  for (let step = 0; step < 40; step++) {
    const middle = (low + high) / 2;
    if (below(middle) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function weightedMean(values: readonly number[], weights: readonly number[]): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return values.reduce((sum, value, index) => sum + value * at(weights, index), 0) / total;
}

function centred(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean);
}

const at = (values: ArrayLike<number>, index: number): number => values[index] ?? Number.NaN;
