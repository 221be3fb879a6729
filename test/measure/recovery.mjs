/**
 * From how many samples a dimension a thresholded average finds the direction of labels y = g(w.x), overlap 0.5 with w in the median of data sets:
 * node test/measure/recovery.mjs [D] prints n/d for six targets, and its ratio to the constant of docs/theory.md, "What an algorithm needs".
 *
 * Generative exponent 1: the mean of sign(y) x over the twentieth of the labels that is largest in size. Generative exponent 2: the leading
 * eigenvector of the mean of x x' - 1 over the largest tenth.
 */
import { pathToFileURL } from 'node:url';
import { FUNCTIONS, hermite, information } from '../oracle/algorithm.mjs';

/** @typedef {{ g: (z: number) => number, even: boolean }} Labels */

/** @type {Record<string, Labels>} */
export const targets = {
  'he(2)': { g: (z) => hermite(2, z), even: true },
  'he(3)': { g: (z) => hermite(3, z), even: false },
  'he(4)': { g: (z) => hermite(4, z), even: true },
  'he(5)': { g: (z) => hermite(5, z), even: false },
  'he(1) + he(2)': { g: (z) => hermite(1, z) + hermite(2, z), even: false },
  sign: { g: FUNCTIONS.sign ?? Math.sign, even: false },
};

/** Numbers of a standard Gaussian from a seed. @param {number} seed */
function gaussians(seed) {
  let state = seed >>> 0;
  const uniform = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (((t ^ (t >>> 14)) >>> 0) + 0.5) / 4294967296;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

/**
 * The median overlap |cos| with w over data sets.
 * @param {Labels} labels @param {number} d @param {number} ratio n/d @param {number} [sets]
 */
export function overlap({ g, even }, d, ratio, sets = 101) {
  const sorted = Array.from({ length: 20000 }, (_, i) => Math.abs(g(gaussians(i * 7919 + 1)()))).sort((a, b) => a - b);
  // Labels of one size are all kept.
  const threshold = (sorted[Math.floor(sorted.length * (even ? 0.9 : 0.95))] ?? 0) * (1 - 1e-9);
  const seen = Array.from({ length: sets }, (_, set) => {
    const draw = gaussians(1000 * set + 17);
    const x = Array.from({ length: Math.round(ratio * d) }, () => Float64Array.from({ length: d }, draw));
    // w is the first axis: Gaussian inputs look alike in all directions.
    const kept = x.flatMap((row) => {
      const y = g(row[0] ?? 0);
      return Math.abs(y) >= threshold ? [{ row, sign: Math.sign(y) }] : [];
    });
    const found = even ? leading(kept, d) : mean(kept, d);
    const norm = Math.hypot(...found);
    return norm > 0 ? Math.abs(found[0] ?? 0) / norm : 0;
  }).sort((a, b) => a - b);
  return seen[Math.floor(sets / 2)] ?? 0;
}

/** @param {{ row: Float64Array, sign: number }[]} kept @param {number} d */
function mean(kept, d) {
  const sum = new Float64Array(d);
  for (const { row, sign } of kept) row.forEach((value, i) => (sum[i] = (sum[i] ?? 0) + sign * value));
  return sum;
}

/** The leading eigenvector of the sum of x x', by the power method. @param {{ row: Float64Array }[]} kept @param {number} d */
function leading(kept, d) {
  let v = Float64Array.from({ length: d }, gaussians(5));
  for (let step = 0; step < 300; step++) {
    const next = new Float64Array(d);
    for (const { row } of kept) {
      const product = row.reduce((sum, value, i) => sum + value * (v[i] ?? 0), 0);
      row.forEach((value, i) => (next[i] = (next[i] ?? 0) + product * value));
    }
    const norm = Math.hypot(...next);
    if (!(norm > 0)) return next;
    v = next.map((value) => value / norm);
  }
  return v;
}

/** The least n/d of a list from which on the median overlap is above 0.5. @param {Labels} labels @param {number} d */
export function needed(labels, d) {
  const ratios = [0.4, 0.6, 0.8, 1, 1.2, 1.5, 1.8, 2.1, 2.5, 2.8, 3.2, 3.6, 4, 5, 6];
  const low = ratios.findLastIndex((ratio) => overlap(labels, d, ratio) <= 0.5);
  return ratios[low + 1] ?? Infinity;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const d = Number(process.argv[2] ?? 64);
  for (const [name, labels] of Object.entries(targets)) {
    const constant = name === 'sign' ? Math.PI / 2 : 1 / information(labels.g, labels.even);
    const from = needed(labels, d);
    process.stdout.write(
      `${name.padEnd(14)} constant ${constant.toFixed(2)}, overlap 0.5 from n/d = ${from}: ${(from / constant).toFixed(1)} times\n`,
    );
  }
}
