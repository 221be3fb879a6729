/**
 * Section 8 of shared/theory.md: what algorithms need for y = g(w.x) on isotropic Gaussian inputs.
 * The constants of weak recovery are integrals over z, with the preimages of g(z) found branch by branch.
 */

const density = (/** @type {number} */ z) => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);

/** The normalised probabilists' Hermite polynomial. @param {number} n @param {number} z */
export function hermite(n, z) {
  let previous = 0;
  let current = 1;
  for (let k = 0; k < n; k++) {
    [previous, current] = [current, (z * current - Math.sqrt(k) * previous) / Math.sqrt(k + 1)];
  }
  return current;
}

/** erf. @param {number} x */
function erf(x) {
  if (Math.abs(x) > 6) {
    return Math.sign(x);
  }
  let sum = 0;
  let term = x;
  for (let k = 0; k < 200 && Math.abs(term) > 1e-18 * Math.max(1, Math.abs(sum)); k++) {
    sum += term / (2 * k + 1);
    term *= (-x * x) / (k + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

/** The named functions. @type {Record<string, (z: number) => number>} */
export const FUNCTIONS = {
  relu: (z) => Math.max(0, z),
  abs: Math.abs,
  sign: Math.sign,
  sin: Math.sin,
  cos: Math.cos,
  erf,
};

/** The degrees 1..top with a non-zero coefficient. @param {string} name @param {number} top */
export function degreesOf(name, top) {
  const all = Array.from({ length: top }, (_, i) => i + 1);
  return all.filter((n) =>
    ['sign', 'sin', 'erf'].includes(name)
      ? n % 2 === 1
      : ['abs', 'cos'].includes(name)
        ? n % 2 === 0
        : n === 1 || n % 2 === 0,
  );
}

/**
 * E[ E(h(Z) | g(Z))^2 ] with h = Z (even = false) or Z^2 - 1.
 * @param {(z: number) => number} g @param {boolean} even @param {number} [POINTS] of the grid over z
 */
export function information(g, even, POINTS = 4000) {
  const h = (/** @type {number} */ z) => (even ? z * z - 1 : z);
  const END = 8.5;
  const FINE = 4000;
  const at = (/** @type {number} */ i) => -END + (2 * END * i) / FINE;
  /** Branches of g: maximal intervals where it is monotone; flat ones are atoms. @type {{ a: number, b: number, sign: number }[]} */
  const branches = [];
  for (let i = 0; i < FINE; i++) {
    const sign = Math.sign(Math.round((g(at(i + 1)) - g(at(i))) * 1e13));
    const last = branches[branches.length - 1];
    if (last && last.sign === sign) {
      last.b = at(i + 1);
    } else {
      branches.push({ a: at(i), b: at(i + 1), sign });
    }
  }
  for (let i = 0; i + 1 < branches.length; i++) {
    // extrema lie inside a step: a gap there would lose preimages
    const { sign, b } = branches[i];
    if (sign * branches[i + 1].sign === -1) {
      let lo = b - (2 * END) / FINE;
      let hi = b + (2 * END) / FINE;
      for (let k = 0; k < 60; k++) {
        const p = lo + (hi - lo) / 3;
        const q = hi - (hi - lo) / 3;
        [lo, hi] = sign * (g(p) - g(q)) < 0 ? [p, hi] : [lo, q];
      }
      branches[i].b = branches[i + 1].a = (lo + hi) / 2;
    }
  }
  /** @type {Map<number, { mass: number, sum: number }>} */
  const atoms = new Map();
  for (const branch of branches.filter((q) => q.sign === 0)) {
    const level = Math.round(g((branch.a + branch.b) / 2) * 1e9);
    const atom = atoms.get(level) ?? { mass: 0, sum: 0 };
    for (let i = 0; i < POINTS; i++) {
      const z = branch.a + ((branch.b - branch.a) * (i + 0.5)) / POINTS;
      atom.mass += (density(z) * (branch.b - branch.a)) / POINTS;
      atom.sum += (h(z) * density(z) * (branch.b - branch.a)) / POINTS;
    }
    atoms.set(level, atom);
  }
  let total = 0;
  for (const { mass, sum } of atoms.values()) {
    total += mass > 0 ? (sum * sum) / mass : 0;
  }
  const slope = (/** @type {number} */ z) => Math.abs(g(z + 1e-6) - g(z - 1e-6)) / 2e-6;
  const curves = branches.filter((q) => q.sign !== 0 && q.b - q.a > (3 * END) / FINE);
  for (let i = 0; i < POINTS; i++) {
    const z = -END + (2 * END * (i + 0.5)) / POINTS;
    if (branches.some((q) => q.sign === 0 && z >= q.a && z <= q.b)) {
      continue;
    }
    const y = g(z);
    let mass = 0;
    let sum = 0;
    for (const { a, b, sign } of curves) {
      if ((g(a) - y) * sign > 0 || (g(b) - y) * sign < 0) {
        continue;
      }
      let lo = a;
      let hi = b;
      for (let k = 0; k < 45; k++) {
        const mid = (lo + hi) / 2;
        [lo, hi] = (g(mid) - y) * sign < 0 ? [mid, hi] : [lo, mid];
      }
      const root = (lo + hi) / 2;
      const w = density(root) / Math.max(slope(root), 1e-9);
      mass += w;
      sum += h(root) * w;
    }
    if (mass > 0) {
      total += ((sum / mass) ** 2 * density(z) * 2 * END) / POINTS;
    }
  }
  return total;
}

/**
 * The quantities of section 8, logarithms of samples; null where the rules say nothing: not one direction, or not isotropic inputs.
 * @param {any} study @param {number} d log of the number of inputs
 */
export function algorithmic(study, d) {
  const t = study.target;
  if (
    study.input.type !== 'gaussian' ||
    study.input.signal ||
    !['mix', 'function'].includes(t.type) ||
    t.directions > 1
  ) {
    return null;
  }
  const k = Math.min(...t.degrees);
  const even =
    t.type === 'function' ? ['abs', 'cos'].includes(t.name) : t.degrees.every((/** @type {number} */ n) => n % 2 === 0);
  const g =
    t.type === 'function'
      ? FUNCTIONS[t.name]
      : (/** @type {number} */ z) =>
          t.degrees.reduce(
            (/** @type {number} */ s, /** @type {number} */ n, /** @type {number} */ i) =>
              s + t.coefficients[i] * hermite(n, z),
            0,
          );
  return {
    informationExponent: k,
    generativeExponent: even ? 2 : 1,
    onePass: Math.max(1, k - 1) * d,
    smoothed: Math.max(1, k / 2) * d,
    reused: d,
    kernel: Math.max(...t.degrees) * d,
    constant: () => (t.name === 'sign' ? Math.PI / 2 : 1 / information(g, even)),
  };
}
