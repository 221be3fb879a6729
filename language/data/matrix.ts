/** Vectors, and square matrices row after row, as far as data files need them. */

/** After so many squarings even eigenvalues within 1e-5 of each other are apart. */
const mostSquarings = 24;

/** Squaring ends when the trace of the others is this small beside the first. */
const separated = 1e-13;

/** The scalar product of two vectors. */
export function dot(left: Float64Array, right: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < left.length; i++) sum += (left[i] ?? 0) * (right[i] ?? 0);
  return sum;
}

/** The sum of the diagonal. */
export function traceOf(matrix: Float64Array, size: number): number {
  let sum = 0;
  for (let i = 0; i < size; i++) sum += matrix[i * size + i] ?? 0;
  return sum;
}

/**
 * Adds the square of a symmetric matrix, times a factor, to another.
 * @param to and `matrix` are size x size.
 */
export function addSquare(to: Float64Array, matrix: Float64Array, size: number, factor: number): void {
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = 0; k < size; k++) sum += (matrix[i * size + k] ?? 0) * (matrix[j * size + k] ?? 0);
      to[i * size + j] = (to[i * size + j] ?? 0) + factor * sum;
      if (i !== j) to[j * size + i] = (to[j * size + i] ?? 0) + factor * sum;
    }
  }
}

/**
 * The largest eigenvalue of a positive semidefinite matrix and its eigenvector of length 1. The matrix is squared until one
 * eigenvalue is left: about size^3/2 multiplications a squaring, the same steps each time.
 * @param matrix size x size, symmetric.
 */
export function leadingEigenpair(matrix: Float64Array, size: number): { value: number; vector: Float64Array } {
  let power = Float64Array.from(matrix);
  for (let round = 0; round < mostSquarings; round++) {
    const trace = traceOf(power, size);
    if (!(trace > 0)) break;
    const scaled = power.map((value) => value / trace);
    power = new Float64Array(size * size);
    addSquare(power, scaled, size, 1);
    if (1 - traceOf(power, size) < separated) break;
  }
  let column = 0;
  for (let i = 1; i < size; i++) if ((power[i * size + i] ?? 0) > (power[column * size + column] ?? 0)) column = i;
  const vector = Float64Array.from({ length: size }, (_, i) => power[i * size + column] ?? 0);
  const norm = Math.sqrt(dot(vector, vector));
  if (!(norm > 0)) return { value: 0, vector: vector.fill(0).fill(1, 0, 1) };
  for (let i = 0; i < size; i++) vector[i] = (vector[i] ?? 0) / norm;
  let value = 0;
  for (let i = 0; i < size; i++) value += (vector[i] ?? 0) * dot(matrix.subarray(i * size, (i + 1) * size), vector);
  return { value, vector };
}

/** The Cholesky factor of a positive semidefinite matrix, with the columns that are independent of each other first. */
export interface PivotedFactor {
  /** Of all columns those that are independent, in the order of the factor. */
  readonly pivots: readonly number[];
  /** Row i of the factor, for each column of the matrix: pivots.length numbers. */
  readonly rows: readonly Float64Array[];
}

/**
 * Factors A = L L' with the largest remaining diagonal first, and ends where what remains of every column is below the tolerance.
 *
 * Source: Higham, Accuracy and Stability of Numerical Algorithms (2002), section 10.3.
 * @param matrix size x size, symmetric.
 * @param tolerance of the remaining diagonal, in the units of the matrix.
 */
export function pivotedCholesky(matrix: Float64Array, size: number, tolerance: number): PivotedFactor {
  const rows = Array.from({ length: size }, () => new Float64Array(size));
  const rest = Float64Array.from({ length: size }, (_, i) => matrix[i * size + i] ?? 0);
  const pivots: number[] = [];
  while (pivots.length < size) {
    const pivot = rest.reduce((best, value, i) => (value > (rest[best] ?? 0) ? i : best), 0);
    const diagonal = rest[pivot] ?? 0;
    if (!(diagonal > tolerance)) break;
    const rank = pivots.length;
    const root = Math.sqrt(diagonal);
    const done = new Set(pivots);
    const own = rows[pivot]?.subarray(0, rank) ?? new Float64Array();
    for (const [i, row] of rows.entries()) {
      if (done.has(i)) continue;
      const entry = i === pivot ? root : ((matrix[i * size + pivot] ?? 0) - dot(own, row)) / root;
      row[rank] = entry;
      rest[i] = i === pivot ? 0 : (rest[i] ?? 0) - entry * entry;
    }
    pivots.push(pivot);
  }
  return { pivots, rows: rows.map((row) => row.subarray(0, pivots.length)) };
}

/** Solves L z = x for the pivots of a factor; x and z may be the same array. */
export function solveForward({ pivots, rows }: PivotedFactor, x: Float64Array, z: Float64Array): void {
  for (const [i, pivot] of pivots.entries()) {
    const row = rows[pivot] ?? z;
    let sum = x[i] ?? 0;
    for (let j = 0; j < i; j++) sum -= (row[j] ?? 0) * (z[j] ?? 0);
    z[i] = sum / (row[i] ?? 1);
  }
}

/** Solves L' w = v for the pivots of a factor. */
export function solveBackward({ pivots, rows }: PivotedFactor, v: Float64Array): Float64Array {
  const w = Float64Array.from(v);
  for (let i = pivots.length - 1; i >= 0; i--) {
    const row = rows[pivots[i] ?? 0] ?? w;
    const value = (w[i] = (w[i] ?? 0) / (row[i] ?? 1));
    for (let j = 0; j < i; j++) w[j] = (w[j] ?? 0) - value * (row[j] ?? 0);
  }
  return w;
}

/**
 * Orthonormal columns of the same span, and the triangle R with columns = Q R: Gram-Schmidt, done twice so that rounding
 * leaves them orthogonal.
 * @returns q[j] of the length of the columns, and r[i][j] for i <= j.
 */
export function orthonormal(columns: readonly Float64Array[]): { q: Float64Array[]; r: Float64Array[] } {
  const q: Float64Array[] = [];
  const r = columns.map(() => new Float64Array(columns.length));
  for (const [j, column] of columns.entries()) {
    const own = Float64Array.from(column);
    for (let pass = 0; pass < 2; pass++) {
      for (const [i, other] of q.entries()) {
        const part = dot(other, own);
        const row = r[i];
        if (row) row[j] = (row[j] ?? 0) + part;
        for (let k = 0; k < own.length; k++) own[k] = (own[k] ?? 0) - part * (other[k] ?? 0);
      }
    }
    const norm = Math.sqrt(dot(own, own));
    const row = r[j];
    if (row) row[j] = norm;
    q.push(own.map((value) => value / norm));
  }
  return { q, r };
}
