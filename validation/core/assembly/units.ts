import { boundedExponential, cosine, decayed, errorFunction, gaussian, hyperbolicTangent, sine } from './functions';
import { productOfGroup } from './product';

// The order of the names in validation/core/activations.ts.
const erf: i32 = 0;
const tanh: i32 = 1;
const sin: i32 = 2;
const relu: i32 = 3;
const gelu: i32 = 4;
const silu: i32 = 5;
const quadratic: i32 = 6;
const linear: i32 = 7;

/**
 * Units on groups: values = phi(matrix * source), and slopes = phi' there.
 * @param slopesStride 0 where slopes are not wanted: each group overwrites those of the one before.
 */
export function unitsForward(
  activation: i32,
  values: usize,
  valuesStride: usize,
  slopes: usize,
  slopesStride: usize,
  source: usize,
  sourceStride: usize,
  packed: usize,
  blocks: i32,
  inner: i32,
  groups: i32,
): void {
  const bytes = (<usize>blocks) << 7;
  for (let group = 0; group < groups; group++) {
    productOfGroup(values, source, packed, blocks, inner);
    activate(activation, values, slopes, bytes);
    values += valuesStride;
    slopes += slopesStride;
    source += sourceStride;
  }
}

function activate(activation: i32, values: usize, slopes: usize, bytes: usize): void {
  const end = values + bytes;
  const one = f32x4.splat(1);
  const half = f32x4.splat(0.5);
  switch (activation) {
    case erf:
      for (; values < end; values += 16, slopes += 16) {
        const z = v128.load(values);
        const gauss = gaussian(z);
        v128.store(values, errorFunction(z, gauss));
        v128.store(slopes, f32x4.mul(f32x4.splat(1.1283791671), gauss));
      }
      break;
    case tanh:
      for (; values < end; values += 16, slopes += 16) {
        const z = v128.load(values);
        const decay = decayed(z);
        const denominator = f32x4.add(one, decay);
        v128.store(values, hyperbolicTangent(z, decay));
        v128.store(slopes, f32x4.div(f32x4.mul(f32x4.splat(4), decay), f32x4.mul(denominator, denominator)));
      }
      break;
    case sin:
      for (; values < end; values += 16, slopes += 16) {
        const z = v128.load(values);
        v128.store(values, sine(z));
        v128.store(slopes, cosine(z));
      }
      break;
    case relu:
      for (; values < end; values += 16, slopes += 16) {
        const z = v128.load(values);
        const isOn = f32x4.ge(z, f32x4.splat(0));
        v128.store(values, v128.and(z, isOn));
        v128.store(slopes, v128.and(one, isOn));
      }
      break;
    case gelu:
      for (; values < end; values += 16, slopes += 16) {
        const z = v128.load(values);
        const scaled = f32x4.mul(z, f32x4.splat(0.70710678119));
        const gauss = gaussian(scaled);
        const share = f32x4.mul(half, f32x4.add(one, errorFunction(scaled, gauss)));
        v128.store(values, f32x4.mul(z, share));
        v128.store(slopes, f32x4.add(share, f32x4.mul(f32x4.mul(z, gauss), f32x4.splat(0.3989422804))));
      }
      break;
    case silu:
      for (; values < end; values += 16, slopes += 16) {
        const z = v128.load(values);
        const share = f32x4.div(one, f32x4.add(one, boundedExponential(f32x4.neg(z))));
        v128.store(values, f32x4.mul(z, share));
        v128.store(slopes, f32x4.mul(share, f32x4.add(one, f32x4.mul(z, f32x4.sub(one, share)))));
      }
      break;
    case quadratic:
      for (; values < end; values += 16, slopes += 16) {
        const z = v128.load(values);
        v128.store(values, f32x4.mul(z, z));
        v128.store(slopes, f32x4.add(z, z));
      }
      break;
    case linear:
      for (; values < end; values += 16, slopes += 16) v128.store(slopes, one);
      break;
  }
}

/** target *= factors, over so many bytes of each group. */
export function multiply(
  target: usize,
  targetStride: usize,
  factors: usize,
  factorsStride: usize,
  bytes: usize,
  groups: i32,
): void {
  for (let group = 0; group < groups; group++) {
    for (let at: usize = 0; at < bytes; at += 16)
      v128.store(target + at, f32x4.mul(v128.load(target + at), v128.load(factors + at)));
    target += targetStride;
    factors += factorsStride;
  }
}

/** target += scale * source, over so many bytes of each group; a target that is not accumulated is overwritten. */
export function combine(
  target: usize,
  targetStride: usize,
  source: usize,
  sourceStride: usize,
  bytes: usize,
  groups: i32,
  scale: f32,
  accumulate: i32,
): void {
  const factor = f32x4.splat(scale);
  for (let group = 0; group < groups; group++) {
    for (let at: usize = 0; at < bytes; at += 16) {
      const value = f32x4.mul(factor, v128.load(source + at));
      v128.store(target + at, accumulate ? f32x4.add(v128.load(target + at), value) : value);
    }
    target += targetStride;
    source += sourceStride;
  }
}
