import { activationNames, type ActivationName } from '../../../theory/activations/index.js';
import { activationFunctions } from '../../../validation/network/activations.js';
import { importedActivations } from '../kinds.js';
import type { Pointwise } from './pointwise.js';

/** What a function of a model is in the language. */
export interface Recognised {
  /** The activation of the language; undefined when no activation has its Hermite degrees. */
  readonly activation: ActivationName | undefined;
  /** What differs from that activation, or why none is taken; undefined when it is that activation. */
  readonly remark: string | undefined;
}

/** Points at which functions are compared: around 0, where the sums of a layer are, and far out, where bounds are. */
const points = [-100, -30, ...Array.from({ length: 129 }, (_, index) => (index - 64) / 8), 30, 100];
const [origin, near] = [points.indexOf(0), points.flatMap((z, index) => (Math.abs(z) <= 2 ? [index] : []))];

/** Two functions are the same when they differ by less than this part of their range: approximations of GELU do by 0.0004. */
const tolerance = 1e-3;

/** The largest share of the variance that degrees may have which the activation of the language lacks. */
const mostOutside = 0.02;

/** Highest degree that is computed. */
const highestDegree = 9;

/** Points of the integrals over z ~ N(0, 1), by the midpoint rule from -12 to 12. */
const steps = 6000;

/**
 * The activation of the language that a function is, or the one with its Hermite degrees.
 *
 * The heuristic uses an activation only by the degrees of its Hermite expansion under N(0, 1) (docs/theory.md, "State"). A
 * function that is no activation of the language up to a factor, a shift and a scale of z is expanded numerically (degrees 1 to
 * 9). It is named after the nearest kind of degrees where what lies outside that kind is at most 2 % of its variance.
 */
export function recognised(f: Pointwise): Recognised {
  const same = sameFunction(f);
  const name = shortName(f);
  const alike = (activation: ActivationName): string =>
    `The model has ${name}, which has the Hermite degrees of ${activation}`;
  if (same) return { activation: same, remark: usualName(f) && `${alike(same)}.` };
  const { coefficients, variance, even, odd } = expansion(f);
  if (!Number.isFinite(variance) || variance < 1e-12)
    return {
      activation: undefined,
      remark: `The function ${name} has no Hermite expansion that is more than a constant.`,
    };
  const shares = coefficients.map((one) => (one * one) / variance);
  const degrees = `Its Hermite degrees are ${listed(shares)}`;
  if (isPolynomial(f) || growsFast(f))
    return { activation: undefined, remark: `The function ${name} is no activation of the language. ${degrees}.` };
  const first = shares[0] ?? 0;
  const kinds = [
    { activation: 'tanh', outside: even / variance, isThere: odd > 0 },
    { activation: 'relu', outside: odd / variance - first, isThere: first > 1e-4 && even / variance > 1e-9 },
  ] as const;
  const [nearest] = kinds.filter(({ isThere }) => isThere).sort((one, other) => one.outside - other.outside);
  if (!nearest || nearest.outside > mostOutside)
    return { activation: undefined, remark: `The function ${name} is no activation of the language. ${degrees}.` };
  const { activation, outside } = nearest;
  const rest = outside > 1e-4 ? ` but for ${percent(outside)} of its variance` : '';
  return { activation, remark: `${alike(activation)}${rest}.` };
}

/** The activation that a function is, but for a factor, a shift, and the scale of z, which is that of the weights. */
function sameFunction(f: Pointwise): ActivationName | undefined {
  const values = points.map((z) => f.at(z));
  if (!values.every(Number.isFinite)) return undefined;
  // Functions of z and of z/2 are tried beside those of the scales that the model has: a sigmoid is one of z/2.
  const scales = new Set([1, 0.5, ...f.scales.flatMap((scale) => [scale, scale / 2])]);
  let best: { readonly name: ActivationName; readonly distance: number } | undefined;
  for (const name of activationNames.filter((one) => importedActivations[one] === 'recognised'))
    for (const scale of scales) {
      const distance = affineDistance(
        points.map((z) => activationFunctions[name].value(scale * z)),
        values,
      );
      if (distance <= tolerance && distance < (best?.distance ?? Infinity)) best = { name, distance };
    }
  return best?.name;
}

