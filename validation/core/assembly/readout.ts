import { highHalf, lowHalf } from './layout';

/**
 * result[k] = the sum over the samples of source[k] times a number for each sample, in double precision.
 * @param result [rows] pairs of f64, of which the first becomes the sum.
 * @param bySample [groups][8] of f64.
 */
export function sumsOver(result: usize, source: usize, stride: usize, rows: i32, bySample: usize, groups: i32): void {
  memory.fill(result, 0, <usize>rows << 4);
  for (let group = 0; group < groups; group++) {
    const y0 = v128.load(bySample);
    const y1 = v128.load(bySample, 16);
    const y2 = v128.load(bySample, 32);
    const y3 = v128.load(bySample, 48);
    let at = source;
    let into = result;
    for (let row = 0; row < rows; row++) {
      const x0 = v128.load(at);
      const x1 = v128.load(at, 16);
      const sum = f64x2.add(
        f64x2.add(f64x2.mul(lowHalf(x0), y0), f64x2.mul(highHalf(x0), y1)),
        f64x2.add(f64x2.mul(lowHalf(x1), y2), f64x2.mul(highHalf(x1), y3)),
      );
      v128.store(into, f64x2.add(v128.load(into), sum));
      at += 32;
      into += 16;
    }
    bySample += 64;
    source += stride;
  }
  // The sums stand close together afterwards: each is read before it is overwritten.
  let into = result;
  for (let row = 0; row < rows; row++) {
    store<f64>(into, load<f64>(result) + load<f64>(result, 8));
    into += 8;
    result += 16;
  }
}

/**
 * bySample = the sum over the rows of source[k] times the weight of k, in double precision.
 * @param bySample [groups][8] of f64, overwritten.
 * @param weights [rows] of f64.
 */
export function weightedRows(
  bySample: usize,
  source: usize,
  stride: usize,
  rows: i32,
  weights: usize,
  groups: i32,
): void {
  for (let group = 0; group < groups; group++) {
    let s0 = f64x2.splat(0);
    let s1 = s0;
    let s2 = s0;
    let s3 = s0;
    let at = source;
    for (let row = 0; row < rows; row++) {
      const weight = v128.load64_splat(weights + (<usize>row << 3));
      const x0 = v128.load(at);
      const x1 = v128.load(at, 16);
      s0 = f64x2.add(s0, f64x2.mul(weight, lowHalf(x0)));
      s1 = f64x2.add(s1, f64x2.mul(weight, highHalf(x0)));
      s2 = f64x2.add(s2, f64x2.mul(weight, lowHalf(x1)));
      s3 = f64x2.add(s3, f64x2.mul(weight, highHalf(x1)));
      at += 32;
    }
    v128.store(bySample, s0);
    v128.store(bySample, s1, 16);
    v128.store(bySample, s2, 32);
    v128.store(bySample, s3, 48);
    bySample += 64;
    source += stride;
  }
}

/** target[k] += scale times a number for each sample times the weight of k; a target that is not accumulated is overwritten. */
export function outerProduct(
  target: usize,
  stride: usize,
  rows: i32,
  bySample: usize,
  weights: usize,
  groups: i32,
  scale: f64,
  accumulate: i32,
): void {
  for (let group = 0; group < groups; group++) {
    const y0 = halves(v128.load(bySample), v128.load(bySample, 16));
    const y1 = halves(v128.load(bySample, 32), v128.load(bySample, 48));
    let at = target;
    for (let row = 0; row < rows; row++) {
      const weight = f32x4.splat(<f32>(scale * load<f64>(weights + (<usize>row << 3))));
      const x0 = f32x4.mul(weight, y0);
      const x1 = f32x4.mul(weight, y1);
      v128.store(at, accumulate ? f32x4.add(v128.load(at), x0) : x0);
      v128.store(at, accumulate ? f32x4.add(v128.load(at, 16), x1) : x1, 16);
      at += 32;
    }
    bySample += 64;
    target += stride;
  }
}

/** Two pairs of double precision as four numbers of single. */
// @ts-ignore: decorator
@inline
function halves(low: v128, high: v128): v128 {
  return v128.shuffle<f32>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 1, 4, 5);
}

/** The values of all samples, [rows][8] a group, packed as a matrix of [samples][rows] for `product`. */
export function packSamples(packed: usize, source: usize, stride: usize, rows: i32, groups: i32): void {
  for (let group = 0; group < groups; group++) {
    for (let half: usize = 0; half < 32; half += 16) {
      for (let row = 0; row < rows; row++) {
        v128.store(packed, v128.load(source + (<usize>row << 5) + half));
        packed += 16;
      }
    }
    source += stride;
  }
}

/** The same packed as its transpose, a matrix of [rows][samples]; rows that are missing in a block of 4 are 0. */
export function packRows(packed: usize, source: usize, stride: usize, rows: i32, samples: i32): void {
  for (let row = 0; row < rows; row += 4) {
    const present = min(4, rows - row);
    for (let sample = 0; sample < samples; sample++) {
      let at = source + stride * (sample >> 3) + (<usize>row << 5) + (<usize>(sample & 7) << 2);
      for (let lane = 0; lane < 4; lane++) {
        store<f32>(packed, lane < present ? load<f32>(at) : 0);
        packed += 4;
        at += 32;
      }
    }
  }
}

/** Groups [samples][8] as a square matrix of f64: the sample of a row is that of the group's row, and the column is group and lane. */
export function squareFromGroups(matrix: usize, rowLength: i32, source: usize, stride: usize, samples: i32): void {
  for (let row = 0; row < samples; row++) {
    for (let column = 0; column < samples; column++) {
      const value = load<f32>(
        source + stride * (column >> 3) + (<usize>row << 5) + (<usize>(column & 7) << 2),
      );
      store<f64>(matrix + ((<usize>row * rowLength + column) << 3), <f64>value);
    }
  }
}

/** The other way round, times a number; lanes of samples that are missing stay. */
export function squareToGroups(
  target: usize,
  stride: usize,
  matrix: usize,
  rowLength: i32,
  samples: i32,
  scale: f64,
): void {
  for (let row = 0; row < samples; row++) {
    for (let column = 0; column < samples; column++) {
      store<f32>(
        target + stride * (column >> 3) + (<usize>row << 5) + (<usize>(column & 7) << 2),
        <f32>(scale * load<f64>(matrix + ((<usize>row * rowLength + column) << 3))),
      );
    }
  }
}
