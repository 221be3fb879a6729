import { activations } from '../../../theory/activations/index.js';
import { inputVariances } from '../../network/input.js';
import { plannedUnits, readoutDivisor } from '../../network/units.js';
import type { PlannedPoint } from '../../plan.js';
import { componentsOf } from '../../rate/components/model.js';
import { smoothed } from '../../rate/layers/smoothing.js';
import { coefficientOf } from '../../rate/overlap.js';
import type { Population } from './population.js';

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
  /** The degrees that units hold, from the constant up to the highest that is computed separately. */
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

/** The sum of some numbers. */
export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

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