/** How far the second list is from a factor times the first and a shift, over its range. */
function affineDistance(from: readonly number[], to: readonly number[]): number {
  const [xs = [], ys = []] = [from, to].map((list) => list.map((one) => one - (list[origin] ?? 0)));
  const square = xs.reduce((sum, one) => sum + one * one, 0);
  const factor = xs.reduce((sum, one, index) => sum + one * (ys[index] ?? 0), 0) / square;
  if (!(Math.abs(factor) > 0)) return Infinity;
  const range = (list: readonly number[]): number => Math.max(...list) - Math.min(...list);
  const [whole, inner] = [range(ys), range(near.map((index) => ys[index] ?? 0))];
  return Math.max(
    ...xs.map((one, index) => Math.abs((ys[index] ?? 0) - factor * one) / (near.includes(index) ? inner : whole)),
  );
}

/** True for a polynomial of degree 4 or less: it has no further degrees, and the kinds of the language have all of theirs. */
function isPolynomial(f: Pointwise): boolean {
  const values = [-90, -40, 10, 60, 110, 160].map((z) => f.at(z));
  const fifth = [-1, 5, -10, 10, -5, 1].reduce((sum, factor, index) => sum + factor * (values[index] ?? 0), 0);
  return Math.abs(fifth) <= 1e-6 * Math.max(...values.map(Math.abs));
}

/** True for a function whose odd part grows faster than its argument: no activation of the language with odd degrees does. */
function growsFast(f: Pointwise): boolean {
  const odd = (z: number): number => Math.abs(f.at(z) - f.at(-z));
  return odd(16) > 3 * odd(8) + 3 * odd(4);
}

/** Hermite coefficients of degrees 1 to 9 under N(0, 1), and the variance with its even and its odd part. */
function expansion(f: Pointwise): {
  readonly coefficients: readonly number[];
  readonly variance: number;
  readonly even: number;
  readonly odd: number;
} {
  const width = 24 / steps;
  const sums = new Array<number>(highestDegree + 1).fill(0);
  let [evenSquare, oddSquare] = [0, 0];
  for (let index = 0; index < steps; index++) {
    const z = -12 + (index + 0.5) * width;
    const weight = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * width;
    const [value, mirrored] = [f.at(z), f.at(-z)];
    evenSquare += weight * ((value + mirrored) / 2) ** 2;
    oddSquare += weight * ((value - mirrored) / 2) ** 2;
    // He_(n+1) = z He_n - n He_(n-1), each over sqrt(n!).
    let [before, now] = [0, 1];
    for (let degree = 0; degree <= highestDegree; degree++) {
      sums[degree] = (sums[degree] ?? 0) + weight * value * now;
      [before, now] = [now, (z * now - Math.sqrt(degree) * before) / Math.sqrt(degree + 1)];
    }
  }
  const [mean = 0, ...coefficients] = sums;
  const even = Math.max(0, evenSquare - mean * mean);
  return { coefficients, variance: even + oddSquare, even, odd: oddSquare };
}

/** `1 (94.2 %), 2 (3.9 %)`: degrees with their shares of the variance. */
function listed(shares: readonly number[]): string {
  const found = shares.flatMap((share, index) => (share > 1e-3 ? [`${index + 1} (${percent(share)})`] : []));
  return found.length > 0 ? found.join(', ') : `above ${highestDegree}`;
}

function percent(share: number): string {
  return `${Number((100 * share).toPrecision(2))} %`;
}

const known: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/^sigmoid\(z\)$/, 'a sigmoid'],
  [/^leakyrelu\(z(, alpha [^,()]*)?\)$/, 'a leaky relu'],
  [/^prelu\(z, [^,()]*\)$/, 'a leaky relu'],
  [/^softplus\(z(, beta [^,()]*)?\)$/, 'a softplus'],
];

function usualName({ key }: Pointwise): string | undefined {
  return known.find(([pattern]) => pattern.test(key))?.[1];
}

/** A function in words: what people call it, or its formula. */
function shortName(f: Pointwise): string {
  return usualName(f) ?? (f.key.length <= 80 ? f.key : `${f.key.slice(0, 77)}...`);
}
