/** Rows, columns, and the length of the sums of a matrix product. */
export interface ProductSize {
  readonly rows: number;
  readonly columns: number;
  readonly inner: number;
}

/**
 * result += scale * a b^T, all row by row: a is rows x inner, b is columns x inner.
 *
 * Tiles of 4 x 4 sums stay in registers, and blocks of the inner index in the first cache.
 */
export function addProductOfRows(
  result: Float64Array,
  a: Float64Array,
  b: Float64Array,
  { rows, columns, inner }: ProductSize,
  scale = 1,
): void {
  const tiledRows = rows - (rows % 4);
  const tiledColumns = columns - (columns % 4);
  for (let from = 0; from < inner; from += innerBlock) {
    const to = Math.min(from + innerBlock, inner);
    for (let i = 0; i < tiledRows; i += 4) {
      for (let j = 0; j < tiledColumns; j += 4) addTile(result, a, b, i, j, columns, inner, from, to, scale);
      for (let k = i; k < i + 4; k++) addRow(result, a, b, k, tiledColumns, columns, inner, from, to, scale);
    }
    for (let i = tiledRows; i < rows; i++) addRow(result, a, b, i, 0, columns, inner, from, to, scale);
  }
}

const innerBlock = 256;

/** The transpose of a matrix of so many rows and columns. */
export function transpose(result: Float64Array, a: Float64Array, rows: number, columns: number): void {
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) result[column * rows + row] = a[row * columns + column] as number;
  }
}

// The indices are within the arrays by construction; checks in these loops would cost more than the sums.
function addTile(
  result: Float64Array,
  a: Float64Array,
  b: Float64Array,
  i: number,
  j: number,
  columns: number,
  inner: number,
  from: number,
  to: number,
  scale: number,
): void {
  let [s00, s01, s02, s03, s10, s11, s12, s13] = [0, 0, 0, 0, 0, 0, 0, 0];
  let [s20, s21, s22, s23, s30, s31, s32, s33] = [0, 0, 0, 0, 0, 0, 0, 0];
  const [a0, b0] = [i * inner, j * inner];
  for (let k = from; k < to; k++) {
    const x0 = a[a0 + k] as number;
    const x1 = a[a0 + inner + k] as number;
    const x2 = a[a0 + 2 * inner + k] as number;
    const x3 = a[a0 + 3 * inner + k] as number;
    const y0 = b[b0 + k] as number;
    s00 += x0 * y0;
    s10 += x1 * y0;
    s20 += x2 * y0;
    s30 += x3 * y0;
    const y1 = b[b0 + inner + k] as number;
    s01 += x0 * y1;
    s11 += x1 * y1;
    s21 += x2 * y1;
    s31 += x3 * y1;
    const y2 = b[b0 + 2 * inner + k] as number;
    s02 += x0 * y2;
    s12 += x1 * y2;
    s22 += x2 * y2;
    s32 += x3 * y2;
    const y3 = b[b0 + 3 * inner + k] as number;
    s03 += x0 * y3;
    s13 += x1 * y3;
    s23 += x2 * y3;
    s33 += x3 * y3;
  }
  const at = i * columns + j;
  addFour(result, at, scale, s00, s01, s02, s03);
  addFour(result, at + columns, scale, s10, s11, s12, s13);
  addFour(result, at + 2 * columns, scale, s20, s21, s22, s23);
  addFour(result, at + 3 * columns, scale, s30, s31, s32, s33);
}

function addFour(result: Float64Array, at: number, scale: number, a: number, b: number, c: number, d: number): void {
  result[at] = (result[at] as number) + scale * a;
  result[at + 1] = (result[at + 1] as number) + scale * b;
  result[at + 2] = (result[at + 2] as number) + scale * c;
  result[at + 3] = (result[at + 3] as number) + scale * d;
}

function addRow(
  result: Float64Array,
  a: Float64Array,
  b: Float64Array,
  i: number,
  firstColumn: number,
  columns: number,
  inner: number,
  from: number,
  to: number,
  scale: number,
): void {
  for (let j = firstColumn; j < columns; j++) {
    let sum = 0;
    for (let k = from; k < to; k++) sum += (a[i * inner + k] as number) * (b[j * inner + k] as number);
    result[i * columns + j] = (result[i * columns + j] as number) + scale * sum;
  }
}
