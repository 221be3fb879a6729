/** The rate of erf networks on He_3 by other ways than the program's: closed forms, brute force, exact integrals. */

/** <erf(w.x), He_3(w*.x)>^2 for He_3 of unit norm: 16/(6 pi) (x/(1+2x+2t))^3, x = m^2, t = |w|^2 - m^2. */
export function erfCubicOverlap(along: number, across: number): number {
  return (16 / (6 * Math.PI)) * (along / (1 + 2 * along + 2 * across)) ** 3;
}

/**
 * The least of U over the overlaps of all units, each on its own (and over each unit's length, when `lengths`), by descent
 * from many starts. No unit is taken to equal another.
 */
export function leastOverAllUnits(width: number, d: number, lengths: boolean): number {
  const typical = (d - 1) / d;
  // z holds m_i for every unit, then log tau_i.
  const energy = (z: readonly number[]): number => {
    let cost = 0;
    let squares = 0;
    for (let unit = 0; unit < width; unit++) {
      const m = z[unit] ?? 0;
      const logTau = lengths ? (z[width + unit] ?? 0) : 0;
      const tau = Math.exp(logTau);
      cost += (d * m * m) / 2 + ((d - 1) / 2) * (tau - 1 - logTau);
      squares += erfCubicOverlap(m * m, tau * typical);
    }
    const lambda = squares / width;
    return cost + 1 / (2 * lambda) + Math.log(lambda) / 2;
  };
  let least = Infinity;
  let state = 12345;
  const random = (): number => (state = (state * 16807) % 2147483647) / 2147483647;
  for (let start = 0; start < 40; start++) {
    const strong = 1 + (start % width);
    const overlaps = Array.from({ length: width }, (_, unit) =>
      unit < strong ? 0.5 + 1.5 * random() : 0.3 * random(),
    );
    const taus = lengths ? overlaps.map(() => -random()) : [];
    least = Math.min(least, descend(energy, [...overlaps, ...taus]));
  }
  return least;
}

/** Descent along the numeric gradient with a memory of curvature (BFGS). */
function descend(f: (z: readonly number[]) => number, start: readonly number[]): number {
  const n = start.length;
  const gradient = (z: readonly number[]): number[] =>
    z.map(
      (_, i) => (f(z.map((x, k) => (k === i ? x + 1e-6 : x))) - f(z.map((x, k) => (k === i ? x - 1e-6 : x)))) / 2e-6,
    );
  const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, x, i) => sum + x * (b[i] ?? 0), 0);
  let inverse = identity(n);
  let here = [...start];
  let value = f(here);
  let slope = gradient(here);
  for (let step = 0; step < 300; step++) {
    let direction = inverse.map((row) => -dot(row, slope));
    if (dot(direction, slope) >= 0) {
      inverse = identity(n);
      direction = slope.map((x) => -x);
    }
    let length = Math.min(1, 1 / Math.sqrt(dot(direction, direction)));
    let next = here;
    let lower = Infinity;
    for (; length > 1e-14; length /= 2) {
      next = here.map((x, i) => x + length * (direction[i] ?? 0));
      lower = f(next);
      if (lower < value + 1e-4 * length * dot(direction, slope)) break;
    }
    if (!(lower < value)) break;
    const nextSlope = gradient(next);
    const s = next.map((x, i) => x - (here[i] ?? 0));
    const y = nextSlope.map((x, i) => x - (slope[i] ?? 0));
    const sy = dot(s, y);
    if (sy > 1e-14) {
      const Hy = inverse.map((row) => dot(row, y));
      const yHy = dot(y, Hy);
      inverse = inverse.map((row, i) =>
        row.map(
          (h, k) =>
            h +
            ((1 + yHy / sy) * (s[i] ?? 0) * (s[k] ?? 0)) / sy -
            ((Hy[i] ?? 0) * (s[k] ?? 0) + (s[i] ?? 0) * (Hy[k] ?? 0)) / sy,
        ),
      );
    }
    const gained = value - lower;
    [here, value, slope] = [next, lower, nextSlope];
    if (gained < 1e-11 * Math.abs(value)) break;
  }
  return value;
}

const identity = (n: number): number[][] =>
  Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, k) => (i === k ? 1 : 0)));

/**
 * log Pr[A >= 1] of a network of one unit, by integrating over its overlap m ~ N(0, 1/d), its length, d t ~ chi^2 with
 * d - 1 degrees of freedom, and the readout, A ~ N(0, g(m, t)). Nothing but a fine grid stands between it and the definition.
 */
export function logProbabilityOfOneUnit(d: number): number {
  const points = 1200;
  const logs: number[] = [];
  let largest = -Infinity;
  const [stepM, stepT] = [3.5 / points, 2.5 / points];
  const degrees = d - 1;
  const norm = -(degrees / 2) * Math.LN2 - logGamma(degrees / 2) + Math.log(d) + Math.log(d / (2 * Math.PI)) / 2;
  for (let i = 1; i <= points; i++) {
    const m = i * stepM;
    for (let k = 1; k <= points; k++) {
      const t = k * stepT;
      const g = erfCubicOverlap(m * m, t);
      const log =
        norm - (d * m * m) / 2 + (degrees / 2 - 1) * Math.log(d * t) - (d * t) / 2 + logTail(1 / Math.sqrt(g));
      logs.push(log);
      largest = Math.max(largest, log);
    }
  }
  const sum = logs.reduce((total, log) => total + Math.exp(log - largest), 0);
  // Both signs of m.
  return largest + Math.log(2 * sum * stepM * stepT);
}

/** log of the Gaussian tail beyond z > 1, by its continued fraction. */
function logTail(z: number): number {
  let fraction = z;
  for (let n = 60; n >= 1; n--) fraction = z + n / fraction;
  return (-z * z) / 2 - Math.log(2 * Math.PI) / 2 - Math.log(fraction);
}

/** log Gamma for x >= 3, by Stirling's series. */
function logGamma(x: number): number {
  return (
    (x - 0.5) * Math.log(x) - x + Math.log(2 * Math.PI) / 2 + 1 / (12 * x) - 1 / (360 * x ** 3) + 1 / (1260 * x ** 5)
  );
}

/** The least of a function of one variable, by golden sections between -14 and 3. */
export function leastOf(f: (x: number) => number): number {
  let [low, high] = [-14, 3];
  const ratio = (Math.sqrt(5) - 1) / 2;
  while (high - low > 1e-9) {
    const [a, b] = [high - ratio * (high - low), low + ratio * (high - low)];
    if (f(a) < f(b)) high = b;
    else low = a;
  }
  return f(low);
}
