import { t } from '@vscode/l10n';

/** A function of one direction that a target can name, expanded in Hermite polynomials of unit norm. */
export interface TargetFunction {
  readonly name: string;
  /** The function itself, of a x: `sin(a x)`. */
  readonly formula: (a: string) => string;
  /** The degrees that it has, in words. */
  support(): string;
  /** c_n: the mean of f(a z) He_n(z)/sqrt(n!) over a Gaussian z, for n >= 1. It is 0 exactly where the degree is missing. */
  coefficient(degree: number, a: number): number;
  /** The sum of c_n^2 over all n >= 1. */
  variance(a: number): number;
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

const everyOdd = (): string => t('every odd degree');
const everyEven = (): string => t('every even degree');

/** (-1)^k for n = 2k or 2k + 1. */
const sign = (degree: number): number => (Math.floor(degree / 2) % 2 === 0 ? 1 : -1);

const isOdd = (degree: number): boolean => degree % 2 === 1;

/**
 * Functions by name. c_n is the mean of the n-th derivative over sqrt(n!), by partial integration; derivatives of sign, relu
 * and abs are those of Dirac's delta, and erf's are Gaussians (docs/theory.md, "Functions by name").
 */
export const targetFunctions: ReadonlyMap<string, TargetFunction> = new Map(
  [
    {
      name: 'relu',
      formula: (a: string) => `max(${a}, 0)`,
      support: () => t('degree 1 and every even degree'),
      coefficient: (degree: number, a: number) =>
        degree === 1 ? a / 2 : (a * density * hermiteAtZero(degree - 2)) / rootOfFactorial(degree),
      variance: (a: number) => a ** 2 * (1 / 2 - density ** 2),
    },
    {
      name: 'abs',
      formula: (a: string) => `|${a}|`,
      support: everyEven,
      coefficient: (degree: number, a: number) =>
        degree === 1 ? 0 : (2 * a * density * hermiteAtZero(degree - 2)) / rootOfFactorial(degree),
      variance: (a: number) => a ** 2 * (1 - 4 * density ** 2),
    },
    {
      name: 'sign',
      formula: (a: string) => `sign(${a})`,
      support: everyOdd,
      coefficient: (degree: number) => (2 * density * hermiteAtZero(degree - 1)) / rootOfFactorial(degree),
      variance: () => 1,
    },
    {
      name: 'sin',
      formula: (a: string) => `sin(${a})`,
      support: everyOdd,
      coefficient: (degree: number, a: number) =>
        isOdd(degree) ? (sign(degree) * a ** degree * Math.exp(-(a ** 2) / 2)) / rootOfFactorial(degree) : 0,
      variance: (a: number) => (1 - Math.exp(-2 * a ** 2)) / 2,
    },
    {
      name: 'cos',
      formula: (a: string) => `cos(${a})`,
      support: everyEven,
      coefficient: (degree: number, a: number) =>
        isOdd(degree) ? 0 : (sign(degree) * a ** degree * Math.exp(-(a ** 2) / 2)) / rootOfFactorial(degree),
      variance: (a: number) => (1 + Math.exp(-2 * a ** 2)) / 2 - Math.exp(-(a ** 2)),
    },
    {
      name: 'erf',
      formula: (a: string) => `erf(${a})`,
      support: everyOdd,
      coefficient: (degree: number, a: number) =>
        (2 * density * hermiteAtZero(degree - 1)) / ((1 + 1 / (2 * a ** 2)) ** (degree / 2) * rootOfFactorial(degree)),
      variance: (a: number) => (2 / Math.PI) * Math.asin((2 * a ** 2) / (1 + 2 * a ** 2)),
    },
  ].map((one) => [one.name, one]),
);
