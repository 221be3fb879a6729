import { cosine, logarithm, sine } from './functions';
import { highHalf, lowHalf } from './layout';

// @ts-ignore: decorator
@inline
function rotated(x: v128, by: i32): v128 {
  return v128.or(i32x4.shl(x, by), i32x4.shr_u(x, 32 - by));
}

/**
 * Underdamped Langevin dynamics up to the next gradient: half a kick, half a drift, friction and noise, half a drift (validation/training/sample/langevin.ts).
 *
 * The noise is standard Gaussian by Box and Muller, of four generators xoshiro128++ side by side (Blackman and Vigna, ACM Trans. Math. Softw. 47
 * (2021) 36; published).
 * @param position of f64, as velocity and slope are; a multiple of 8 of them.
 * @param generators their state, 64 bytes.
 */
export function drift(
  position: usize,
  velocity: usize,
  slope: usize,
  count: i32,
  half: f64,
  keep: f64,
  kick: f64,
  generators: usize,
): void {
  let s0 = v128.load(generators);
  let s1 = v128.load(generators, 16);
  let s2 = v128.load(generators, 32);
  let s3 = v128.load(generators, 48);
  for (let done = 0; done < count; done += 8) {
    const first = i32x4.add(rotated(i32x4.add(s0, s3), 7), s0);
    let t = i32x4.shl(s1, 9);
    s2 = v128.xor(s2, s0);
    s3 = v128.xor(s3, s1);
    s1 = v128.xor(s1, s2);
    s0 = v128.xor(s0, s3);
    s2 = v128.xor(s2, t);
    s3 = rotated(s3, 11);
    const second = i32x4.add(rotated(i32x4.add(s0, s3), 7), s0);
    t = i32x4.shl(s1, 9);
    s2 = v128.xor(s2, s0);
    s3 = v128.xor(s3, s1);
    s1 = v128.xor(s1, s2);
    s0 = v128.xor(s0, s3);
    s2 = v128.xor(s2, t);
    s3 = rotated(s3, 11);
    // Above 0 and at most 1, in steps of 2^-31; and an angle within a turn.
    const uniform = f32x4.mul(
      f32x4.add(f32x4.convert_i32x4_s(i32x4.shr_u(first, 1)), f32x4.splat(0.5)),
      f32x4.splat(4.656612873077393e-10),
    );
    const angle = f32x4.mul(f32x4.convert_i32x4_s(second), f32x4.splat(1.4629180792671596e-9));
    const radius = f32x4.sqrt(f32x4.pmax(f32x4.splat(0), f32x4.mul(f32x4.splat(-2), logarithm(uniform))));
    const one = f32x4.mul(radius, cosine(angle));
    const other = f32x4.mul(radius, sine(angle));
    driftPair(position, velocity, slope, half, keep, kick, lowHalf(one));
    driftPair(position + 16, velocity + 16, slope + 16, half, keep, kick, highHalf(one));
    driftPair(position + 32, velocity + 32, slope + 32, half, keep, kick, lowHalf(other));
    driftPair(position + 48, velocity + 48, slope + 48, half, keep, kick, highHalf(other));
    position += 64;
    velocity += 64;
    slope += 64;
  }
  v128.store(generators, s0);
  v128.store(generators, s1, 16);
  v128.store(generators, s2, 32);
  v128.store(generators, s3, 48);
}

// @ts-ignore: decorator
@inline
function driftPair(
  position: usize,
  velocity: usize,
  slope: usize,
  half: f64,
  keep: f64,
  kick: f64,
  noise: v128,
): void {
  const kicked = f64x2.sub(v128.load(velocity), f64x2.mul(f64x2.splat(half), v128.load(slope)));
  const refreshed = f64x2.add(f64x2.mul(f64x2.splat(keep), kicked), f64x2.mul(f64x2.splat(kick), noise));
  v128.store(velocity, refreshed);
  const moved = f64x2.add(v128.load(position), f64x2.mul(f64x2.splat(half), kicked));
  v128.store(position, f64x2.add(moved, f64x2.mul(f64x2.splat(half), refreshed)));
}

/** target += scale * source, in double precision; a multiple of 2 of them. */
export function addScaled(target: usize, source: usize, count: i32, scale: f64): void {
  const end = target + (<usize>count << 3);
  for (; target < end; target += 16, source += 16)
    v128.store(target, f64x2.add(v128.load(target), f64x2.mul(f64x2.splat(scale), v128.load(source))));
}
