import type { SupportName } from './activations/index.js';

/** A function of one direction that a target can name, expanded in Hermite polynomials of unit norm. */
export interface TargetFunction {
  /** The function itself, of a x: `sin(a x)`. */
  readonly formula: (a: string) => string;
  /** The degrees that it has. */
  readonly support: SupportName;
  /** c_n: the mean of f(a z) He_n(z)/sqrt(n!) over a Gaussian z, for n >= 1. It is 0 exactly where the degree is missing. */
  coefficient(degree: number, a: number): number;
  /** The sum of c_n^2 over all n >= 1. */
  variance(a: number): number;
  /** f(a z) - f(0). */
  value(z: number, a: number): number;
  /** Its derivative by z; 0 at a jump. */
  slope(z: number, a: number): number;
}

/** The density of a Gaussian at 0. */
const density = 1 / Math.sqrt(2 * Math.PI);

/** He_n(0): 0 for odd n, else (-1)^(n/2) (n-1)!!. */
function hermiteAtZero(degree: number): number {
  if (degree % 2 === 1) return 0;
  let value = 1;
  for (let factor = 1; factor < degree; factor += 2) value *= -factor;
  return value;
}

function rootOfFactorial(degree: number): number {
  let product = 1;
  for (let factor = 2; factor <= degree; factor++) product *= factor;
  return Math.sqrt(product);
}

/** (-1)^k for n = 2k or 2k + 1. */
const sign = (degree: number): number => (Math.floor(degree / 2) % 2 === 0 ? 1 : -1);

/** erf for z >= 0 by a series of positive terms, to about 1e-15 (published: Abramowitz, Stegun, 7.1.6). */
function positiveErf(z: number): number {
  if (z > 6) return 1;
  let [term, sum] = [z, z];
  for (let n = 1; term > 1e-17 * sum; n++) {
    term *= (2 * z ** 2) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-(z ** 2)) * sum;
}

const isOdd = (degree: number): boolean => degree % 2 === 1;

/**
 * Functions by name. c_n is the mean of the n-th derivative over sqrt(n!), by partial integration; derivatives of sign, relu
 * and abs are those of Dirac's delta, and erf's are Gaussians (docs/theory.md, "Functions by name").
 */
const byName = {
  relu: {
    formula: (a: string) => `max(${a}, 0)`,
    support: 'first-and-even',
    coefficient: (degree: number, a: number) =>
      degree === 1 ? a / 2 : (a * density * hermiteAtZero(degree - 2)) / rootOfFactorial(degree),
    variance: (a: number) => a ** 2 * (1 / 2 - density ** 2),
    value: (z: number, a: number) => Math.max(a * z, 0),
    slope: (z: number, a: number) => (z > 0 ? a : 0),
  },
  abs: {
    formula: (a: string) => `|${a}|`,
    support: 'even',
    coefficient: (degree: number, a: number) =>
      degree === 1 ? 0 : (2 * a * density * hermiteAtZero(degree - 2)) / rootOfFactorial(degree),
    variance: (a: number) => a ** 2 * (1 - 4 * density ** 2),
    value: (z: number, a: number) => a * Math.abs(z),
    slope: (z: number, a: number) => a * Math.sign(z),
  },
  sign: {
    formula: (a: string) => `sign(${a})`,
    support: 'odd',
    coefficient: (degree: number) => (2 * density * hermiteAtZero(degree - 1)) / rootOfFactorial(degree),
    variance: () => 1,
    value: (z: number) => Math.sign(z),
    slope: () => 0,
  },
  sin: {
    formula: (a: string) => `sin(${a})`,
    support: 'odd',
    coefficient: (degree: number, a: number) =>
      isOdd(degree) ? (sign(degree) * a ** degree * Math.exp(-(a ** 2) / 2)) / rootOfFactorial(degree) : 0,
    variance: (a: number) => (1 - Math.exp(-2 * a ** 2)) / 2,
    value: (z: number, a: number) => Math.sin(a * z),
    slope: (z: number, a: number) => a * Math.cos(a * z),
  },
  cos: {
    formula: (a: string) => `cos(${a})`,
    support: 'even',
    coefficient: (degree: number, a: number) =>
      isOdd(degree) ? 0 : (sign(degree) * a ** degree * Math.exp(-(a ** 2) / 2)) / rootOfFactorial(degree),
    variance: (a: number) => (1 + Math.exp(-2 * a ** 2)) / 2 - Math.exp(-(a ** 2)),
    // 1 - cos by half the angle: a difference of like numbers would lose digits for small a.
    value: (z: number, a: number) => -2 * Math.sin((a * z) / 2) ** 2,
    slope: (z: number, a: number) => -a * Math.sin(a * z),
  },
  erf: {
    formula: (a: string) => `erf(${a})`,
    support: 'odd',
    coefficient: (degree: number, a: number) =>
      (2 * density * hermiteAtZero(degree - 1)) / ((1 + 1 / (2 * a ** 2)) ** (degree / 2) * rootOfFactorial(degree)),
    variance: (a: number) => (2 / Math.PI) * Math.asin((2 * a ** 2) / (1 + 2 * a ** 2)),
    value: (z: number, a: number) => Math.sign(z) * positiveErf(Math.abs(a * z)),
    slope: (z: number, a: number) => ((2 * a) / Math.sqrt(Math.PI)) * Math.exp(-((a * z) ** 2)),
  },
} as const satisfies Readonly<Record<string, TargetFunction>>;

/** The name of a function that a target can name. */
export type TargetFunctionName = keyof typeof byName;

/** A function with its name. */
export interface NamedTargetFunction extends TargetFunction {
  readonly name: TargetFunctionName;
}

/** Every function that a target can name, by its name. */
export const targetFunctions: ReadonlyMap<string, NamedTargetFunction> = new Map(
  (Object.keys(byName) as TargetFunctionName[]).map((name) => [name, { name, ...byName[name] }]),
);
