import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { hermite } from '../network/hermite.js';
import type { PlannedInput } from '../network/input.js';
import { inputShape, inputVariances } from '../network/input.js';
import { fillGaussian, gaussianSource } from '../network/random.js';
import { keyOf, type Functional, type Line } from './functional.js';

/** Distance of the nodes on a line, and how far they reach. */
const step = 0.875;
const nodes = 15;
/** With more inputs than these through a point, as many points as with so many. */
const mostLines = 16;
/** Functionals known by their values need more inputs. */
const valuesFactor = 6;

/** Inputs of which averages with functionals are taken. */
export interface DrawnGroup {
  readonly count: number;
  /** [inputs][positions][features] */
  readonly inputs: Float64Array;
  /** Of each input the point that its line goes through: inputs of one line are routed alike. */
  readonly bases: Int32Array;
  /** For each functional F weights such that sum_i weight_i f(x_i) estimates <f F>. */
  readonly weights: readonly Float64Array[];
  /** Weights of a plain average. */
  readonly even: Float64Array;
}

/** What inputs are drawn for. */
export interface DrawnData {
  readonly input: PlannedInput;
  /** The first axes, which have the variance of the data's signal. */
  readonly directions: number;
  readonly functionals: readonly Functional[];
}

/**
 * Inputs for averages with functionals: about `count`, and more where more than a line runs through each point.
 *
 * Through each point that is drawn goes each line that a functional needs, with nodes of the trapezoidal rule for the Gaussian measure on it, shifted at
 * random: so all that does not hang on the place along the line, and all of lower degree in it, cancels exactly, and what is left has a noise in
 * proportion to itself (derived; docs/validation.md, "Drawn networks"). Functionals known by values take points, of which what is constant or linear is taken out.
 */
export function drawGroup({ input, directions, functionals }: DrawnData, count: number, seed: number): DrawnGroup {
  const { positions, features } = inputShape(input);
  const size = positions * features;
  const source = gaussianSource(seed);
  const random = xoroshiro128plus(seed + 7);
  const uniform = (): number => uniformFloat64(random);
  const { along, across } = inputVariances(input, directions);
  const scale = Float64Array.from({ length: size }, (_, at) => Math.sqrt(at % features < directions ? along : across));
  const isByValues = functionals.some(({ kind }) => kind === 'values');
  const linesAt = (choice: number): (readonly Line[])[] => linesOf(functionals, choice);
  const { perBase, bases } = layoutOf(functionals, count);
  const total = bases * perBase;
  const inputs = new Float64Array(total * size);
  const ofBase = new Int32Array(total);
  const even = new Float64Array(total);
  const weights = functionals.map(() => new Float64Array(total));
  const z = new Float64Array(size);
  let row = 0;
  for (let base = 0; base < bases; base++) {
    fillGaussian(z, source);
    if (perBase === 1) {
      for (let k = 0; k < size; k++) inputs[row * size + k] = (z[k] as number) * (scale[k] as number);
      even[row] = 1 / total;
      ofBase[row++] = base;
      continue;
    }
    const lines = linesAt((base + uniform()) / bases);
    const parts = new Map(lines.flatMap((ones) => ones.map((line) => [keyOf(line.parts), line.parts] as const)));
    for (const [key, direction] of parts) {
      const own = direction.reduce((sum, [at, part]) => sum + part * (z[at] as number), 0);
      const shift = step * (uniform() - 0.5);
      for (let node = 0; node < nodes; node++) {
        const t = shift + (node - (nodes - 1) / 2) * step;
        const weight = (step * Math.exp((-t * t) / 2)) / Math.sqrt(2 * Math.PI) / bases;
        inputs.set(z, row * size);
        for (const [at, part] of direction)
          inputs[row * size + at] = (inputs[row * size + at] as number) + part * (t - own);
        for (let k = 0; k < size; k++)
          inputs[row * size + k] = (inputs[row * size + k] as number) * (scale[k] as number);
        for (const [index, ones] of lines.entries()) {
          for (const line of ones) {
            if (keyOf(line.parts) !== key) continue;
            const own = weights[index] as Float64Array;
            own[row] = (own[row] as number) + weight * line.coefficient * hermite(line.degree, t);
          }
        }
        even[row] = weight / parts.size;
        ofBase[row++] = base;
      }
    }
  }
  for (const [index, one] of functionals.entries()) {
    if (one.kind === 'values') weights[index]?.set(withoutLinear(one.valuesAt(inputs), inputs, size));
    else if (isByValues) throw new RangeError('lines and values are not drawn together');
  }
  return { count: total, inputs, bases: ofBase, weights, even };
}

/** How many inputs a group of about `count` has in truth. */
export function inputsFor(functionals: readonly Functional[], count: number): number {
  const { perBase, bases } = layoutOf(functionals, count);
  return perBase * bases;
}

function layoutOf(functionals: readonly Functional[], count: number): { perBase: number; bases: number } {
  if (functionals.some(({ kind }) => kind === 'values')) return { perBase: 1, bases: valuesFactor * count };
  const distinct = new Set(linesOf(functionals, 0).flatMap((lines) => lines.map(({ parts }) => keyOf(parts)))).size;
  const perBase = Math.max(distinct * nodes, 1);
  return { perBase, bases: Math.max(Math.round(count / mostLines), Math.round(count / perBase)) };
}

const linesOf = (functionals: readonly Functional[], choice: number): (readonly Line[])[] =>
  functionals.map((one) => (one.kind === 'lines' ? one.linesAt(choice) : []));

/** Values over their number, less what of them is constant or linear over inputs of covariance 1, by least squares in a few rounds. */
function withoutLinear(values: Float64Array, inputs: Float64Array, size: number): Float64Array {
  const count = values.length;
  const rest = values.map((value) => value / count);
  for (let round = 0; round < 12; round++) {
    const mean = rest.reduce((sum, value) => sum + value, 0) / count;
    const slopes = new Float64Array(size);
    for (let row = 0; row < count; row++)
      for (let k = 0; k < size; k++)
        slopes[k] = (slopes[k] as number) + ((rest[row] as number) * (inputs[row * size + k] as number)) / count;
    // The largest eigenvalue of the sample's covariance is (1 + sqrt(size/count))^2 at most.
    const pace = 1 / (1 + size / count);
    for (let row = 0; row < count; row++) {
      let linear = mean;
      for (let k = 0; k < size; k++) linear += pace * (slopes[k] as number) * (inputs[row * size + k] as number);
      rest[row] = (rest[row] as number) - linear;
    }
  }
  return rest;
}
