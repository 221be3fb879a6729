import { invertPositive } from '../network/cholesky.js';
import { dot } from './weights.js';

/** What the readout pays at full alignment, y' Lambda^-1 y / 2 + log det Lambda / 2, and one over y' Lambda^-1 y. */
export interface ReadoutEnergy {
  /** Infinite where Lambda is not seen through its noise: then it is at least as large as that tells. */
  readonly readout: number;
  readonly lambda: number;
}

/**
 * The energy of the readout for given hidden weights (docs/validation.md, "Several components"), from overlaps <Phi_k, y_a> by two independent halves of inputs: products of both have no bias.
 *
 * @param y the components' coefficients.
 * @param overlaps of each half, by component: [features].
 * @param counts how many features each of the drawn ones stands for.
 * @param turned where all features from it on are units alike with Gaussian weights, that Lambda fluctuates with them is kept to second order.
 */
export function readoutEnergy(
  y: Float64Array,
  [one, two]: readonly [readonly Float64Array[], readonly Float64Array[]],
  counts: Float64Array,
  turned: number | undefined,
): ReadoutEnergy {
  const size = y.length;
  const inverse = new Float64Array(size * size);
  for (let a = 0; a < size; a++) {
    for (let b = 0; b <= a; b++) {
      const [oneA, oneB, twoA, twoB] = [one[a], one[b], two[a], two[b]] as [
        Float64Array,
        Float64Array,
        Float64Array,
        Float64Array,
      ];
      inverse[a * size + b] = (weighted(oneA, twoB, counts) + weighted(oneB, twoA, counts)) / 2;
    }
  }
  for (let a = 0; a < size; a++) {
    if (
      !((inverse[a * size + a] as number) > resolved * noiseOf(one[a] as Float64Array, two[a] as Float64Array, counts))
    )
      return { readout: Infinity, lambda: 0 };
  }
  const logDeterminant = invertPositive(inverse, size);
  if (!Number.isFinite(logDeterminant)) return { readout: Infinity, lambda: 0 };
  const solved = times(inverse, y);
  const squared = dot(y, solved);
  if (!(squared > 0)) return { readout: Infinity, lambda: 0 };
  const fluctuation =
    turned === undefined ? 0 : fluctuationOf({ inverse, solved, one, two }, counts.subarray(turned), turned);
  return { readout: (squared + fluctuation) / 2 + logDeterminant / 2, lambda: 1 / squared };
}

/** How many standard errors of its noise lambda of a component must have: below, its inverse is that of noise. */
const resolved = 3;

/** The standard error of sum of c one two that comes from the noise of both, whose variance their difference tells. */
function noiseOf(one: Float64Array, two: Float64Array, counts: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < one.length; k++)
    sum += ((counts[k] as number) * (((one[k] as number) - (two[k] as number)) ** 2 / 2)) ** 2;
  return Math.sqrt(sum);
}

interface Solution {
  readonly inverse: Float64Array;
  readonly solved: Float64Array;
  readonly one: readonly Float64Array[];
  readonly two: readonly Float64Array[];
}

/** <delta Lambda^-1 delta> between the solution and itself, delta the deviation of Lambda by the weights of units that are alike. */
function fluctuationOf({ inverse, solved, one, two }: Solution, counts: Float64Array, from: number): number {
  const size = solved.length;
  const [mean, delta] = [new Float64Array(size), new Float64Array(size)];
  let [rest, square] = [0, 0];
  for (const [index, count] of counts.entries()) {
    const unit = from + index;
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

function weighted(a: Float64Array, b: Float64Array, counts: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += (counts[k] as number) * (a[k] as number) * (b[k] as number);
  return sum;
}

function times(matrix: Float64Array, vector: Float64Array): Float64Array {
  const size = vector.length;
  return vector.map((_, row) => dot(matrix.subarray(row * size, (row + 1) * size), vector));
}
