import { invertPositive } from '../network/cholesky.js';
import { dot } from './weights.js';

/** What the readout pays at full alignment, y' Lambda^-1 y / 2 + log det Lambda / 2, and one over y' Lambda^-1 y. */
export interface ReadoutEnergy {
  /** Infinite where Lambda is not seen through its noise: then it is at least as large as that tells. */
  readonly readout: number;
  readonly lambda: number;
}

/** What the units of one drawn network hold of the components. */
export interface DrawnOverlaps {
  /** <Phi_k, y_a> by two independent halves of inputs: of each half, by component, [features]. */
  readonly halves: readonly [readonly Float64Array[], readonly Float64Array[]];
  /** How many features each of the drawn ones stands for. */
  readonly counts: Float64Array;
  /** Where all features from it on are units alike with Gaussian weights, that Lambda fluctuates with them is kept to second order. */
  readonly turned: number | undefined;
}

/**
 * The energy of the readout for given hidden weights (docs/validation.md, "Several components"), from overlaps by two independent halves of inputs: products of both have no bias.
 *
 * @param y the components' coefficients.
 * @param draws of several networks in one state Lambda is the mean, and that it fluctuates between them is kept to second order.
 */
export function readoutEnergy(y: Float64Array, draws: readonly DrawnOverlaps[]): ReadoutEnergy {
  const size = y.length;
  const lambdas = draws.map((draw) => lambdaOf(draw, size));
  const mean = new Float64Array(size * size);
  for (const lambda of lambdas)
    for (let k = 0; k < mean.length; k++) mean[k] = (mean[k] as number) + (lambda[k] as number) / draws.length;
  for (let a = 0; a < size; a++) {
    const noise = Math.hypot(...draws.map(({ halves: [one, two], counts }) => noiseOf(one[a], two[a], counts)));
    if (!((mean[a * size + a] as number) > (resolved * noise) / draws.length)) return { readout: Infinity, lambda: 0 };
  }
  const inverse = mean.slice();
  const logDeterminant = invertPositive(inverse, size);
  if (!Number.isFinite(logDeterminant)) return { readout: Infinity, lambda: 0 };
  const solved = times(inverse, y);
  const squared = dot(y, solved);
  if (!(squared > 0)) return { readout: Infinity, lambda: 0 };
  let fluctuation = 0;
  for (const draw of draws) fluctuation += fluctuationOf(draw, { inverse, solved }) / draws.length;
  for (const lambda of draws.length > 1 ? lambdas : []) {
    const moved = times(
      lambda.map((value, k) => value - (mean[k] as number)),
      solved,
    );
    fluctuation += dot(moved, times(inverse, moved)) / (draws.length - 1);
  }
  return { readout: (squared + fluctuation) / 2 + logDeterminant / 2, lambda: 1 / squared };
}

/** How many standard errors of its noise lambda of a component must have: below, its inverse is that of noise. */
const resolved = 3;

/** Lambda of one network, [components][components]. */
function lambdaOf({ halves: [one, two], counts }: DrawnOverlaps, size: number): Float64Array {
  const lambda = new Float64Array(size * size);
  for (let a = 0; a < size; a++) {
    for (let b = 0; b <= a; b++) {
      const value = (weighted(one[a], two[b], counts) + weighted(one[b], two[a], counts)) / 2;
      lambda[a * size + b] = lambda[b * size + a] = value;
    }
  }
  return lambda;
}

/** The standard error of sum of c one two that comes from the noise of both, whose variance their difference tells. */
function noiseOf(one: Float64Array | undefined, two: Float64Array | undefined, counts: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < counts.length; k++)
    sum += ((counts[k] as number) * (((one?.[k] as number) - (two?.[k] as number)) ** 2 / 2)) ** 2;
  return Math.sqrt(sum);
}

/** Lambda^-1, and what it makes of y. */
interface Solution {
  readonly inverse: Float64Array;
  readonly solved: Float64Array;
}

/** <delta Lambda^-1 delta> between the solution and itself, delta the deviation of Lambda by the weights of units that are alike. */
function fluctuationOf(
  { halves: [one, two], counts: all, turned }: DrawnOverlaps,
  { inverse, solved }: Solution,
): number {
  if (turned === undefined) return 0;
  const counts = all.subarray(turned);
  const size = solved.length;
  const [mean, delta] = [new Float64Array(size), new Float64Array(size)];
  let [rest, square] = [0, 0];
  for (const [index, count] of counts.entries()) {
    const unit = turned + index;
    let [alongOne, alongTwo] = [0, 0];
    for (let a = 0; a < size; a++) {
      alongOne += (solved[a] as number) * (one[a]?.[unit] as number);
      alongTwo += (solved[a] as number) * (two[a]?.[unit] as number);
    }
    for (let a = 0; a < size; a++)
      delta[a] = ((one[a]?.[unit] as number) * alongTwo + (two[a]?.[unit] as number) * alongOne) / 2;
    square += count * dot(delta, times(inverse, delta));
    for (let a = 0; a < size; a++) mean[a] = (mean[a] as number) + count * (delta[a] as number);
    rest += count;
  }
  return rest > 0 ? Math.max(square - dot(mean, times(inverse, mean)) / rest, 0) : 0;
}

function weighted(a: Float64Array | undefined, b: Float64Array | undefined, counts: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < counts.length; k++) sum += (counts[k] as number) * (a?.[k] as number) * (b?.[k] as number);
  return sum;
}

function times(matrix: Float64Array, vector: Float64Array): Float64Array {
  const size = vector.length;
  return vector.map((_, row) => dot(matrix.subarray(row * size, (row + 1) * size), vector));
}
