import { boundedExponential } from './functions';

/**
 * What heads make of the tokens of 8 samples for one query each: weights softmax_b(u_h . x_b), and values sum_b weights_b x_b.
 * @param values [heads][features][8], overwritten.
 * @param weights [heads][positions][8], overwritten.
 * @param directions u, [heads][features][8].
 * @param tokens of the samples, position by position, `stride` bytes apart.
 */
export function attend(
  values: usize,
  weights: usize,
  directions: usize,
  tokens: usize,
  stride: usize,
  heads: i32,
  positions: i32,
  features: i32,
): void {
  const rowBytes = <usize>features << 5;
  for (let head = 0; head < heads; head++) {
    for (let lanes: usize = 0; lanes < 32; lanes += 16) {
      let highest = f32x4.splat(-Infinity);
      for (let b = 0; b < positions; b++) {
        const score = productOfRows(directions + lanes, tokens + stride * b + lanes, rowBytes);
        v128.store(weights + (<usize>b << 5) + lanes, score);
        highest = f32x4.pmax(highest, score);
      }
      let sum = f32x4.splat(0);
      for (let b = 0; b < positions; b++) {
        const at = weights + (<usize>b << 5) + lanes;
        const weight = boundedExponential(f32x4.sub(v128.load(at), highest));
        v128.store(at, weight);
        sum = f32x4.add(sum, weight);
      }
      const share = f32x4.div(f32x4.splat(1), sum);
      for (let b = 0; b < positions; b++) {
        const at = weights + (<usize>b << 5) + lanes;
        v128.store(at, f32x4.mul(v128.load(at), share));
      }
      for (let k: usize = lanes; k < rowBytes; k += 32) {
        let value = f32x4.splat(0);
        for (let b = 0; b < positions; b++) {
          const weight = v128.load(weights + (<usize>b << 5) + lanes);
          value = f32x4.add(value, f32x4.mul(weight, v128.load(tokens + stride * b + k)));
        }
        v128.store(values + k, value);
      }
    }
    values += rowBytes;
    directions += rowBytes;
    weights += <usize>positions << 5;
  }
}

/**
 * From the derivatives by the values: overwrites those by the directions, and adds those by the tokens where they are wanted.
 * @param toTokens laid out as the tokens are; 0 where nobody wants it.
 */
export function attendBackward(
  toDirections: usize,
  toTokens: usize,
  toValues: usize,
  values: usize,
  weights: usize,
  directions: usize,
  tokens: usize,
  stride: usize,
  heads: i32,
  positions: i32,
  features: i32,
): void {
  const rowBytes = <usize>features << 5;
  for (let head = 0; head < heads; head++) {
    memory.fill(toDirections, 0, rowBytes);
    for (let lanes: usize = 0; lanes < 32; lanes += 16) {
      const mean = productOfRows(values + lanes, toValues + lanes, rowBytes);
      for (let b = 0; b < positions; b++) {
        const weight = v128.load(weights + (<usize>b << 5) + lanes);
        const token = tokens + stride * b;
        const along = productOfRows(token + lanes, toValues + lanes, rowBytes);
        const toScore = f32x4.mul(weight, f32x4.sub(along, mean));
        for (let k: usize = lanes; k < rowBytes; k += 32)
          add(toDirections + k, f32x4.mul(toScore, v128.load(token + k)));
        if (!toTokens) continue;
        const toToken = toTokens + stride * b;
        for (let k: usize = lanes; k < rowBytes; k += 32) {
          const byValue = f32x4.mul(weight, v128.load(toValues + k));
          add(toToken + k, f32x4.add(byValue, f32x4.mul(toScore, v128.load(directions + k))));
        }
      }
    }
    values += rowBytes;
    toValues += rowBytes;
    directions += rowBytes;
    toDirections += rowBytes;
    weights += <usize>positions << 5;
  }
}

/** The sum of products along rows of 8 samples, for four of them. */
// @ts-ignore: decorator
@inline
function productOfRows(one: usize, other: usize, bytes: usize): v128 {
  let sum = f32x4.splat(0);
  for (let k: usize = 0; k < bytes; k += 32)
    sum = f32x4.add(sum, f32x4.mul(v128.load(one + k), v128.load(other + k)));
  return sum;
}

// @ts-ignore: decorator
@inline
function add(at: usize, value: v128): void {
  v128.store(at, f32x4.add(v128.load(at), value));
}

/**
 * Values over their root mean square at each position; an input of nothing but zeros stays as it is.
 * @param sizes [groups][8], overwritten with one over the root mean squares.
 */
export function normForward(
  target: usize,
  targetStride: usize,
  source: usize,
  sourceStride: usize,
  sizes: usize,
  features: i32,
  groups: i32,
): void {
  const rowBytes = <usize>features << 5;
  const one = f32x4.splat(1);
  for (let group = 0; group < groups; group++) {
    for (let lanes: usize = 0; lanes < 32; lanes += 16) {
      const square = productOfRows(source + lanes, source + lanes, rowBytes);
      const size = f32x4.sqrt(f32x4.div(square, f32x4.splat(<f32>features)));
      const isZero = f32x4.eq(size, f32x4.splat(0));
      const factor = f32x4.div(one, v128.bitselect(one, size, isZero));
      v128.store(sizes + lanes, factor);
      for (let k: usize = lanes; k < rowBytes; k += 32)
        v128.store(target + k, f32x4.mul(v128.load(source + k), factor));
    }
    target += targetStride;
    source += sourceStride;
    sizes += 32;
  }
}

/** Derivatives by what came into a norm, from those by what it gave. */
export function normBackward(
  toSource: usize,
  toSourceStride: usize,
  toTarget: usize,
  toTargetStride: usize,
  target: usize,
  targetStride: usize,
  sizes: usize,
  features: i32,
  groups: i32,
): void {
  const rowBytes = <usize>features << 5;
  for (let group = 0; group < groups; group++) {
    for (let lanes: usize = 0; lanes < 32; lanes += 16) {
      const along = f32x4.div(
        productOfRows(target + lanes, toTarget + lanes, rowBytes),
        f32x4.splat(<f32>features),
      );
      const factor = v128.load(sizes + lanes);
      for (let k: usize = lanes; k < rowBytes; k += 32) {
        const across = f32x4.sub(v128.load(toTarget + k), f32x4.mul(v128.load(target + k), along));
        v128.store(toSource + k, f32x4.mul(across, factor));
      }
    }
    toSource += toSourceStride;
    toTarget += toTargetStride;
    target += targetStride;
    sizes += 32;
  }
}
