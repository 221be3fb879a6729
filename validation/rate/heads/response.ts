import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { GaussianSource } from '../../network/random.js';
import { fillGaussian, gaussianSource } from '../../network/random.js';
import { attentiveNorm } from '../../network/target.js';

/** <o, y> of a head, o the average token along w: estimates from two independent halves of a sample of inputs. */
export type Halves = readonly [number, number];

/**
 * What o holds of the cubic part of y, and of the linear part that the query among its own tokens brings in; each in two halves. `others` is
 * what it holds of y less all that is a function of the query alone, taken with unit norm: the sum over the other tokens. `query` is what it holds of w.x_q.
 */
export interface ResponseParts {
  readonly cubic: Halves;
  readonly linear: Halves;
  readonly others: Halves;
  readonly query: Halves;
}

/** How many tokens are drawn for each half, in all inputs together, and the fewest inputs. */
const tokensDrawn = 2 ** 18;
const fewestInputs = 128;
/** |w*.x| of the query up to here. */
const farthest = 6;

/** Inputs reduced to what a head can see of them: for each, w*.x of the query and of the tokens, and the noise in the scores. */
interface ReducedInputs {
  readonly length: number;
  /** w*.x of the query, and the weight with which an input counts. [inputs] */
  readonly query: Float64Array;
  readonly weight: Float64Array;
  /** What the prior's scores lean on w, the same for all tokens of an input. [inputs] */
  readonly slant: Float64Array;
  /** [inputs][tokens], the query first. */
  readonly tokens: Float64Array;
  readonly noise: Float64Array;
}

/**
 * <o, y> of a softmax head whose scores are those of the prior and alpha w w^T, for the attentive cubic, as a function of alpha.
 *
 * Only the tokens' components along w, the query's among them, and the noise of the scores matter, so inputs are drawn reduced to them:
 * the prior's part of x_q^T A x_b is Gaussian of variance |x_q|^2 / d. The query's component is spaced evenly; the average over a token's He_2 is
 * taken by parts, <He_2(t) F(t)> = <F''(t)>, which leaves little to sample.
 * @param length L, rounded to a whole number.
 * @returns a function of alpha; the same inputs serve every alpha.
 */
export function headResponse(length: number, dimension: number, seed: number): (alpha: number) => Halves {
  const parts = headResponseParts(length, dimension, seed);
  return (alpha) => {
    const { cubic, linear } = parts(alpha, 1);
    return [cubic[0] + linear[0], cubic[1] + linear[1]];
  };
}

/**
 * The same for y less all that is a function of the query alone, of unit norm: what a query that passes beside attention cannot bring in.
 * @returns the halves, and <o, w.x_q>, what the head holds of the query.
 */
export function othersResponse(
  length: number,
  dimension: number,
  seed: number,
): (alpha: number) => readonly [...Halves, number] {
  const parts = headResponseParts(length, dimension, seed);
  return (alpha) => {
    const { others, query } = parts(alpha, 1);
    return [...others, (query[0] + query[1]) / 2];
  };
}

/**
 * The same in parts, for tokens that have the component `size` g along the direction whose scores hold alpha, g standard Gaussian.
 * @returns a function of size^2 alpha and of `size`; the parts are those of o over `size`, with g in place of w.x in y.
 */
export function headResponseParts(
  length: number,
  dimension: number,
  seed: number,
): (alpha: number, size: number) => ResponseParts {
  const tokens = Math.max(2, Math.round(length));
  const inputs = Math.max(fewestInputs, Math.round(tokensDrawn / tokens));
  const halves = [0, 1].map((half) => reducedInputs(tokens, dimension, inputs, 2 * seed + half));
  const norm = attentiveNorm(tokens);
  // <z^2 (sum of the others' He_2)^2> over 2 L, z = w.x_q
  const othersNorm = Math.sqrt((tokens - 1) / tokens);
  return (alpha, size) => {
    const [one, two] = halves.map((half) => alignment(half, alpha, size)) as [Alignment, Alignment];
    return {
      cubic: [one.cubic / norm, two.cubic / norm],
      linear: [one.linear / norm, two.linear / norm],
      others: [one.others / othersNorm, two.others / othersNorm],
      query: [one.query, two.query],
    };
  };
}

