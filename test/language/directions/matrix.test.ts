import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  dot,
  leadingEigenpair,
  orthonormal,
  pivotedCholesky,
  solveBackward,
  solveForward,
} from '../../../language/data/matrix.js';

/** B B' of a size x inner matrix. */
function product(b: readonly number[], size: number): Float64Array {
  const inner = b.length / size;
  const row = (i: number): Float64Array => Float64Array.from(b.slice(i * inner, (i + 1) * inner));
  return Float64Array.from({ length: size * size }, (_, at) => dot(row(Math.floor(at / size)), row(at % size)));
}

function times(matrix: Float64Array, vector: Float64Array): Float64Array {
  const size = vector.length;
  return vector.map((_, i) => dot(matrix.subarray(i * size, (i + 1) * size), vector));
}

const size = 4;
const entries = (inner: number): fc.Arbitrary<number[]> =>
  fc.array(fc.integer({ min: -5, max: 5 }), { minLength: size * inner, maxLength: size * inner });

test('the leading eigenpair: M v = value v, and no vector gives more', () => {
  fc.assert(
    fc.property(
      entries(4),
      fc.array(fc.integer({ min: -5, max: 5 }), { minLength: size, maxLength: size }),
      (b, other) => {
        const matrix = product(b, size);
        const { value, vector } = leadingEigenpair(matrix, size);
        const scale = 1 + Math.abs(value);
        expect(dot(vector, vector)).toBeCloseTo(1, 9);
        times(matrix, vector).forEach((image, i) =>
          expect(image / scale).toBeCloseTo((value * (vector[i] ?? 0)) / scale, 5),
        );
        const u = Float64Array.from(other);
        expect(dot(u, times(matrix, u))).toBeLessThanOrEqual((value + 1e-6 * scale) * dot(u, u));
      },
    ),
  );
});

test('the leading eigenpair of a matrix by hand: (2 1; 1 2) has 3 along (1, 1)', () => {
  const { value, vector } = leadingEigenpair(Float64Array.from([2, 1, 1, 2]), 2);
  expect(value).toBeCloseTo(3, 12);
  expect(Math.abs(vector[0] ?? 0)).toBeCloseTo(Math.SQRT1_2, 9);
});

test('the pivoted factor gives the matrix back, with as many columns as are independent', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: size }).chain((inner) => fc.tuple(fc.constant(inner), entries(inner))),
      ([inner, b]) => {
        const matrix = product(b, size);
        const { pivots, rows } = pivotedCholesky(matrix, size, 1e-9);
        expect(pivots.length).toBeLessThanOrEqual(inner);
        matrix.forEach((value, at) => {
          const [one, other] = [rows[Math.floor(at / size)], rows[at % size]];
          expect(one && other && dot(one, other)).toBeCloseTo(value, 6);
        });
      },
    ),
  );
});

test("forward and backward solutions: L L' w = x on the pivots", () => {
  const matrix = Float64Array.from([4, 2, 1, 2, 5, 3, 1, 3, 6]);
  const factor = pivotedCholesky(matrix, 3, 0);
  const x = Float64Array.from([1, -2, 3]);
  const z = new Float64Array(3);
  solveForward(factor, x, z);
  const w = new Float64Array(3);
  solveBackward(factor, z).forEach((value, i) => (w[factor.pivots[i] ?? 0] = value));
  const image = times(matrix, w);
  expect(factor.pivots.map((pivot) => image[pivot])).toEqual([...x].map((value) => expect.closeTo(value, 9)));
});

test('orthonormal columns: Q R are the columns', () => {
  const columns = [Float64Array.from([1, 1, 0]), Float64Array.from([1, 1, 1e-6])];
  const { q, r } = orthonormal(columns);
  expect(dot(q[0] ?? new Float64Array(), q[1] ?? new Float64Array())).toBeCloseTo(0, 12);
  columns.forEach((column, j) =>
    column.forEach((value, k) =>
      expect(q.reduce((sum, one, i) => sum + (one[k] ?? 0) * (r[i]?.[j] ?? 0), 0)).toBeCloseTo(value, 12),
    ),
  );
});
