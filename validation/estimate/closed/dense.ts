import { activations } from '../../../theory/activations/index.js';
import { inputVariances } from '../../network/input.js';
import { plannedUnits, readoutDivisor } from '../../network/units.js';
import type { PlannedPoint } from '../../plan.js';
import { componentsOf } from '../../rate/components/model.js';
import { smoothed } from '../../rate/layers/smoothing.js';
import { coefficientOf } from '../../rate/overlap.js';
import type { GaussianNodes } from '../../rate/quadrature.js';
import { stretch } from '../../rate/shared-terms.js';
import type { Population, UnitGroup } from './population.js';

/** One layer of units on raw data, at given sizes; sizes may be fractions. */
export interface DenseProblem {
  /** d, or the patches' size. */
  readonly dimension: number;
  /** N, or C; of a mixture of experts that of all together. */
  readonly width: number;
  /** Of the weights under the prior, in units of 1/d. */
  readonly variance: number;
  /** The variances of the data along each of the target's directions, and in every direction across. */
  readonly along: number;
  readonly across: number;
  /** How many directions have a component of their own, and how often all of that is there: k of a teacher. */
  readonly axes: number;
  readonly directions: number;
  /** The functions along the target's directions by their degrees along each, the constant first; those that no unit holds are left out. */
  readonly functions: readonly (readonly number[])[];
  /** What a unit holds of the constant, over what it would hold of it on one patch. */
  readonly ofConstant: number;
  /** The degrees that units hold, up to the highest that is told apart, from the constant on. */
  readonly degrees: readonly HeldDegree[];
  /** E phi^2 by q^2. */
  readonly square: (variance: number) => number;
  /** Whether phi(-z) is phi(z) or -phi(z). */
  readonly symmetric: boolean;
  readonly isBounded: boolean;
  /** At least so many units stand out: one for each expert that sees other inputs. */
  readonly fewest: number;
  readonly population: Pick<Population, 'classes' | 'divisor' | 'target' | 'repeats' | 'beside'>;
}

/** A degree that units hold. */
export interface HeldDegree {
  readonly degree: number;
  /** c_n(q) by ln q. */
  readonly held: (logQ: number) => number;
  /** sqrt(n!/prod n_j!) for each of its functions: He_n of a direction is the sum of the products of total degree n with these coefficients. */
  readonly factors: Float64Array;
}

/** Some units with weights from one Gaussian, of either sign. Variances are in units of the prior's, leanings in those of weights of variance 1/d. */
export interface GroupState {
  readonly count: number;
  /** The mean along each of the target's directions. */
  readonly lean: readonly number[];
  /** D: the variance along them. */
  readonly gain: number;
  readonly across: number;
  /** The variance of their mean across times their number: what they have across together. The prior's is 1, as that of each of them. */
  readonly together: number;
  /** What their means over the posterior of one data set add to both variances: what they learn of its noise. */
  readonly shift: { readonly across: number; readonly together: number };
  /** Whether half of them lean the other way. */
  readonly bothSigns: boolean;
  /** Whether each of them leans along one of a teacher's directions only; else all lean along all. */
  readonly dedicated: boolean;
}

/** Degrees up to here are told apart. */
const highest = 7;

/**
 * The problem of one layer of units on raw data.
 * @returns undefined for any other network or target.
 */
