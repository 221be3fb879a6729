import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { gaussianSource } from '../../network/random.js';
import type { RateProblem } from './energy.js';

/** How long to sample, and on how many values of alpha. */
export interface SamplingOptions {
  /** Values of alpha between 0 and 1, evenly spaced in logarithms. */
  readonly rungs: number;
  /** Sweeps over all units at each alpha; the first fifth is left out. */
  readonly sweeps: number;
  readonly seed: number;
}

/** A sampled rate. */
export interface SampledRate {
  /** -log p(A = 1) - (1/2) log 2 pi: what the saddle's U estimates. */
  readonly energy: number;
  /** One standard error, from blocks of sweeps. */
  readonly error: number;
  /** The smallest share of exchanges accepted between neighbouring alphas: near 0 the ladder is torn, and the result is not to be trusted. */
  readonly exchanged: number;
}

/** One copy of the hidden weights, of each unit only what <phi, y> depends on. */
interface Replica {
  /** w.w* and log |w across w*|, in units of 1/sqrt(d). [units] */
  readonly along: Float64Array;
  readonly across: Float64Array;
  /** <phi_i, y>^2 [units], and their sum. */
  readonly squares: Float64Array;
  sum: number;
}

const blocks = 8;
const burnIn = 0.2;
const sweepsBetweenPauses = 50;
/** In units of the deviation of the typical alignment: below it log p is flat. */
const lowestAlpha = 0.05;

/**
 * E(1) of a two-layer network by thermodynamic integration: the hidden weights are sampled with probability exp(-U) at alphas from 0 to 1,
 * and -d log p / d alpha = <alpha / lambda> is integrated; at 0, p is an average over the prior.
 *
 * Metropolis moves, unit by unit, on the overlaps and lengths, which are distributed as normal and chi of d - 1 under the prior; copies at
 * neighbouring alphas exchange their places, so that the transition to specialised units does not hold them up.
 * @param pause awaited now and then: lets the caller stop.
 * Sources: Kirkwood, J. Chem. Phys. 3 (1935) 300; Hukushima and Nemoto, J. Phys. Soc. Jpn. 65 (1996) 1604.
 */
