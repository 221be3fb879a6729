import { describe, expect, test } from 'vitest';
import { targetFunctions } from '../../theory/functions.js';

/** The functions themselves, for an integration that knows nothing of the closed forms. */
const values: Record<string, (z: number) => number> = {
  relu: (z) => Math.max(z, 0),
  abs: Math.abs,
  sign: Math.sign,
  sin: Math.sin,
  cos: Math.cos,
  erf: errorFunction,
};

/** erf by its Taylor series, which converges everywhere; in the tails it is 1 to double precision. */
function errorFunction(z: number): number {
  if (Math.abs(z) > 5) return Math.sign(z);
  let [term, sum] = [z, z];
  for (let n = 1; n < 200; n++) {
    term *= (-z * z) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

/** The mean of g over a Gaussian, by the midpoint rule, which meets the kinks at 0 between two points. */
function mean(g: (z: number) => number): number {
  const [end, points] = [12, 48_000];
  const step = (2 * end) / points;
  let sum = 0;
  for (let index = 0; index < points; index++) {
    const z = -end + (index + 0.5) * step;
    sum += g(z) * Math.exp(-(z ** 2) / 2);
  }
  return (sum * step) / Math.sqrt(2 * Math.PI);
}

/** He_n/sqrt(n!) by its recursion. */
function hermite(degree: number, z: number): number {
  let [before, now] = [0, 1];
  for (let n = 0; n < degree; n++) [before, now] = [now, (z * now - Math.sqrt(n) * before) / Math.sqrt(n + 1)];
  return now;
}

describe.each([...targetFunctions.keys()])('%s', (name) => {
  const known = targetFunctions.get(name);
  const value = values[name];
  if (!known || !value) throw new Error(`${name} has no value here`);

  test.each([0.5, 1, 2])('its Hermite coefficients are the integrals, of %s x', (a) => {
    for (let degree = 1; degree <= 9; degree++) {
      const integral = mean((z) => value(a * z) * hermite(degree, z));
      expect(known.coefficient(degree, a)).toBeCloseTo(integral, 6);
      // A degree that is missing is missing exactly: the heuristic asks which are there.
      if (Math.abs(integral) < 1e-9) expect(Math.abs(known.coefficient(degree, a))).toBe(0);
    }
  });

  test.each([0.5, 1, 2])(
    'its value is that of the function without its value at 0, its slope the derivative, of %s x',
    (a) => {
      for (const z of [-7, -2.3, -0.4, -1e-3, 1e-3, 0.7, 1.9, 5]) {
        expect(known.value(z, a)).toBeCloseTo(value(a * z) - value(0), 7);
        expect(known.slope(z, a)).toBeCloseTo((known.value(z + 1e-5, a) - known.value(z - 1e-5, a)) / 2e-5, 7);
      }
    },
  );

  test.each([0.5, 1, 2])('its variance is the integral, and holds every component, of %s x', (a) => {
    const average = mean((z) => value(a * z));
    expect(known.variance(a)).toBeCloseTo(
      mean((z) => (value(a * z) - average) ** 2),
      6,
    );
    const shares = Array.from({ length: 20 }, (_, index) => known.coefficient(index + 1, a) ** 2);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeLessThanOrEqual(known.variance(a) * (1 + 1e-12));
  });
});