function reducedInputs(length: number, dimension: number, inputs: number, seed: number): ReducedInputs {
  const source: GaussianSource = gaussianSource(seed);
  // Evenly spaced from a random place on, with the Gaussian's weights: a plain sample would catch the powers of t badly.
  const spacing = (2 * farthest) / inputs;
  const from = uniformFloat64(xoroshiro128plus(seed));
  const query = Float64Array.from({ length: inputs }, (_, index) => (index + from) * spacing - farthest);
  const weight = query.map((t) => (spacing * Math.exp((-t * t) / 2)) / Math.sqrt(2 * Math.PI));
  // |x_q|^2 / d, its part across w by its mean and variance.
  const size = query.map(
    (t) => Math.max(t * t + dimension - 1 + Math.sqrt(2 * (dimension - 1)) * source(), 0) / dimension,
  );
  const slant = size.map((square) => Math.sqrt(square / dimension) * source());
  const tokens = fillGaussian(new Float64Array(inputs * length), source);
  const noise = fillGaussian(new Float64Array(inputs * length), source);
  for (let index = 0; index < inputs; index++) {
    const start = index * length;
    tokens[start] = query[index] as number;
    for (let b = 0; b < length; b++) noise[start + b] = (noise[start + b] as number) * Math.sqrt(size[index] as number);
  }
  return { length, query, weight, slant, tokens, noise };
}

interface Alignment {
  readonly cubic: number;
  readonly linear: number;
  readonly others: number;
  readonly query: number;
}

function alignment(
  { length, query, weight, slant, tokens, noise }: ReducedInputs,
  alpha: number,
  size: number,
): Alignment {
  const weights = new Float64Array(length);
  let [cubic, held, others] = [0, 0, 0];
  for (let index = 0; index < query.length; index++) {
    const start = index * length;
    const t = query[index] as number;
    const kappa = alpha * t + size * (slant[index] as number);
    let highest = -Infinity;
    for (let b = 0; b < length; b++) {
      const score = kappa * (tokens[start + b] as number) + (noise[start + b] as number);
      weights[b] = score;
      if (score > highest) highest = score;
    }
    let sum = 0;
    let out = 0;
    for (let b = 0; b < length; b++) {
      const share = Math.exp((weights[b] as number) - highest);
      weights[b] = share;
      sum += share;
      out += share * (tokens[start + b] as number);
    }
    out /= sum;
    // The second derivative of o by each of the other tokens; the query's own t He_2 is He_3 + 2 He_1.
    let curvature = 0;
    for (let b = 1; b < length; b++) {
      const p = (weights[b] as number) / sum;
      const apart = (tokens[start + b] as number) - out;
      curvature += kappa * p * (1 + (1 - 2 * p) * (1 + kappa * apart));
    }
    others += (weight[index] as number) * t * curvature;
    cubic += (weight[index] as number) * t * (curvature + (t * t - 3) * out);
    held += (weight[index] as number) * t * out;
  }
  const scale = 1 / Math.sqrt(2 * length);
  return { cubic: scale * cubic, linear: scale * 2 * held, others: scale * others, query: held };
}

/** So many values to a factor e. */
const perUnit = 4;

/**
 * Numbers interpolated in the logarithm of |alpha|, filled as asked for; around 0 they are straight lines.
 * @param from the smallest |alpha| in the table.
 */
export function tabulated<T extends readonly number[]>(
  response: (alpha: number) => T,
  from: number,
): (alpha: number) => T {
  const cache = new Map<number, T>();
  const at = (alpha: number, key: number): T => {
    const value = cache.get(key) ?? response(alpha);
    cache.set(key, value);
    return value;
  };
  return (alpha) => {
    const sign = alpha < 0 ? -1 : 1;
    const size = Math.abs(alpha);
    const position = size > from ? Math.log(size / from) * perUnit : 0;
    const left = Math.floor(position);
    const node = (index: number): number => from * Math.exp(index / perUnit);
    const key = (index: number): number => sign * (index + 1);
    const [low, high] = size > from ? [node(left), node(left + 1)] : [0, from];
    const below = size > from ? at(sign * low, key(left)) : at(0, 0);
    const above = size > from ? at(sign * high, key(left + 1)) : at(sign * from, key(0));
    const share = (size - low) / (high - low);
    return below.map((value, part) => value + share * ((above[part] as number) - value)) as unknown as T;
  };
}
