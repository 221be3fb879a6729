import type { Minimum } from './nelder-mead.js';

const step = 1e-5;
const longest = 1.5;

/**
 * Minimises a smooth function of up to some dozens of variables by BFGS with derivatives from central differences.
 *
 * Source: Nocedal and Wright, Numerical Optimization (2006), section 6.1, with backtracking line search.
 * @param f may return Infinity where it is not defined; it must be finite at the start.
 * @param precision relative to the value: ends when a step gains less.
 * @param derivatives `forward` differences take half as many values, and are as good where the precision is far above that of a step.
 */
export function minimiseSmooth(
  f: (at: Float64Array) => number,
  start: readonly number[],
  precision = 1e-9,
  derivatives: 'central' | 'forward' = 'central',
): Minimum {
  const n = start.length;
  let at: Float64Array = Float64Array.from(start);
  let value = f(at);
  const slopeAt = (point: Float64Array, there: number): Float64Array =>
    derivatives === 'central' ? gradient(f, point) : forwardGradient(f, point, there);
  let slope: Float64Array = slopeAt(at, value);
  let inverse = identity(n);
  let gained = 0;
  let small = 0;
  for (let round = 0; round < 200 && small < 2; round++) {
    let direction: Float64Array = times(inverse, slope).map((x) => -x);
    if (dot(direction, slope) >= 0) {
      inverse = identity(n);
      direction = slope.map((x) => -x);
    }
    const length = Math.sqrt(dot(direction, direction));
    if (!(length > 0)) break;
    let t = Math.min(1, longest / length);
    let next = moved(at, direction, t);
    let there = f(next);
    while (!(there <= value + 1e-4 * t * dot(direction, slope)) && t * length > 1e-9) {
      t /= 3;
      next = moved(at, direction, t);
      there = f(next);
    }
    if (!(there < value)) {
      // The curvature may be stale: once more along the gradient before giving up.
      if (small > 0) break;
      small++;
      inverse = identity(n);
      continue;
    }
    gained = value - there;
    small = gained <= precision * (1 + Math.abs(there)) ? small + 1 : 0;
    const newSlope = slopeAt(next, there);
    inverse = updated(
      inverse,
      next.map((x, i) => x - (at[i] as number)),
      newSlope.map((x, i) => x - (slope[i] as number)),
    );
    [at, value, slope] = [next, there, newSlope];
  }
  // What the last step gained, and what a step to the minimum of the quadratic model would.
  const expected = dot(slope, times(inverse, slope)) / 2;
  return { at: [...at], value, spread: Math.max(gained, Math.min(expected, Math.abs(value))) };
}

function gradient(f: (at: Float64Array) => number, at: Float64Array): Float64Array {
  const moving = Float64Array.from(at);
  return at.map((x, i) => {
    moving[i] = x + step;
    const above = f(moving);
    moving[i] = x - step;
    const below = f(moving);
    moving[i] = x;
    const slope = (above - below) / (2 * step);
    return Number.isFinite(slope) ? slope : 0;
  });
}

function forwardGradient(f: (at: Float64Array) => number, at: Float64Array, value: number): Float64Array {
  const moving = Float64Array.from(at);
  return at.map((x, i) => {
    moving[i] = x + step;
    const slope = (f(moving) - value) / step;
    moving[i] = x;
    return Number.isFinite(slope) ? slope : 0;
  });
}

const identity = (n: number): Float64Array[] =>
  Array.from({ length: n }, (_, i) => new Float64Array(n).map((_, j) => (i === j ? 1 : 0)));
const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, x, i) => sum + x * (b[i] as number), 0);
const times = (matrix: readonly Float64Array[], vector: Float64Array): Float64Array =>
  vector.map((_, i) => dot(matrix[i] as Float64Array, vector));
const moved = (at: Float64Array, direction: Float64Array, t: number): Float64Array =>
  at.map((x, i) => x + t * (direction[i] as number));

/** The inverse Hessian after a step s in which the gradient changed by y. */
function updated(inverse: Float64Array[], s: Float64Array, y: Float64Array): Float64Array[] {
  const curvature = dot(s, y);
  if (!(curvature > 1e-14)) return inverse;
  const hy = times(inverse, y);
  const factor = (1 + dot(y, hy) / curvature) / curvature;
  return inverse.map((row, i) =>
    row.map((h, j) => {
      const [si, sj] = [s[i] as number, s[j] as number];
      return h + factor * si * sj - ((hy[i] as number) * sj + si * (hy[j] as number)) / curvature;
    }),
  );
}
