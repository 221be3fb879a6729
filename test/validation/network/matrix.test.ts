import { describe, expect, it } from 'vitest';
import { addProductOfRows, transpose } from '../../../validation/network/matrix.js';
import { fillGaussian, gaussianSource } from '../../../validation/network/random.js';

describe('the product of rows', () => {
  it.each([
    [1, 1, 1],
    [4, 4, 256],
    [5, 7, 3],
    [9, 6, 600],
    [12, 3, 257],
  ])('is the sum of products, added: %i x %i over %i', (rows, columns, inner) => {
    const source = gaussianSource(1);
    const a = fillGaussian(new Float64Array(rows * inner), source);
    const b = fillGaussian(new Float64Array(columns * inner), source);
    const result = new Float64Array(rows * columns).fill(2);
    addProductOfRows(result, a, b, { rows, columns, inner }, 0.5);
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) {
        let sum = 0;
        for (let k = 0; k < inner; k++) sum += (a[i * inner + k] ?? 0) * (b[j * inner + k] ?? 0);
        expect(result[i * columns + j]).toBeCloseTo(2 + sum / 2, 10);
      }
    }
  });

  it('of a transpose has rows for columns', () => {
    const result = new Float64Array(6);
    transpose(result, new Float64Array([1, 2, 3, 4, 5, 6]), 2, 3);
    expect([...result]).toEqual([1, 4, 2, 5, 3, 6]);
  });
});
