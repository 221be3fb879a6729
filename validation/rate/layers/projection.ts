const mostSteps = 60;
const precision = 1e-6;

/**
 * The part of a vector outside the span of a matrix's columns, by conjugate gradients on the normal equations.
 * Source: Hestenes and Stiefel, J. Res. NBS 49 (1952) 409.
 * @param matrix [rows][columns], as many rows as the vector has entries.
 */
export function outsideOf(vector: Float64Array, matrix: Float64Array, rows: number): Float64Array {
  const columns = matrix.length / rows;
  const outside = Float64Array.from(vector);
  let slope = toColumns(matrix, outside, columns);
  const direction = Float64Array.from(slope);
  let size = square(slope);
  const enough = precision ** 2 * size;
  for (let step = 0; step < mostSteps && size > enough; step++) {
    const image = toRows(matrix, direction, rows);
    const length = size / square(image);
    for (let i = 0; i < rows; i++) outside[i] = (outside[i] as number) - length * (image[i] as number);
    slope = toColumns(matrix, outside, columns);
    const next = square(slope);
    for (let k = 0; k < columns; k++) direction[k] = (slope[k] as number) + (next / size) * (direction[k] as number);
    size = next;
  }
  return outside;
}

const square = (a: Float64Array): number => a.reduce((sum, x) => sum + x * x, 0);

function toColumns(matrix: Float64Array, vector: Float64Array, columns: number): Float64Array {
  const result = new Float64Array(columns);
  for (let i = 0; i < vector.length; i++) {
    const factor = vector[i] as number;
    for (let k = 0; k < columns; k++) result[k] = (result[k] as number) + factor * (matrix[i * columns + k] as number);
  }
  return result;
}

function toRows(matrix: Float64Array, vector: Float64Array, rows: number): Float64Array {
  const columns = vector.length;
  const result = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    let sum = 0;
    for (let k = 0; k < columns; k++) sum += (matrix[i * columns + k] as number) * (vector[k] as number);
    result[i] = sum;
  }
  return result;
}