export function denseProblem({ network, target }: Pick<PlannedPoint, 'network' | 'target'>): DenseProblem | undefined {
  const { input, layers, output } = network;
  const [layer, ...deeper] = layers;
  if (!layer || deeper.length > 0 || layer.residual || input.kind === 'tokens') return undefined;
  if (layer.kind !== (input.kind === 'patches' ? 'conv' : 'dense')) return undefined;
  if (target.kind !== 'hermite' && target.kind !== 'mixture') return undefined;
  const components = componentsOf(target);
  const axes = components[0]?.degrees.length ?? 0;
  if (axes === 0 || axes > 2) return undefined;
  const directions = target.kind === 'hermite' ? target.directions : 1;
  const { units: width, spread } = plannedUnits(layer);
  const dimension = input.kind === 'patches' ? input.size : input.dimension;
  const patches = input.kind === 'patches' ? input.count : 1;
  const activation = layer.activation ?? '';
  const top = Math.max(highest - 2 * (axes - 1), ...components.map(({ degrees }) => sum(degrees)));
  const degrees: HeldDegree[] = [];
  for (let degree = 0; degree <= top; degree++) {
    const held = tableOf(activation, degree);
    // The constant comes first whether units hold it or not.
    if (degree > 0 && [-1, 0, 1].every((logQ) => Math.abs(held(logQ)) < 1e-9)) continue;
    degrees.push({ degree, held, factors: Float64Array.from(withTotal(degree, axes), factorOf) });
  }
  const functions = degrees.flatMap(({ degree }) => withTotal(degree, axes));
  const norm = Math.sqrt(components.reduce((total, { coefficient }) => total + coefficient ** 2, 0));
  const wanted = Float64Array.from(functions, (each) => {
    const found = components.find((one) => one.degrees.join() === each.join());
    return (found?.coefficient ?? 0) / norm;
  });
  // A component that no unit holds is never learned.
  if (Math.abs(wanted.reduce((total, value) => total + value * value, 0) - 1) > 1e-9) return undefined;
  const flattened = input.kind === 'patches' && output.kind === 'flatten';
  const { square } = smoothed(activation);
  const isHeld = ({ held }: HeldDegree): boolean => Math.abs(held(0)) > 1e-9;
  const parities = new Set(degrees.filter(isHeld).map(({ degree }) => degree % 2));
  return {
    dimension,
    width,
    variance: layer.sizes['variance'] ?? 1,
    ...inputVariances(input, axes * directions),
    axes,
    directions,
    functions,
    ofConstant: Math.sqrt(patches),
    degrees,
    square: (variance) => square(0, variance),
    symmetric: parities.size === 1,
    isBounded: activations.get(activation)?.isBounded ?? false,
    fewest: spread,
    population: {
      classes: [
        ...degrees.filter(({ degree }) => degree > 0).map(({ degree }) => functionsOf(dimension, degree, axes)),
        Infinity,
      ],
      divisor:
        width *
        spread *
        readoutDivisor(output, width) *
        (input.kind === 'patches' && output.kind !== 'sum' ? patches : 1),
      target: wanted,
      repeats: flattened ? patches : 1,
      beside: directions - 1 + (flattened ? patches - 1 : 0),
    },
  };
}

const tables = new Map<string, (logQ: number) => number>();

/** c_n of an activation; tables are filled as they are used, and kept. */
function tableOf(activation: string, degree: number): (logQ: number) => number {
  const name = `${activation} ${degree}`;
  const table = tables.get(name) ?? coefficientOf(activation, degree);
  tables.set(name, table);
  return table;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** All degrees along some directions with a total. */
function withTotal(total: number, axes: number): number[][] {
  if (axes === 1) return [[total]];
  return Array.from({ length: total + 1 }, (_, first) =>
    withTotal(total - first, axes - 1).map((rest) => [first, ...rest]),
  ).flat();
}

/** sqrt(n!/prod n_j!) */
function factorOf(degrees: readonly number[]): number {
  let [value, total] = [1, 0];
  for (const degree of degrees) {
    for (let k = 1; k <= degree; k++) value *= ++total / k;
  }
  return Math.sqrt(value);
}

/** The number of polynomials of one degree in d variables, less those of the target's directions alone. */
function functionsOf(dimension: number, degree: number, axes: number): number {
  let [all, along] = [1, 1];
  for (let power = 1; power <= degree; power++) {
    all *= (dimension + power - 1) / power;
    along *= (axes + power - 1) / power;
  }
  return Math.max(all - along, 1);
}

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
