import { hermite } from '../../network/hermite.js';
import { gaussianSource } from '../../network/random.js';
import { drawForm, drawInputs, drawLayer, type DrawnLayer, type DrawnTarget } from './draw.js';
import type { LayerState } from './layer.js';
import type { Stack } from './stack.js';

/** lambda_y of a network with drawn weights, over drawn inputs. */
export interface SampledLambda {
  /** Squares of <phi_i, y> are products of the means over two independent halves of the inputs. */
  readonly lambda: number;
  /** One standard error from the finite numbers of inputs and of drawn units. */
  readonly error: number;
  /** By how much the squares of the noisy means over all inputs would be too large, relative to lambda. */
  readonly bias: number;
}

/** Units of the last layer that do not stand out: so many are drawn for all of them. */
const othersDrawn = 64;

/** What an entry of the inputs' identity matrix counts as: it takes room rather than time. */
const ofIdentity = 32;

/** Multiplications and additions of a draw with so many inputs; infinitely many where tied weights are not drawn. */
export function drawingWork({ dimension, layers, form }: Stack, inputs: number): number {
  if (layers.some(({ times }) => times > 1)) return Infinity;
  const widths = layers.map(({ width, residual }, index) =>
    index === layers.length - 1 && !residual ? Math.min(width, 2 * othersDrawn) : width,
  );
  const seen = form ? form.layer.width : dimension;
  const matrices = widths.map((width, index) => width * (widths[index - 1] ?? seen));
  if (form) matrices.push(form.layer.width * dimension);
  // Beside the values: how they follow each input, from a matrix of all of them on.
  return matrices.reduce((sum, size) => sum + 2 * size * (inputs + dimension), ofIdentity * dimension ** 2);
}

/**
 * Draws a network in the given states and inputs, and measures lambda_y: what the conditional averages of `throughLayer` are held against.
 * Sizes are rounded to whole numbers.
 * @param inputs in each half.
 */
export function sampledLambda(
  stack: Stack,
  states: readonly LayerState[],
  inputs: number,
  seed: number,
): SampledLambda {
  const source = gaussianSource(seed);
  const { layer: first, y } = stack.form
    ? drawForm({ ...stack, form: stack.form }, inputs, source)
    : alongDirections(stack, drawInputs(stack, inputs, source));
  let here: DrawnLayer = first;
  for (const [index, layer] of stack.layers.entries()) {
    const state = states[index];
    if (!state) throw new RangeError('each layer needs a state');
    const all = Math.max(Math.round(layer.width) - stack.directions * state.units, 0);
    const isLast = index === stack.layers.length - 1;
    here = drawLayer(layer, state, here, isLast && !layer.residual ? Math.min(all, othersDrawn) : all, source);
  }
  const last = stack.layers.at(-1);
  const width = Math.round(last?.width ?? stack.form?.layer.width ?? stack.dimension);
  const turned = stack.directions * (states.at(-1)?.units ?? 0);
  const share = here.units > turned ? (width - turned) / (here.units - turned) : 0;
  let [squares, variance, bias] = [0, 0, 0];
  const kinds: [number[], number[]] = [[], []];
  for (let unit = 0; unit < here.units; unit++) {
    const count = unit < turned ? 1 : share;
    const [one, two] = [0, 1].map((half) => {
      const values = here.values.subarray((2 * unit + half) * inputs, (2 * unit + half + 1) * inputs);
      return moments(values, y.subarray(half * inputs, (half + 1) * inputs));
    }) as [Moments, Moments];
    squares += count * one.mean * two.mean;
    kinds[unit < turned ? 0 : 1].push(one.mean * two.mean);
    bias += (count * (one.variance + two.variance)) / 4;
    variance +=
      count ** 2 * (one.mean ** 2 * two.variance + two.mean ** 2 * one.variance + one.variance * two.variance);
  }
  variance += spreadOf(kinds[0]) + share ** 2 * spreadOf(kinds[1]);
  const scale = 1 / (width * stack.readout);
  return { lambda: scale * squares, error: scale * Math.sqrt(variance), bias: bias / squares };
}

/** Inputs, and the target as a function of the first axis. */
function alongDirections({ degree, variances }: Stack, layer: DrawnLayer): DrawnTarget {
  const deviation = Math.sqrt(variances.along);
  const inputs = layer.values.subarray(0, layer.values.length / layer.units);
  return { layer, y: inputs.map((t) => hermite(degree, t / deviation)) };
}

/** The sum of squared deviations from the mean. */
function spreadOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / (values.length || 1);
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}

interface Moments {
  readonly mean: number;
  /** Of the mean. */
  readonly variance: number;
}

function moments(values: Float64Array, y: Float64Array): Moments {
  let [sum, squares] = [0, 0];
  for (let x = 0; x < values.length; x++) {
    const product = (values[x] as number) * (y[x] as number);
    sum += product;
    squares += product * product;
  }
  const mean = sum / values.length;
  return { mean, variance: Math.max(squares / values.length - mean * mean, 0) / values.length };
}
