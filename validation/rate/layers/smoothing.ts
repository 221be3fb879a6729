import { activations } from '../../../theory/activations/index.js';
import { gaussLegendre } from '../../../theory/gauss-legendre.js';
import { activationFunction } from '../../network/activations.js';
import { erf, erfSlope } from '../../network/erf.js';
import { gaussianNodes } from '../quadrature.js';

/** Averages of an activation over Gaussian noise in the pre-activation. */
export interface Smoothed {
  /** E phi(mean + sqrt(variance) g) */
  value(mean: number, variance: number): number;
  /** E phi'(mean + sqrt(variance) g) */
  slope(mean: number, variance: number): number;
  /** E phi^2(mean + sqrt(variance) g) */
  square(mean: number, variance: number): number;
  /** True for phi(-z) = -phi(z). */
  readonly isOdd: boolean;
}

const nodes = gaussianNodes(0.5, 6);

function averaged(f: (z: number) => number): (mean: number, variance: number) => number {
  return (mean, variance) => {
    const deviation = Math.sqrt(variance);
    let sum = 0;
    for (let index = 0; index < nodes.at.length; index++) {
      sum += (nodes.weight[index] as number) * f(mean + deviation * (nodes.at[index] as number));
    }
    return sum;
  };
}

const density = (z: number): number => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
const below = (z: number): number => (1 + erf(z * Math.SQRT1_2)) / 2;

const rule = gaussLegendre(12);

/**
 * Owen's T, the integral of exp(-h^2 (1 + x^2)/2) / (2 pi (1 + x^2)) over x from 0 to a, within 1e-11 for 0 <= a <= 1.
 * Source: Owen, Ann. Math. Stat. 27 (1956) 1075, published.
 */
export function owensT(h: number, a: number): number {
  const square = (h * h) / 2;
  let sum = 0;
  for (let index = 0; index < rule.length; index++) {
    const { x, weight } = rule[index] as (typeof rule)[number];
    const at = 1 + ((a * (1 + x)) / 2) ** 2;
    sum += (weight * Math.exp(-square * at)) / at;
  }
  return (a * sum) / (4 * Math.PI);
}

/** Closed forms: of erf it is published (Williams 1998), the others follow by parts. */
const closed: ReadonlyMap<string, Partial<Smoothed>> = new Map<string, Partial<Smoothed>>([
  [
    'erf',
    {
      value: (mean, variance) => erf(mean / Math.sqrt(1 + 2 * variance)),
      slope: (mean, variance) => erfSlope(mean / Math.sqrt(1 + 2 * variance)) / Math.sqrt(1 + 2 * variance),
      // erf(z) = 2 Phi(sqrt(2) z) - 1, and E Phi^2(a + b g) is Phi less twice Owen's T (Owen, Ann. Math. Stat. 27 (1956) 1075).
      square: (mean, variance) =>
        1 - 8 * owensT((Math.SQRT2 * mean) / Math.sqrt(1 + 2 * variance), 1 / Math.sqrt(1 + 4 * variance)),
    },
  ],
  [
    'sin',
    {
      value: (mean, variance) => Math.sin(mean) * Math.exp(-variance / 2),
      slope: (mean, variance) => Math.cos(mean) * Math.exp(-variance / 2),
      square: (mean, variance) => (1 - Math.cos(2 * mean) * Math.exp(-2 * variance)) / 2,
    },
  ],
  [
    'relu',
    {
      value: (mean, variance) => {
        const deviation = Math.sqrt(variance);
        return deviation > 0
          ? mean * below(mean / deviation) + deviation * density(mean / deviation)
          : Math.max(mean, 0);
      },
      slope: (mean, variance) => (variance > 0 ? below(mean / Math.sqrt(variance)) : mean >= 0 ? 1 : 0),
      square: (mean, variance) => {
        const deviation = Math.sqrt(variance);
        if (deviation === 0) return Math.max(mean, 0) ** 2;
        const z = mean / deviation;
        return (mean * mean + variance) * below(z) + mean * deviation * density(z);
      },
    },
  ],
  ['linear', { value: (mean) => mean, slope: () => 1, square: (mean, variance) => mean * mean + variance }],
  [
    'quadratic',
    {
      value: (mean, variance) => mean * mean + variance,
      slope: (mean) => 2 * mean,
      square: (mean, variance) => mean ** 4 + 6 * mean * mean * variance + 3 * variance * variance,
    },
  ],
]);

/**
 * The Gaussian averages of an activation.
 * @throws RangeError for a name that has no function here.
 */
export function smoothed(activation: string | undefined): Smoothed {
  const { value, slope } = activationFunction(activation);
  const closedForm = closed.get(activation ?? '');
  return {
    value: closedForm?.value ?? averaged(value),
    slope: closedForm?.slope ?? averaged(slope),
    square: closedForm?.square ?? averaged((z) => value(z) ** 2),
    isOdd: activations.get(activation ?? '')?.parity === 'odd',
  };
}

/** The averages of phi(factor z) from those of phi: mean and deviation of its argument are that many times as large. */
export function steeper(phi: Smoothed, factor: number): Smoothed {
  if (factor === 1) return phi;
  const square = factor * factor;
  return {
    value: (mean, variance) => phi.value(factor * mean, square * variance),
    slope: (mean, variance) => factor * phi.slope(factor * mean, square * variance),
    square: (mean, variance) => phi.square(factor * mean, square * variance),
    isOdd: phi.isOdd,
  };
}
