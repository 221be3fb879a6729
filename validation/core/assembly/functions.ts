/** Adding it and taking it off again rounds to a whole number, whose low bits are those of the sum. */
const rounder: f32 = 12582912;

// Constants are read from memory, from tables in the order of their use: compilers would make each of them anew wherever it is used, out of two numbers of
// 64 bits.

/** A constant so many bytes from the start of a table. */
// @ts-ignore: decorator
@inline
function constant(table: usize, at: usize): v128 {
  return v128.load32_splat(table + at);
}

/** The next step of Horner's rule, with a coefficient of a table. */
// @ts-ignore: decorator
@inline
function next(sum: v128, x: v128, table: usize, at: usize): v128 {
  return f32x4.add(f32x4.mul(sum, x), constant(table, at));
}

const exponentials: usize = memory.data<f32>([
  1.44269504089, rounder, 0.693359375, 2.12194440e-4, 1.9875691500e-4, 1.3981999507e-3, 8.3334519073e-3,
  4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1, 1,
]);

/** e^x, to a relative 1e-7; x within -87 and 88. */
// @ts-ignore: decorator
@inline
export function exponential(x: v128): v128 {
  const shifted = f32x4.add(f32x4.mul(x, constant(exponentials, 0)), constant(exponentials, 4));
  const whole = f32x4.sub(shifted, constant(exponentials, 4));
  let r = f32x4.sub(x, f32x4.mul(whole, constant(exponentials, 8)));
  r = f32x4.add(r, f32x4.mul(whole, constant(exponentials, 12)));
  // Cephes expf (public domain).
  let p = constant(exponentials, 16);
  p = next(p, r, exponentials, 20);
  p = next(p, r, exponentials, 24);
  p = next(p, r, exponentials, 28);
  p = next(p, r, exponentials, 32);
  p = next(p, r, exponentials, 36);
  const value = f32x4.add(f32x4.add(f32x4.mul(f32x4.mul(p, r), r), r), constant(exponentials, 40));
  return i32x4.add(value, i32x4.shl(shifted, 23));
}

/** e^x for x up to 88; 0 or next to it below -87. */
// @ts-ignore: decorator
@inline
export function boundedExponential(x: v128): v128 {
  return exponential(f32x4.pmin(f32x4.splat(88), f32x4.pmax(f32x4.splat(-87), x)));
}

// @ts-ignore: decorator
@inline
function magnitude(x: v128): v128 {
  return v128.and(x, i32x4.splat(0x7fffffff));
}

// @ts-ignore: decorator
@inline
function withSign(size: v128, sign: v128): v128 {
  return v128.or(size, v128.and(sign, i32x4.splat(<i32>0x80000000)));
}

const errors: usize = memory.data<f32>([
  1, 0.3275911, 1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592, 1.1283791671,
]);

/**
 * erf, to 2e-7, from e^(-x^2): Abramowitz and Stegun, Handbook of Mathematical Functions (1964), 7.1.26. No larger than its tangent at 0, so that it is 0
 * there.
 */
// @ts-ignore: decorator
@inline
export function errorFunction(x: v128, gauss: v128): v128 {
  const size = magnitude(x);
  const one = constant(errors, 0);
  const t = f32x4.div(one, f32x4.add(one, f32x4.mul(size, constant(errors, 4))));
  let p = constant(errors, 8);
  p = next(p, t, errors, 12);
  p = next(p, t, errors, 16);
  p = next(p, t, errors, 20);
  p = next(p, t, errors, 24);
  const value = f32x4.sub(one, f32x4.mul(f32x4.mul(p, t), gauss));
  return withSign(f32x4.pmin(f32x4.mul(size, constant(errors, 28)), value), x);
}

/** e^(-x^2). */
// @ts-ignore: decorator
@inline
export function gaussian(x: v128): v128 {
  return exponential(f32x4.pmax(f32x4.splat(-87), f32x4.neg(f32x4.mul(x, x))));
}

/** e^(-2|x|), of which tanh and its derivative are made. */
// @ts-ignore: decorator
@inline
export function decayed(x: v128): v128 {
  return exponential(f32x4.pmax(f32x4.splat(-87), f32x4.mul(f32x4.splat(-2), magnitude(x))));
}

// @ts-ignore: decorator
@inline
export function hyperbolicTangent(x: v128, decay: v128): v128 {
  const one = f32x4.splat(1);
  return withSign(f32x4.div(f32x4.sub(one, decay), f32x4.add(one, decay)), x);
}

const turnings: usize = memory.data<f32>([0.318309886184, rounder]);

