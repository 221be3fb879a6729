/**
 * Replaces a symmetric positive definite matrix by its inverse, through its Cholesky factor.
 * @param a [size][size], of which the lower triangle is read; overwritten with the whole inverse.
 * @returns the logarithm of the determinant; NaN where the matrix is not positive definite.
 */
export function invertPositive(a: Float64Array, size: number): number {
  let logDeterminant = 0;
  // L below the diagonal and on it.
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      const rest = (a[row * size + column] as number) - dot(a, row * size, column * size, 0, column);
      a[row * size + column] =
        column < row ? rest / (a[column * size + column] as number) : Math.sqrt(rest > 0 ? rest : Number.NaN);
    }
    logDeterminant += 2 * Math.log(a[row * size + row] as number);
  }
  // The transpose of L^-1, row by row.
  const inverse = new Float64Array(size * size);
  for (let column = 0; column < size; column++) {
    inverse[column * size + column] = 1 / (a[column * size + column] as number);
    for (let row = column + 1; row < size; row++) {
      let sum = 0;
      for (let k = column; k < row; k++) {
        sum += (a[row * size + k] as number) * (inverse[column * size + k] as number);
      }
      inverse[column * size + row] = -sum / (a[row * size + row] as number);
    }
  }
  // A^-1 = L^-T L^-1
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      const value = dot(inverse, row * size, column * size, row, size);
      a[row * size + column] = value;
      a[column * size + row] = value;
    }
  }
  return logDeterminant;
}

/** The product of two rows of a matrix, which begin at `one` and `other`, over a range of columns. */
function dot(matrix: Float64Array, one: number, other: number, from: number, to: number): number {
  let sum = 0;
  for (let k = from; k < to; k++) sum += (matrix[one + k] as number) * (matrix[other + k] as number);
  return sum;
}
