import { describe, expect, it } from 'vitest';
import { invertPositive } from '../../../validation/network/cholesky.js';
import { fillGaussian, gaussianSource } from '../../../validation/network/random.js';

describe('the inverse of a positive definite matrix', () => {
  it('is the exact one, and the determinant too', () => {
    // [[4, 2], [2, 3]]: det 8, inverse [[3, -2], [-2, 4]] / 8.
    const a = new Float64Array([4, Number.NaN, 2, 3]);
    expect(invertPositive(a, 2)).toBeCloseTo(Math.log(8), 14);
    for (const [index, exact] of [3 / 8, -1 / 4, -1 / 4, 1 / 2].entries()) expect(a[index]).toBeCloseTo(exact, 14);
  });

  it.each([1, 3, 17])('times the matrix is the identity, at size %i', (size) => {
    const b = fillGaussian(new Float64Array(size * size), gaussianSource(size));
    const entry = (matrix: Float64Array, i: number, j: number): number => matrix[i * size + j] ?? Number.NaN;
    const sumOver = (term: (k: number) => number): number =>
      Array.from({ length: size }, (_, k) => term(k)).reduce((sum, one) => sum + one, 0);
    const a = Float64Array.from({ length: size * size }, (_, index) => {
      const [i, j] = [Math.floor(index / size), index % size];
      return sumOver((k) => entry(b, i, k) * entry(b, j, k)) + (i === j ? 1 : 0);
    });
    const inverse = a.slice();
    invertPositive(inverse, size);
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        expect(sumOver((k) => entry(a, i, k) * entry(inverse, k, j))).toBeCloseTo(i === j ? 1 : 0, 10);
      }
    }
  });

  it('is no number where the matrix is not positive definite', () => {
    const a = new Float64Array([1, 2, 2, 1]);
    expect(invertPositive(a, 2)).toBeNaN();
    expect(a.every(Number.isNaN)).toBe(true);
  });
});
