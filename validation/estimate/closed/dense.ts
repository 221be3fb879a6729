import type { GaussianNodes } from '../../rate/quadrature.js';
import { stretch } from '../../rate/shared-terms.js';
import type { Population, UnitGroup } from './population.js';
import { sum, type DenseProblem, type GroupState } from './problem.js';

/** Gauss and Hermite's nodes for averages over a standard Gaussian: exact for polynomials of degree 13, and 9. */
const nodesOfOne: GaussianNodes = {
  at: Float64Array.of(
    -3.750439717725742,
    -2.366759410734541,
    -1.154405394739968,
    0,
    1.154405394739968,
    2.366759410734541,
    3.750439717725742,
  ),
  weight: Float64Array.of(
    0.000548268855972219,
    0.030757123967586487,
    0.24012317860501253,
    0.4571428571428576,
    0.24012317860501253,
    0.030757123967586487,
    0.000548268855972219,
  ),
};
const fewerNodes: GaussianNodes = {
  at: Float64Array.of(-2.8569700138728056, -1.355626179974266, 0, 1.355626179974266, 2.8569700138728056),
  weight: Float64Array.of(
    0.011257411327720677,
    0.22207592200561257,
    0.5333333333333335,
    0.22207592200561257,
    0.011257411327720677,
  ),
};

/** A state's price: its relative entropy to the prior, and the population of units that it makes. */
export function denseState(
  problem: DenseProblem,
  states: readonly GroupState[],
): { cost: number; population: Population } {
  const { dimension: d, axes, directions, population } = problem;
  const own = axes * directions;
  let cost = directions * relativeEntropy(problem, states);
  const groups: UnitGroup[] = [];
  for (const state of states) {
    const { count, across, together, shift } = state;
    if (!(count > 0)) continue;
    const kinds = combinations(state, directions);
    cost +=
      ((d - own) *
        ((count - kinds) * (stretch(across) + shift.across) + kinds * (stretch(together) + shift.together))) /
      2;
    groups.push(...signed(problem, state).map((one) => groupOf(problem, one, (kinds * one.count) / count)));
  }
  return { cost, population: { ...population, groups } };
}

/** A group as groups of one sign each: of an odd or an even activation signs make no difference that a readout could not take back. */
function signed({ symmetric }: DenseProblem, state: GroupState): GroupState[] {
  if (symmetric || !state.bothSigns) return [state];
  const half = { ...state, count: state.count / 2 };
  return [half, { ...half, lean: half.lean.map((m) => -m) }];
}

/**
 * An upper bound of the relative entropy of the units' weights along the target's directions to their prior. They are a mixture of the groups, and it counts
 * as a choice which unit is in which group as far as these do not overlap (published: Kolchinsky and Tracey, Entropy 19 (2017) 361, with
 * Bhattacharyya's coefficients). For each direction of a teacher it is another one.
 */
function relativeEntropy(
  { dimension: d, axes, directions, width, symmetric }: DenseProblem,
  states: readonly GroupState[],
): number {
  const parts: Part[] = [];
  const add = (share: number, lean: readonly number[], state: GroupState): void => {
    if (share > 0) parts.push({ share, lean, gain: state.gain, across: meanAcross(state, directions) });
  };
  for (const state of states) {
    const { count, lean, bothSigns, dedicated } = state;
    const isTwo = (symmetric || bothSigns) && lean.some((m) => m !== 0);
    const along = count / width / (dedicated ? directions : 1);
    add(count / width - along, [], state);
    add(isTwo ? along / 2 : along, lean, state);
    if (isTwo)
      add(
        along / 2,
        lean.map((m) => -m),
        state,
      );
  }
  let entropy = 0;
  for (const one of parts) {
    const leaning = d * sum(one.lean.map((m) => m * m));
    let alike = 0;
    for (const other of parts) alike += other.share * Math.exp(-distance(one, other, d, axes * directions));
    entropy += one.share * ((leaning + axes * stretch(one.gain)) / 2 + Math.log(alike));
  }
  return width * entropy;
}

/** The combinations of a group's units that act together: where they lean, one for each direction. */
const combinations = ({ count, lean }: GroupState, directions: number): number =>
  Math.min(lean.some((m) => m !== 0) ? directions : 0, count);

/** The variance of a unit across, on average over all combinations. */
function meanAcross(state: GroupState, directions: number): number {
  const kinds = combinations(state, directions);
  return state.across + (kinds * (state.together - state.across)) / state.count;
}