/** The whole number of half turns nearest to x, and the remainder. */
// @ts-ignore: decorator
@inline
function halfTurns(x: v128): v128 {
  return f32x4.add(f32x4.mul(x, constant(turnings, 0)), constant(turnings, 4));
}

const withins: usize = memory.data<f32>([rounder, 3.140625, 9.670257568359375e-4, 6.2771141529083251953e-7]);

// @ts-ignore: decorator
@inline
function withinHalfTurn(x: v128, turns: v128): v128 {
  const whole = f32x4.sub(turns, constant(withins, 0));
  // pi in three parts, the first two of few bits: Cody and Waite (1980).
  let r = f32x4.sub(x, f32x4.mul(whole, constant(withins, 4)));
  r = f32x4.sub(r, f32x4.mul(whole, constant(withins, 8)));
  return f32x4.sub(r, f32x4.mul(whole, constant(withins, 12)));
}

const sines: usize = memory.data<f32>([
  1.6059043837e-10, -2.5052108385e-8, 2.7557319224e-6, -1.9841269841e-4, 8.3333333333e-3, -1.6666666667e-1,
]);

/** The sine for |x| up to about 1000: Taylor's series to the thirteenth power within a quarter turn. */
// @ts-ignore: decorator
@inline
export function sine(x: v128): v128 {
  const turns = halfTurns(x);
  const r = withinHalfTurn(x, turns);
  const square = f32x4.mul(r, r);
  let p = constant(sines, 0);
  p = next(p, square, sines, 4);
  p = next(p, square, sines, 8);
  p = next(p, square, sines, 12);
  p = next(p, square, sines, 16);
  p = next(p, square, sines, 20);
  const value = f32x4.add(r, f32x4.mul(f32x4.mul(p, square), r));
  return v128.xor(value, i32x4.shl(turns, 31));
}

const cosines: usize = memory.data<f32>([
  -1.1470745598e-11, 2.0876756988e-9, -2.7557319224e-7, 2.4801587302e-5, -1.3888888889e-3, 4.1666666667e-2, -0.5, 1,
]);

/** The cosine, likewise. */
// @ts-ignore: decorator
@inline
export function cosine(x: v128): v128 {
  const turns = halfTurns(x);
  const r = withinHalfTurn(x, turns);
  const square = f32x4.mul(r, r);
  let p = constant(cosines, 0);
  p = next(p, square, cosines, 4);
  p = next(p, square, cosines, 8);
  p = next(p, square, cosines, 12);
  p = next(p, square, cosines, 16);
  p = next(p, square, cosines, 20);
  p = next(p, square, cosines, 24);
  const value = f32x4.add(constant(cosines, 28), f32x4.mul(p, square));
  return v128.xor(value, i32x4.shl(turns, 31));
}

const logarithms: usize = memory.data<f32>([
  0.707106781187, 1, 7.0376836292e-2, -1.1514610310e-1, 1.1676998740e-1, -1.2420140846e-1, 1.4249322787e-1,
  -1.6668057665e-1, 2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1, -2.12194440e-4, 0.5, 0.693359375,
]);

/** The natural logarithm of normal positive numbers. Source: Cephes logf (public domain). */
// @ts-ignore: decorator
@inline
export function logarithm(x: v128): v128 {
  let exponent = i32x4.sub(i32x4.shr_u(x, 23), i32x4.splat(126));
  let m = v128.or(v128.and(x, i32x4.splat(0x7fffff)), i32x4.splat(0x3f000000));
  // A mantissa below the root of a half is doubled.
  const isSmall = f32x4.lt(m, constant(logarithms, 0));
  exponent = i32x4.add(exponent, isSmall);
  m = f32x4.sub(f32x4.add(m, v128.and(m, isSmall)), constant(logarithms, 4));
  const e = f32x4.convert_i32x4_s(exponent);
  let p = constant(logarithms, 8);
  p = next(p, m, logarithms, 12);
  p = next(p, m, logarithms, 16);
  p = next(p, m, logarithms, 20);
  p = next(p, m, logarithms, 24);
  p = next(p, m, logarithms, 28);
  p = next(p, m, logarithms, 32);
  p = next(p, m, logarithms, 36);
  p = next(p, m, logarithms, 40);
  const square = f32x4.mul(m, m);
  let value = f32x4.mul(f32x4.mul(p, m), square);
  value = f32x4.add(value, f32x4.mul(e, constant(logarithms, 44)));
  value = f32x4.sub(value, f32x4.mul(square, constant(logarithms, 48)));
  return f32x4.add(f32x4.add(m, value), f32x4.mul(e, constant(logarithms, 52)));
}
