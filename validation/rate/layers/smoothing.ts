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

/** Closed forms: of erf it is published (Williams 1998), the others follow by parts. */
const closed: ReadonlyMap<string, Partial<Smoothed>> = new Map<string, Partial<Smoothed>>([
  [
    'erf',
    {
      value: (mean, variance) => erf(mean / Math.sqrt(1 + 2 * variance)),
      slope: (mean, variance) => erfSlope(mean / Math.sqrt(1 + 2 * variance)) / Math.sqrt(1 + 2 * variance),
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
  };
}
