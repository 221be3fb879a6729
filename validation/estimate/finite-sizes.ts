import { activations } from '../../theory/activations/index.js';
import { invertPositive } from '../network/cholesky.js';
import type { PlannedPoint } from '../plan.js';
import { smoothed } from '../rate/layers/smoothing.js';
import { coefficientOf } from '../rate/overlap.js';
import { minimiseSmooth } from '../rate/quasi-newton.js';
import { stretch } from '../rate/shared-terms.js';

/** Two layers on plain data and a target of one odd component, at given sizes. */
export interface OddPoint {
  /** d, and N; may be fractions. */
  readonly dimension: number;
  readonly width: number;
  readonly ridge: number;
  /** n of the target He_n, and the other degrees that are counted as error. */
  readonly degree: number;
  readonly others: readonly number[];
  readonly activation: string;
}

/** True for an activation without even degrees: its units hold few degrees beside the target's. */
function isOdd(name: string | undefined): boolean {
  return activations.get(name ?? '')?.support === 'odd';
}

/** Beyond the fifth, units of unit length hold next to nothing. */
const counted = [1, 3, 5];

/** A planned point in the terms of the estimate; undefined for other networks and targets than it is derived for. */
export function oddPoint(
  { network, target }: Pick<PlannedPoint, 'network' | 'target'>,
  ridge: number,
): OddPoint | undefined {
  const [layer, ...deeper] = network.layers;
  const { input, output } = network;
  if (input.kind !== 'gaussian' || input.signal !== undefined || output.scaling !== 'standard' || output.variance)
    return undefined;
  if (!layer || deeper.length > 0 || layer.kind !== 'dense' || layer.residual || !isOdd(layer.activation))
    return undefined;
  const { width, ...unusual } = layer.sizes;
  if (width === undefined || Object.keys(unusual).length > 0) return undefined;
  const [term, ...terms] = target.kind === 'hermite' && target.directions === 1 ? target.terms : [];
  if (!term || terms.length > 0 || !counted.includes(term.degree)) return undefined;
  const others = counted.filter((degree) => degree !== term.degree);
  const { degree } = term;
  return { dimension: input.dimension, width, ridge, degree, others, activation: layer.activation ?? '' };
}

/**
 * The P at which half of the target is learned, with what units along w* hold of other degrees counted as error (docs/results.md, "Training
 * level"). An estimate: beside measured networks it was off by factors from 0.4 to 1.3, which hardly depend on d.
 *
 * U(w) = cost + y'(Lambda + z)^-1 y / 2 + log det(1 + Lambda/z) / 2 is minimised over some units that stand out and others that lean a little, z = kappa / P, kappa
 * with the variance of all that so few samples do not resolve.
 * Derived, by the steps of the rate level; not part of the heuristic.
 */
export function samplesToHalf(point: OddPoint): number {
  const problem = problemOf(point);
  const scale = problem.noise * point.dimension;
  let [low, high] = [scale, 1e4 * scale];
  while (high / low > 1.01) {
    const middle = Math.sqrt(low * high);
    if (lowestAt(problem, middle).alignment > 1 / 2) high = middle;
    else low = middle;
  }
  return Math.sqrt(low * high);
}

interface Problem extends OddPoint {
  /** c_n of the activation by ln |w|, the target's degree first. */
  readonly held: readonly ((logQ: number) => number)[];
  readonly degrees: readonly number[];
  /** c_1^2 at |w| = 1. */
  readonly linear: number;
  /** kappa and the variance of the degrees from 3 on in all directions. */
  readonly noise: number;
}

function problemOf(point: OddPoint): Problem {
  const degrees = [point.degree, ...point.others];
  const { slope, square } = smoothed(point.activation);
  const linear = slope(0, 1) ** 2;
  return {
    ...point,
    degrees,
    held: degrees.map((degree) => coefficientOf(point.activation, degree)),
    linear,
    noise: point.ridge + square(0, 1) - linear,
  };
}

interface Group {
  readonly units: number;
  /** m = w.w* */
  readonly along: number;
  readonly across: number;
}

interface Learned {
  readonly energy: number;
  readonly alignment: number;
}

/**
 * The other n units cancel He_1 along w*. Their linear functions point anywhere, and what they leave across w* is error, too: their part of Lambda + z
 * is one over the mean of 1/(W'W + z), by Marchenko and Pastur, which for n ~ d is far less than W'W's mean.
 */
function learnedBy(groups: readonly Group[], problem: Problem, samples: number): Learned {
  const { dimension: d, width: N, degrees, held, linear } = problem;
  const [z, size] = [problem.noise / samples, degrees.length];
  const lambda = new Float64Array(size * size);
  const add = (a: number, b: number, value: number): void => {
    lambda[a * size + b] = (lambda[a * size + b] as number) + value;
  };
  let [cost, turned] = [0, 0];
  for (const { units, along, across } of groups) {
    const q = Math.sqrt(along * along + (across * (d - 1)) / d);
    const v = degrees.map((degree, a) => (along / q) ** degree * (held[a]?.(Math.log(q)) ?? 0));
    for (let a = 0; a < size; a++) for (let b = 0; b < size; b++) add(a, b, (units / N) * (v[a] ?? 0) * (v[b] ?? 0));
    cost += units * ((d * along * along) / 2 + ((d - 1) / 2) * stretch(across));
    turned += units;
  }
  const rest = Math.max(N - turned, 1e-3);
  const [ratio, scale] = [d / rest, (linear * rest) / (N * d)];
  const x = z / scale;
  const inverse = (Math.sqrt((1 - ratio + x) ** 2 + 4 * ratio * x) - (1 - ratio + x)) / (2 * ratio * x) / scale;
  add(degrees.indexOf(1), degrees.indexOf(1), 1 / inverse - z);
  for (let a = 0; a < size; a++) add(a, a, z);
  const logDeterminant = invertPositive(lambda, size) - size * Math.log(z);
  const [first = Number.NaN] = lambda;
  return { energy: cost + first / 2 + logDeterminant / 2, alignment: 1 - z * first };
}

/** The lowest state: a few units that stand out, and others that lean against them. */
function lowestAt(problem: Problem, samples: number): Learned {
  const { width: N } = problem;
  let lowest = learnedBy([], problem, samples);
  for (const units of [1, 2, 3, 4].filter((count) => count < N)) {
    for (const along of [1.3, 1.8]) {
      const groupsAt = (at: ArrayLike<number>): Group[] => [
        { units, along: at[0] ?? 0, across: Math.exp(at[1] ?? 0) },
        { units: (N - units) / (1 + Math.exp(-(at[4] ?? 0))), along: at[2] ?? 0, across: Math.exp(at[3] ?? 0) },
      ];
      const energyAt = (at: ArrayLike<number>): number => {
        const { energy } = learnedBy(groupsAt(at), problem, samples);
        return Number.isFinite(energy) ? energy : Infinity;
      };
      const found = minimiseSmooth(energyAt, [along, -0.7, -0.3, 0, -1]);
      if (found.value < lowest.energy) lowest = learnedBy(groupsAt(found.at), problem, samples);
    }
  }
  return lowest;
}
