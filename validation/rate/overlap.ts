import { activationFunction } from '../network/activations.js';
import { halfLineRule, hermiteCoefficient } from './quadrature.js';

/** <phi(w.x), y>^2 of a unit, for y = He_n(w*.x) of unit norm and x ~ N(0, I). */
export interface Overlap {
  /**
   * @param along m^2, m = w.w*
   * @param across |w|^2 - m^2
   */
  squared(along: number, across: number): number;
  /** The correlation of w.x and w*.x. */
  cosine(along: number, across: number): number;
}

const lowest = Math.log(1e-3);
const highest = Math.log(1e3);
const intervals = 2400;
const spacing = (highest - lowest) / intervals;

/**
 * c_n of an activation as a function of ln q: what a unit whose pre-activation has the deviation q holds of He_n along itself. Tabulated
 * and interpolated to about 1e-10.
 * @throws RangeError for an activation that has no function here.
 */
export function coefficientOf(activation: string, degree: number): (logQ: number) => number {
  const phi = activationFunction(activation).value;
  const rule = halfLineRule(0.02);
  const at = (logQ: number): number => hermiteCoefficient(phi, degree, Math.exp(logQ), rule);
  // Filled as asked for: a sweep visits a small part of the table.
  const table = new Float64Array(intervals + 4).fill(Number.NaN);
  const entry = (index: number): number => {
    const cached = table[index + 1];
    if (cached !== undefined && !Number.isNaN(cached)) return cached;
    return (table[index + 1] = at(lowest + index * spacing));
  };
  return (logQ) => {
    if (logQ < lowest || logQ > highest) return at(logQ);
    const position = (logQ - lowest) / spacing;
    const left = Math.min(Math.floor(position), intervals - 1);
    return cubic(entry(left - 1), entry(left), entry(left + 1), entry(left + 2), position - left);
  };
}

/**
 * The overlap of a unit with a Hermite target.
 *
 * With q = |w| and g = w.x / q, (g, w*.x) are Gaussian with correlation m / q, so <phi, He_n> = (m / q)^n c_n(q).
 * @throws RangeError for an activation that has no function here.
 */
export function overlapOf(activation: string, degree: number): Overlap {
  const coefficient = coefficientOf(activation, degree);
  return {
    squared(along, across) {
      const square = along + across;
      if (square <= 0) return 0;
      const c = coefficient(Math.log(square) / 2);
      return Math.pow(along / square, degree) * c * c;
    },
    cosine: (along, across) => Math.sqrt(along / (along + across)),
  };
}

/**
 * The overlap where the data vary by `signal` along w* and by `others` in every direction across (theory, "Spiked data"), for
 * y = He_n(w*.x / sqrt(signal)): weights count by how much they make of the data.
 */
export function spikedOverlap({ squared, cosine }: Overlap, signal: number, others: number): Overlap {
  return {
    squared: (along, across) => squared(signal * along, others * across),
    cosine: (along, across) => cosine(signal * along, others * across),
  };
}

/** The cubic through values at -1, 0, 1 and 2, at t between 0 and 1. */
function cubic(a: number, b: number, c: number, d: number, t: number): number {
  return (
    (-t * (t - 1) * (t - 2) * a) / 6 +
    ((t + 1) * (t - 1) * (t - 2) * b) / 2 -
    ((t + 1) * t * (t - 2) * c) / 2 +
    ((t + 1) * t * (t - 1) * d) / 6
  );
}
