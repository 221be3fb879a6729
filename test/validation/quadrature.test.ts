import { describe, expect, it } from 'vitest';
import { activationFunction } from '../../validation/network/activations.js';
import { hermite } from '../../validation/network/hermite.js';
import { overlapOf } from '../../validation/rate/overlap.js';
import { gaussianAverage, halfLineRule, hermiteCoefficient } from '../../validation/rate/quadrature.js';

const rule = halfLineRule(0.02);
const lengths = [0.05, 0.3, 1, 1.7, 3, 10, 40];

function coefficient(activation: string, degree: number, q: number): number {
  return hermiteCoefficient(activationFunction(activation).value, degree, q, rule);
}

describe('the quadrature', () => {
  it('integrates Gaussian moments: 1, 1, 3, 15, 105', () => {
    const moments = [0, 2, 4, 6, 8].map((power) => gaussianAverage((g) => g ** power, rule));
    for (const [index, moment] of [1, 1, 3, 15, 105].entries()) expect(moments[index]).toBeCloseTo(moment, 10);
  });

  it('has orthonormal Hermite polynomials', () => {
    for (let n = 0; n < 7; n++) {
      for (let m = 0; m < 7; m++) {
        expect(gaussianAverage((g) => hermite(n, g) * hermite(m, g), rule)).toBeCloseTo(n === m ? 1 : 0, 9);
      }
    }
  });

  // E[erf(q g + t)] = erf(t / sqrt(1 + 2 q^2)). Differentiating n times in t at 0 gives E[erf^(n)(q g)], and by
  // Gauss's integration by parts E[phi(q g) He_n(g)] = q^n E[phi^(n)(q g)]. With erf(z) = 2/sqrt(pi) (z - z^3/3 + z^5/10 - ...).
  it.each([
    [1, 2, 1],
    [3, -4, 3],
    [5, 24, 5],
  ])('gives the closed form of erf at degree %i', (degree, factor, power) => {
    const factorial = [1, 1, 2, 6, 24, 120][degree] ?? 1;
    for (const q of lengths) {
      const exact = ((factor / Math.sqrt(Math.PI)) * (q / Math.sqrt(1 + 2 * q * q)) ** power) / Math.sqrt(factorial);
      expect(Math.abs(coefficient('erf', degree, q) - exact)).toBeLessThan(1e-10);
    }
  });

  // relu(q g) = q relu(g); the half-line moments of a Gaussian give 1/2 for He_1, 1/sqrt(2 pi) for He_2, 0 for He_3, -1/sqrt(2 pi) for He_4.
  it.each([
    [1, 1 / 2],
    [2, 1 / Math.sqrt(2 * Math.PI) / Math.sqrt(2)],
    [3, 0],
    [4, -1 / Math.sqrt(2 * Math.PI) / Math.sqrt(24)],
  ])('gives the closed form of relu at degree %i in spite of the kink', (degree, exact) => {
    for (const q of lengths) expect(coefficient('relu', degree, q) / q).toBeCloseTo(exact, 9);
  });

  // E[sin(q g) He_3(g)] = q^3 E[-cos(q g)] = -q^3 exp(-q^2/2);  E[(q g)^2 He_2(g)] = 2 q^2.
  it('gives the closed forms of sin and of the square', () => {
    for (const q of [0.3, 1, 1.7, 3]) {
      expect(coefficient('sin', 3, q)).toBeCloseTo((-(q ** 3) * Math.exp((-q * q) / 2)) / Math.sqrt(6), 9);
      expect(coefficient('quadratic', 2, q)).toBeCloseTo(Math.SQRT2 * q * q, 9);
    }
  });

  it('interpolates overlaps to eight digits: erf, He_3', () => {
    const overlap = overlapOf('erf', 3);
    for (const along of [1e-4, 0.013, 0.7, 2.1, 9.9, 1e5]) {
      for (const across of [0.02, 0.27, 1, 4.4]) {
        const exact = (16 / (6 * Math.PI)) * (along / (1 + 2 * along + 2 * across)) ** 3;
        expect(Math.abs(overlap.squared(along, across) / exact - 1)).toBeLessThan(1e-8);
      }
    }
  });

  it('refuses an activation that it does not know', () => {
    expect(() => overlapOf('cosh', 3)).toThrow(RangeError);
  });
});