interface Part extends Pick<GroupState, 'lean' | 'gain' | 'across'> {
  readonly share: number;
}

/** Bhattacharyya's distance of two Gaussians. */
function distance(one: Part, other: Part, d: number, own: number): number {
  const axes = Math.max(one.lean.length, other.lean.length);
  const gain = (one.gain + other.gain) / 2;
  let square = 0;
  for (let axis = 0; axis < axes; axis++) square += ((one.lean[axis] ?? 0) - (other.lean[axis] ?? 0)) ** 2;
  const across = (one.across + other.across) / 2;
  return (
    (d * square) / gain / 8 +
    (axes / 4) * Math.log(gain ** 2 / (one.gain * other.gain)) +
    ((d - own) / 4) * Math.log(across ** 2 / (one.across * other.across))
  );
}

function groupOf(
  problem: DenseProblem,
  { count, lean, gain, across: thermal, together: thermalTogether, shift, dedicated }: GroupState,
  kinds: number,
): UnitGroup {
  const [apart, together] = [thermal + shift.across, thermalTogether + shift.together];
  const { dimension: d, axes, directions, functions, degrees, variance, along: signal } = problem;
  const deviation = Math.sqrt(gain / d);
  const own = axes * directions;
  const across = (apart * (count - kinds) + together * kinds) / count;
  // The other directions of a teacher are across to a unit.
  const crowd = (own - axes) * (gain / d + (dedicated ? 0 : sum(lean.map((m) => m * m)) / axes));
  const beside = variance * ((problem.across * across * (d - own)) / d + signal * crowd);
  const scale = Math.sqrt(variance * signal);
  const one = axes === 1 ? (dedicated ? fewerNodes : nodesOfOne) : fewerNodes;
  const nodes = one.at.length;
  const points = nodes ** axes;
  const size = functions.length;
  const values = new Float64Array(points * size);
  const weights = new Float64Array(points);
  const kindsOfOthers = population(degrees);
  const others = new Float64Array(kindsOfOthers + 1);
  // What is linear in the weights across is as much larger or smaller in the mean of all units as those are.
  const linear = new Float64Array(kindsOfOthers + 1);
  const shares = dedicated ? 1 / Math.sqrt(directions) : 1;
  for (let point = 0; point < points; point++) {
    const [i, j] = [point % nodes, Math.floor(point / nodes)];
    const m = scale * ((lean[0] ?? 0) + deviation * (one.at[i] as number));
    const other = axes === 2 ? scale * ((lean[1] ?? 0) + deviation * (one.at[j] as number)) : 0;
    const weight = (one.weight[i] as number) * (axes === 2 ? (one.weight[j] as number) : 1);
    weights[point] = weight;
    const square = m * m + other * other;
    const q = Math.sqrt(square + beside);
    const logQ = Math.log(q);
    const turned = square / (square + beside);
    let [left, kind, at] = [problem.square(q * q), 0, point * size];
    for (const { degree, held, factors } of degrees) {
      const c = held(logQ);
      left -= c * c;
      if (degree === 0) {
        values[at++] = c * problem.ofConstant;
        continue;
      }
      const unit = c * shares;
      for (let k = 0; k < factors.length; k++) {
        const first = axes === 2 ? k : degree;
        values[at++] = unit * (factors[k] as number) * power(m / q, first) * power(other / q, degree - first);
      }
      const turnedBefore = power(turned, degree - 1);
      others[kind] = (others[kind] as number) + weight * c * c * (1 - turnedBefore * turned);
      linear[kind] = (linear[kind] as number) + weight * c * c * degree * turnedBefore * (1 - turned);
      kind++;
    }
    others[kind] = (others[kind] as number) + weight * Math.max(left, 0);
  }
  if (kinds === 0) return { count, values, weights, others };
  const moved = (variance: number): Float64Array =>
    others.map((value, n) => Math.max(value + (variance / across - 1) * (linear[n] as number), 0));
  return { count, values, weights, others: moved(apart), together: { count: kinds, others: moved(together) } };
}

/** x to a whole power that is not negative. */
function power(x: number, exponent: number): number {
  let value = 1;
  for (let k = 0; k < exponent; k++) value *= x;
  return value;
}

/** How many classes of others there are beside the last. */
const population = (degrees: DenseProblem['degrees']): number => degrees.filter(({ degree }) => degree > 0).length;
