/**
 * Batches are kept in groups of 8 samples, [features][8] in single precision: a value of 8 samples is two registers, and no product
 * needs a transpose. Features are padded by rows of zeros to a multiple of 4. A group takes `stride` bytes.
 */
export const groupLanes: usize = 8;

/** Rows of a tile of a product. */
export const tileRows: usize = 4;

/** The sums of the lanes of four registers. */
// @ts-ignore: decorator
@inline
export function innerSum(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 1, 5), v128.shuffle<f32>(a, b, 2, 6, 3, 7));
  const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 4, 1, 5), v128.shuffle<f32>(c, d, 2, 6, 3, 7));
  return f32x4.add(v128.shuffle<f32>(ab, cd, 0, 1, 4, 5), v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
}

/** The lower half of four numbers in double precision. */
// @ts-ignore: decorator
@inline
export function lowHalf(x: v128): v128 {
  return f64x2.promote_low_f32x4(x);
}

/** The upper half of four numbers in double precision. */
// @ts-ignore: decorator
@inline
export function highHalf(x: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<f32>(x, x, 2, 3, 2, 3));
}

/**
 * Packs a matrix for `product`, block by block of 4 rows, in each [inner][4], in single precision; rows that are missing are 0.
 * @param matrix of f64: the entry of row i and column k is at i * rowStep + k * columnStep, in numbers.
 */
export function pack(
  packed: usize,
  matrix: usize,
  rows: i32,
  inner: i32,
  rowStep: i32,
  columnStep: i32,
  scale: f64,
): void {
  for (let row = 0; row < rows; row += 4) {
    const present = min(4, rows - row);
    for (let k = 0; k < inner; k++) {
      let at = matrix + ((<usize>row * rowStep + <usize>k * columnStep) << 3);
      for (let lane = 0; lane < 4; lane++) {
        store<f32>(packed, lane < present ? <f32>(scale * load<f64>(at)) : 0);
        packed += 4;
        at += <usize>rowStep << 3;
      }
    }
  }
}

/** result[i][k] += scale * sums[i][k], for a result without padding. */
export function addUnpadded(
  result: usize,
  sums: usize,
  rows: i32,
  columns: i32,
  sumsRowLength: i32,
  scale: f64,
): void {
  for (let row = 0; row < rows; row++) {
    let from = sums + ((<usize>row * sumsRowLength) << 3);
    for (let column = 0; column < columns; column++) {
      store<f64>(result, load<f64>(result) + scale * load<f64>(from));
      result += 8;
      from += 8;
    }
  }
}
