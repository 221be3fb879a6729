import { invertPositive } from '../../network/cholesky.js';
import { gaussianNodes } from '../quadrature.js';
import { stretch } from '../shared-terms.js';

/** A component of the target: a product of Hermite polynomials, one along each of a few orthogonal directions, of unit norm. */
export interface PlannedComponent {
  /** Its degree along each direction. */
  readonly degrees: readonly number[];
  /** Its coefficient in the target; the squares of all add up to 1. */
  readonly coefficient: number;
  /** c_n(q) of the layer's activation, n the sum of the degrees, by ln q. */
  readonly held: (logQ: number) => number;
}

/** One dense layer and a target of several components, at given sizes. */
export interface ComponentsProblem {
  readonly components: readonly PlannedComponent[];
  /** d */
  readonly dimension: number;
  /** N; may be a fraction. */
  readonly width: number;
  /** 1 in standard scaling, N in mean-field scaling. */
  readonly chi: number;
  /** Of the weights under the prior, in units of 1/d. */
  readonly variance: number;
}

/** Some units that do the same. Weights and variances are in units of the prior's, m_j in those of weights of variance 1/d. */
export interface UnitGroup {
  /** How many. */
  readonly units: number;
  /** m_j = w.w_j along each of the target's directions. */
  readonly along: readonly number[];
  /** Variance of their weights across all of these. */
  readonly across: number;
}

/** What the hidden weights do: a few groups of units stand out, the rest are Gaussian. */
export interface ComponentsState {
  readonly groups: readonly UnitGroup[];
  /** D: variance of the rest's overlaps with each direction. */
  readonly gain: number;
  readonly restAcross: number;
}

/** U of a state and its parts. */
export interface ComponentsEnergy {
  readonly energy: number;
  readonly cost: number;
  /** One over y' Lambda^-1 y: what lambda is for one component. */
  readonly lambda: number;
}

const nodes = gaussianNodes(0.75, 5.25);
/**
 * U at full alignment with every component at once (docs/validation.md, "Several components").
 *
 * For given hidden weights the overlaps <f, y_a> are jointly Gaussian of covariance Lambda = (1/(N chi)) sum of v v', v_a = <phi, y_a> of a unit,
 * so that U = cost + y' Lambda^-1 y / 2 + log det Lambda / 2. That Lambda fluctuates with the rest's weights is kept to second order.
 */
export function componentsEnergy(problem: ComponentsProblem, state: ComponentsState): ComponentsEnergy {
  const { components, dimension: d, width: N, chi } = problem;
  const size = components.length;
  const axes = components[0]?.degrees.length ?? 0;
  const share = 1 / (N * chi);
  const covariance = new Float64Array(size * size);
  const add = (v: Float64Array, weight: number): void => {
    for (let a = 0; a < size; a++) {
      for (let b = 0; b <= a; b++) {
        covariance[a * size + b] = (covariance[a * size + b] as number) + weight * (v[a] as number) * (v[b] as number);
      }
    }
  };
  let [cost, turned] = [0, 0];
  for (const { units, along, across } of state.groups) {
    const square = along.reduce((sum, m) => sum + m * m, 0);
    cost += units * ((d * square) / 2 + ((d - axes) / 2) * stretch(across));
    add(heldBy(problem, along, (across * (d - axes)) / d), units * share);
    turned += units;
  }
  const rest = Math.max(N - turned, 0);
  cost += rest * ((axes * stretch(state.gain)) / 2 + ((d - axes) / 2) * stretch(state.restAcross));
  const sampled = rest > 0 ? gaussianUnits(problem, state, axes) : [];
  for (const { v, weight } of sampled) add(v, rest * share * weight);
  const logDeterminant = invertPositive(covariance, size);
  const solved = times(
    covariance,
    Float64Array.from(components, ({ coefficient }) => coefficient),
  );
  const squared = components.reduce((sum, { coefficient }, a) => sum + coefficient * (solved[a] as number), 0);
  // <delta Lambda^-1 delta> between the solution and itself, delta = Lambda's deviation from its mean.
  let fluctuation = 0;
  const mean = new Float64Array(size);
  for (const { v, weight } of sampled) {
    const along = dot(solved, v);
    fluctuation += weight * along ** 2 * dot(v, times(covariance, v));
    for (let a = 0; a < size; a++) mean[a] = (mean[a] as number) + weight * along * (v[a] as number);
  }
  fluctuation = rest * share ** 2 * Math.max(fluctuation - dot(mean, times(covariance, mean)), 0);
  const energy = cost + (squared + fluctuation) / 2 + logDeterminant / 2;
  return { energy: squared > 0 && Number.isFinite(energy) ? energy : Infinity, cost, lambda: 1 / squared };
}

/**
 * <phi, y_a> of a unit for each component: with q = |w|, u = m/q and n the sum of the degrees, c_n(q) sqrt(n! / prod of n_j!) prod of u_j^n_j, as He_n of a
 * direction u is the sum of all products of total degree n with these coefficients.
 */
export function heldBy(
  { components, variance }: ComponentsProblem,
  along: readonly number[],
  across: number,
): Float64Array {
  const square = along.reduce((sum, m) => sum + m * m, across);
  const logQ = Math.log(variance * square) / 2;
  const q = Math.sqrt(square);
  return Float64Array.from(components, ({ degrees, held }) => {
    let [value, total] = [1, 0];
    for (const [axis, degree] of degrees.entries()) {
      for (let power = 1; power <= degree; power++) {
        total++;
        value *= (Math.sqrt(total / power) * (along[axis] ?? 0)) / q;
      }
    }
    return value * held(logQ);
  });
}

/** What the rest's units hold, on a grid of their overlaps with the directions. */
function gaussianUnits(
  problem: ComponentsProblem,
  { gain, restAcross }: ComponentsState,
  axes: number,
): { readonly v: Float64Array; readonly weight: number }[] {
  const { dimension: d } = problem;
  const across = (restAcross * (d - axes)) / d;
  const deviation = Math.sqrt(gain / d);
  const points = Array.from({ length: axes }).reduce<{ along: number[]; weight: number }[]>(
    (before) =>
      before.flatMap(({ along, weight }) =>
        Array.from(nodes.at, (g, index) => ({
          along: [...along, deviation * g],
          weight: weight * (nodes.weight[index] as number),
        })),
      ),
    [{ along: [], weight: 1 }],
  );
  return points.map(({ along, weight }) => ({ v: heldBy(problem, along, across), weight }));
}

function times(matrix: Float64Array, vector: Float64Array): Float64Array {
  const size = vector.length;
  return vector.map((_, row) => dot(matrix.subarray(row * size, (row + 1) * size), vector));
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += (a[k] as number) * (b[k] as number);
  return sum;
}