export async function sampledRate(
  problem: RateProblem,
  { rungs, sweeps, seed }: SamplingOptions,
  pause: () => Promise<void>,
): Promise<SampledRate> {
  const gaussian = gaussianSource(seed);
  const random = xoroshiro128plus(seed);
  const uniform = (): number => uniformFloat64(random);
  const { dimension: d, chi, overlap } = problem;
  const units = Math.max(1, Math.round(problem.width));
  const square = (along: number, across: number): number =>
    overlap.squared((along * along) / d, Math.exp(2 * across) / d);
  const lambdaOf = (sum: number): number => sum / (chi * units);
  const weightOf = (alpha: number, sum: number): number =>
    -(alpha * alpha) / (2 * lambdaOf(sum)) - Math.log(lambdaOf(sum)) / 2;

  const replicas = Array.from({ length: rungs }, () => fromPrior(units, d, gaussian, square));
  const atZero = inverseRootAtPrior(units, d, gaussian, square, chi);
  const from = lowestAlpha * atZero.deviation;
  const alphas = Array.from({ length: rungs }, (_, k) => from * (1 / from) ** (k / (rungs - 1)));

  const move = (replica: Replica, alpha: number, unit: number): void => {
    const step = uniform() < 0.5 ? 1 : 0.25;
    const [along, across] = [replica.along[unit] as number, replica.across[unit] as number];
    const [toAlong, toAcross] = [along + step * gaussian(), across + (step * gaussian()) / Math.sqrt(d)];
    const to = square(toAlong, toAcross);
    const sum = replica.sum - (replica.squares[unit] as number) + to;
    if (!(sum > 0)) return;
    const prior = logPrior(toAlong, toAcross, d) - logPrior(along, across, d);
    if (Math.log(uniform()) >= prior + weightOf(alpha, sum) - weightOf(alpha, replica.sum)) return;
    replica.along[unit] = toAlong;
    replica.across[unit] = toAcross;
    replica.squares[unit] = to;
    replica.sum = sum;
  };

  const inverses = Array.from({ length: blocks }, () => new Float64Array(rungs));
  const counts = new Float64Array(blocks);
  const [tried, accepted] = [new Float64Array(rungs), new Float64Array(rungs)];
  const first = Math.floor(burnIn * sweeps);
  for (let sweep = 0; sweep < sweeps; sweep++) {
    if (sweep % sweepsBetweenPauses === 0) await pause();
    for (const [k, replica] of replicas.entries()) {
      for (let unit = 0; unit < units; unit++) move(replica, alphas[k] as number, unit);
      // Sums of many small changes drift.
      replica.sum = replica.squares.reduce((sum, value) => sum + value, 0);
    }
    for (let k = sweep % 2; k + 1 < rungs; k += 2) {
      const [low, high] = [replicas[k] as Replica, replicas[k + 1] as Replica];
      const tilt = ((alphas[k + 1] as number) ** 2 - (alphas[k] as number) ** 2) / 2;
      tried[k] = (tried[k] as number) + 1;
      if (Math.log(uniform()) >= tilt * (1 / lambdaOf(high.sum) - 1 / lambdaOf(low.sum))) continue;
      accepted[k] = (accepted[k] as number) + 1;
      [replicas[k], replicas[k + 1]] = [high, low];
    }
    if (sweep < first) continue;
    const block = Math.floor(((sweep - first) / (sweeps - first)) * blocks);
    counts[block] = (counts[block] as number) + 1;
    const inverse = inverses[block] as Float64Array;
    for (const [k, { sum }] of replicas.entries()) inverse[k] = (inverse[k] as number) + 1 / lambdaOf(sum);
  }
  const energies = inverses.map((inverse, block) => {
    // alpha <alpha / lambda> over log alpha; below the lowest alpha <1 / lambda> is constant.
    const heights = inverse.map((sum, k) => ((alphas[k] as number) ** 2 * sum) / (counts[block] as number));
    const spacing = -Math.log(from) / (rungs - 1);
    const inside = heights.reduce((sum, height, k) => sum + height * (k === 0 || k === rungs - 1 ? 0.5 : 1), 0);
    return (heights[0] as number) / 2 + spacing * inside - Math.log(atZero.inverseRoot);
  });
  const mean = energies.reduce((sum, energy) => sum + energy, 0) / blocks;
  const variance = energies.reduce((sum, energy) => sum + (energy - mean) ** 2, 0) / (blocks - 1);
  const rates = accepted.map((count, k) => count / (tried[k] || 1)).subarray(0, rungs - 1);
  return { energy: mean, error: Math.sqrt(variance / blocks), exchanged: Math.min(...rates) };
}

/** log of the prior density of an overlap and the logarithm of a length, both in units of 1/sqrt(d). */
const logPrior = (along: number, across: number, d: number): number =>
  -(along * along) / 2 - Math.exp(2 * across) / 2 + (d - 1) * across;

type Square = (along: number, across: number) => number;

function fromPrior(units: number, d: number, gaussian: () => number, square: Square): Replica {
  const along = Float64Array.from({ length: units }, gaussian);
  const across = along.map(() => {
    let sum = 0;
    for (let k = 1; k < d; k++) sum += gaussian() ** 2;
    return Math.log(sum) / 2;
  });
  const squares = along.map((m, unit) => square(m, across[unit] as number));
  return { along, across, squares, sum: squares.reduce((sum, value) => sum + value, 0) };
}

/** Under the prior: <lambda^(-1/2)>, which is p(A = 0) sqrt(2 pi), and its inverse, the typical deviation of A. */
function inverseRootAtPrior(
  units: number,
  d: number,
  gaussian: () => number,
  square: Square,
  chi: number,
): { inverseRoot: number; deviation: number } {
  const draws = 4000;
  let sum = 0;
  for (let draw = 0; draw < draws; draw++) sum += Math.sqrt((chi * units) / fromPrior(units, d, gaussian, square).sum);
  return { inverseRoot: sum / draws, deviation: draws / sum };
}
