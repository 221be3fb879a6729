import { groupLanes, innerSum, tileRows } from './layout';

/**
 * target = matrix * source, group by group of 8 samples: target has `blocks` times 4 rows of 8, source `inner`.
 * @param packed the matrix, block by block of 4 rows, in each [inner][4].
 */
export function product(
  target: usize,
  targetStride: usize,
  source: usize,
  sourceStride: usize,
  packed: usize,
  blocks: i32,
  inner: i32,
  groups: i32,
): void {
  for (let group = 0; group < groups; group++) {
    productOfGroup(target, source, packed, blocks, inner);
    target += targetStride;
    source += sourceStride;
  }
}

/** The same, added to what the target holds. */
export function addProduct(
  target: usize,
  targetStride: usize,
  source: usize,
  sourceStride: usize,
  packed: usize,
  blocks: i32,
  inner: i32,
  groups: i32,
  scratch: usize,
): void {
  const bytes = <usize>blocks * tileRows * groupLanes * 4;
  for (let group = 0; group < groups; group++) {
    productOfGroup(scratch, source, packed, blocks, inner);
    for (let at: usize = 0; at < bytes; at += 16)
      v128.store(target + at, f32x4.add(v128.load(target + at), v128.load(scratch + at)));
    target += targetStride;
    source += sourceStride;
  }
}

/** The product for one group: a tile of 4 x 8 sums stays in registers. */
export function productOfGroup(target: usize, source: usize, packed: usize, blocks: i32, inner: i32): void {
  const blockBytes = <usize>inner << 4;
  for (let block = 0; block < blocks; block++) {
    const end = packed + blockBytes;
    let x = source;
    let a0 = f32x4.splat(0);
    let a1 = a0;
    let b0 = a0;
    let b1 = a0;
    let c0 = a0;
    let c1 = a0;
    let d0 = a0;
    let d1 = a0;
    while (packed < end) {
      const x0 = v128.load(x);
      const x1 = v128.load(x, 16);
      const a = v128.load32_splat(packed);
      a0 = f32x4.add(a0, f32x4.mul(a, x0));
      a1 = f32x4.add(a1, f32x4.mul(a, x1));
      const b = v128.load32_splat(packed, 4);
      b0 = f32x4.add(b0, f32x4.mul(b, x0));
      b1 = f32x4.add(b1, f32x4.mul(b, x1));
      const c = v128.load32_splat(packed, 8);
      c0 = f32x4.add(c0, f32x4.mul(c, x0));
      c1 = f32x4.add(c1, f32x4.mul(c, x1));
      const d = v128.load32_splat(packed, 12);
      d0 = f32x4.add(d0, f32x4.mul(d, x0));
      d1 = f32x4.add(d1, f32x4.mul(d, x1));
      packed += 16;
      x += 32;
    }
    v128.store(target, a0);
    v128.store(target, a1, 16);
    v128.store(target, b0, 32);
    v128.store(target, b1, 48);
    v128.store(target, c0, 64);
    v128.store(target, c1, 80);
    v128.store(target, d0, 96);
    v128.store(target, d1, 112);
    target += 128;
  }
}

/** So many groups are summed in single precision before they are added in double precision: 128 samples, which the first cache holds. */
const groupsTogether = 16;

/**
 * sums[i][j] += the sum over all samples of left[i] * right[j], in double precision between blocks of 128 samples.
 * @param sums [leftRows][rowLength] of f64.
 * @param leftRows a multiple of 4, as `rightRows` is.
 * @param lower nonzero where only j <= i is wanted, in tiles of 4.
 */
export function sumProducts(
  sums: usize,
  rowLength: i32,
  left: usize,
  leftStride: usize,
  leftRows: i32,
  right: usize,
  rightStride: usize,
  rightRows: i32,
  groups: i32,
  lower: i32,
): void {
  const rowBytes = <usize>rowLength << 3;
  for (let from = 0; from < groups; from += groupsTogether) {
    const count = min(groupsTogether, groups - from);
    for (let i = 0; i < leftRows; i += 2) {
      const columns = lower ? min(rightRows, (i | 3) + 1) : rightRows;
      for (let j = 0; j < columns; j += 4) {
        let a0 = f32x4.splat(0);
        let a1 = a0;
        let a2 = a0;
        let a3 = a0;
        let b0 = a0;
        let b1 = a0;
        let b2 = a0;
        let b3 = a0;
        // One half of the lanes after the other: compilers load all of an iteration first, and 16 registers hold no more.
        for (let half: usize = 0; half < 32; half += 16) {
          let x = left + (<usize>i << 5) + half;
          let y = right + (<usize>j << 5) + half;
          const end = x + leftStride * count;
          while (x < end) {
            const xa = v128.load(x);
            const xb = v128.load(x, 32);
            const y0 = v128.load(y);
            a0 = f32x4.add(a0, f32x4.mul(xa, y0));
            b0 = f32x4.add(b0, f32x4.mul(xb, y0));
            const y1 = v128.load(y, 32);
            a1 = f32x4.add(a1, f32x4.mul(xa, y1));
            b1 = f32x4.add(b1, f32x4.mul(xb, y1));
            const y2 = v128.load(y, 64);
            a2 = f32x4.add(a2, f32x4.mul(xa, y2));
            b2 = f32x4.add(b2, f32x4.mul(xb, y2));
            const y3 = v128.load(y, 96);
            a3 = f32x4.add(a3, f32x4.mul(xa, y3));
            b3 = f32x4.add(b3, f32x4.mul(xb, y3));
            x += leftStride;
            y += rightStride;
          }
        }
        const at = sums + <usize>i * rowBytes + (<usize>j << 3);
        addSums(at, innerSum(a0, a1, a2, a3));
        addSums(at + rowBytes, innerSum(b0, b1, b2, b3));
      }
    }
    left += leftStride * groupsTogether;
    right += rightStride * groupsTogether;
  }
}

/** Adds four numbers to as many of double precision. */
// @ts-ignore: decorator
@inline
function addSums(at: usize, sums: v128): void {
  v128.store(at, f64x2.add(v128.load(at), f64x2.promote_low_f32x4(sums)));
  const high = i8x16.shuffle(sums, sums, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15);
  v128.store(at, f64x2.add(v128.load(at, 16), f64x2.promote_low_f32x4(high)), 16);
}
