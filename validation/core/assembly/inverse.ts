/**
 * Replaces a symmetric matrix K of double precision by (1 + scale K)^-1, through the Cholesky factor.
 * @param a K, [size][rowLength] of f64, of which the lower triangle is read; overwritten with the whole inverse.
 * @param scratch as large, and 4 numbers more; afterwards the transpose of L^-1, of NaN where 1 + scale K is not positive definite.
 */
export function invertShifted(a: usize, size: i32, rowLength: i32, scratch: usize, scale: f64): void {
  const rowBytes = <usize>rowLength << 3;
  const dots = scratch + rowBytes * size;
  for (let row = 0; row < size; row++) {
    const own = a + rowBytes * row;
    for (let column = 0; column < row; column++) {
      const at = own + (<usize>column << 3);
      store<f64>(at, scale * load<f64>(at));
    }
    const at = own + (<usize>row << 3);
    store<f64>(at, scale * load<f64>(at) + 1);
  }
  // L, column by column: each is the rest of the matrix's over the root of its diagonal.
  for (let column = 0; column < size; column++) {
    const own = a + rowBytes * column;
    const diagonal = Math.sqrt(load<f64>(own + (<usize>column << 3)) - dot(own, own, column));
    store<f64>(own + (<usize>column << 3), diagonal);
    const factor = 1 / diagonal;
    for (let row = column + 1; row < size; row += 4) {
      const first = a + rowBytes * row;
      const present = min(4, size - row);
      fourDots(dots, own, first, rowBytes, column, present);
      for (let lane = 0; lane < present; lane++) {
        const at = first + rowBytes * lane + (<usize>column << 3);
        store<f64>(at, (load<f64>(at) - load<f64>(dots + (<usize>lane << 3))) * factor);
      }
    }
  }
  // The transpose of L^-1, row by row: entry [column][row] for row >= column.
  memory.fill(scratch, 0, rowBytes * size);
  for (let row = 0; row < size; row++) {
    const own = a + rowBytes * row;
    const factor = 1 / load<f64>(own + (<usize>row << 3));
    for (let column = 0; column < row; column += 4) {
      const first = scratch + rowBytes * column;
      const present = min(4, row - column);
      const skipped = <usize>column << 3;
      fourDots(dots, own + skipped, first + skipped, rowBytes, row - column, present);
      for (let lane = 0; lane < present; lane++)
        store<f64>(first + rowBytes * lane + (<usize>row << 3), -load<f64>(dots + (<usize>lane << 3)) * factor);
    }
    store<f64>(scratch + rowBytes * row + (<usize>row << 3), factor);
  }
  // A^-1 = L^-T L^-1
  for (let row = 0; row < size; row++) {
    const skipped = <usize>row << 3;
    const own = scratch + rowBytes * row + skipped;
    for (let column = 0; column <= row; column += 4) {
      const present = min(4, row + 1 - column);
      fourDots(dots, own, scratch + rowBytes * column + skipped, rowBytes, size - row, present);
      for (let lane = 0; lane < present; lane++) {
        const value = load<f64>(dots + (<usize>lane << 3));
        store<f64>(a + rowBytes * row + (<usize>(column + lane) << 3), value);
        store<f64>(a + rowBytes * (column + lane) + skipped, value);
      }
    }
  }
}

/** The products of a vector with up to four rows. */
function fourDots(result: usize, vector: usize, rows: usize, rowBytes: usize, count: i32, present: i32): void {
  if (present < 4) {
    for (let row = 0; row < present; row++)
      store<f64>(result + (<usize>row << 3), dot(vector, rows + rowBytes * row, count));
    return;
  }
  const r1 = rows + rowBytes;
  const r2 = r1 + rowBytes;
  const r3 = r2 + rowBytes;
  let s0 = f64x2.splat(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  const end = <usize>(count & ~1) << 3;
  for (let at: usize = 0; at < end; at += 16) {
    const x = v128.load(vector + at);
    s0 = f64x2.add(s0, f64x2.mul(x, v128.load(rows + at)));
    s1 = f64x2.add(s1, f64x2.mul(x, v128.load(r1 + at)));
    s2 = f64x2.add(s2, f64x2.mul(x, v128.load(r2 + at)));
    s3 = f64x2.add(s3, f64x2.mul(x, v128.load(r3 + at)));
  }
  const last: f64 = count & 1 ? load<f64>(vector + end) : 0;
  const isOdd = count & 1;
  store<f64>(result, bothOf(s0) + (isOdd ? last * load<f64>(rows + end) : 0));
  store<f64>(result, bothOf(s1) + (isOdd ? last * load<f64>(r1 + end) : 0), 8);
  store<f64>(result, bothOf(s2) + (isOdd ? last * load<f64>(r2 + end) : 0), 16);
  store<f64>(result, bothOf(s3) + (isOdd ? last * load<f64>(r3 + end) : 0), 24);
}

function dot(one: usize, other: usize, count: i32): f64 {
  let sums = f64x2.splat(0);
  const end = <usize>(count & ~1) << 3;
  for (let at: usize = 0; at < end; at += 16)
    sums = f64x2.add(sums, f64x2.mul(v128.load(one + at), v128.load(other + at)));
  const sum = bothOf(sums);
  return count & 1 ? sum + load<f64>(one + end) * load<f64>(other + end) : sum;
}

// @ts-ignore: decorator
@inline
function bothOf(pair: v128): f64 {
  return f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1);
}
