import quantile from '@stdlib/stats-base-dists-normal-quantile';
import type { GaussianSource } from '../../network/random.js';
import { fillGaussian } from '../../network/random.js';
import { formValues, profileOfForm } from '../../network/form.js';
import { addProductOfRows, transpose } from '../../network/matrix.js';
import type { LayerState } from './layer.js';
import type { FormLayer, UnitLayer, Stack } from './stack.js';
import { outsideOf } from './projection.js';

/** The units of a layer with drawn weights, on drawn inputs. */
export interface DrawnLayer {
  /** [units][inputs] */
  readonly values: Float64Array;
  readonly units: number;
  /** How the values follow the inputs across w* linearly. [units][dimension] */
  readonly linear: Float64Array;
  /** For each direction of the target, the unit vector along its feature in the space of the next layer's weights. */
  readonly directions: readonly Float64Array[];
}

/**
 * The inputs as a layer: a unit for each axis, the target's directions the first ones. Along those, each half of the inputs takes the
 * quantiles of the Gaussian in random order: He_n has heavy tails, which a plain sample catches badly.
 */
export function drawInputs(
  { dimension, directions, variances }: Stack,
  half: number,
  source: GaussianSource,
): DrawnLayer {
  const units = Math.round(dimension);
  const linear = new Float64Array(units * units);
  for (let axis = directions; axis < units; axis++) linear[axis * units + axis] = 1;
  const axisOf = (index: number): Float64Array => Float64Array.from({ length: units }, (_, i) => Number(i === index));
  const values = fillGaussian(new Float64Array(2 * units * half), source);
  const quantiles = Float64Array.from({ length: half }, (_, index) => quantile((index + 0.5) / half, 0, 1));
  for (let start = 0; start < 2 * directions * half; start += half) {
    // The order of Gaussian numbers is a random one.
    const order = [...values.subarray(start, start + half).entries()].sort(([, a], [, b]) => a - b);
    for (const [rank, [index]] of order.entries()) values[start + index] = quantiles[rank] as number;
  }
  const [along, across] = [Math.sqrt(variances.along), Math.sqrt(variances.across)];
  return {
    values: values.map((value, index) => value * (index < 2 * directions * half ? along : across)),
    units,
    linear,
    directions: Array.from({ length: directions }, (_, index) => axisOf(index)),
  };
}

/** The layer whose units the next ones see, and the target at its inputs. */
export interface DrawnTarget {
  readonly layer: DrawnLayer;
  readonly y: Float64Array;
}

/**
 * A layer that makes a form, drawn from the prior, on drawn inputs. The direction is the one along the units' overlaps with the form, which
 * their weights give exactly (form.ts).
 */
export function drawForm(
  stack: Stack & { readonly form: FormLayer },
  half: number,
  source: GaussianSource,
): DrawnTarget {
  const { layer, degree, coefficient } = stack.form;
  const inputs = drawInputs({ ...stack, directions: 0 }, half, source);
  const units = Math.round(layer.width);
  const weights = fillGaussian(new Float64Array(units * inputs.units), source);
  const held = coefficient(degree);
  const overlaps = Float64Array.from({ length: units }, (_, unit) => {
    const row = weights.subarray(unit * inputs.units, (unit + 1) * inputs.units);
    const length = Math.sqrt(dot(row, row));
    const along = formValues(
      degree,
      row.map((w) => w / length),
      inputs.units,
    )[0] as number;
    return held(Math.log(length / Math.sqrt(inputs.units))) * along;
  });
  normaliseFrom(overlaps, 0, 1);
  const profile = profileOfForm({ form: degree, terms: [{ degree: stack.degree, coefficient: 1 }] }, inputs.units);
  const rows = transposed(inputs.values, inputs.units, 2 * half);
  return {
    layer: { ...answers(layer, weights, units, inputs), units, directions: [overlaps] },
    y: formValues(degree, rows, inputs.units).map(profile),
  };
}

/**
 * Draws units of a layer in a state and their values: the M of each direction first, then so many of the others.
 */
export function drawLayer(
  layer: UnitLayer,
  state: LayerState,
  before: DrawnLayer,
  others: number,
  source: GaussianSource,
): DrawnLayer {
  const incoming = layer.normed ? { ...before, values: normedColumns(before) } : before;
  const { units: fanIn, directions } = incoming;
  const turned = directions.length * state.units;
  const units = turned + others;
  const weights = fillGaussian(new Float64Array(units * fanIn), source);
  const features = directions.map(() => new Float64Array(units));
  const [cos, sin] = turned > 0 ? [Math.cos(state.mixing), Math.sin(state.mixing)] : [0, 1];
  for (let unit = 0; unit < units; unit++) {
    const row = weights.subarray(unit * fanIn, (unit + 1) * fanIn);
    const isTurned = unit < turned;
    for (const direction of directions) addScaled(row, direction, -dot(row, direction));
    if (isTurned) scaleAcross(row, incoming, state.turned);
    else if (state.others.linear !== 1) scaleEvenly(row, state.others.linear);
    for (const [index, direction] of directions.entries()) {
      const isOwn = isTurned && Math.floor(unit / state.units) === index;
      const strength = isOwn ? state.strength : isTurned ? source() : state.lean + Math.sqrt(state.gain) * source();
      addScaled(row, direction, strength);
      const feature = features[index] as Float64Array;
      feature[unit] = isOwn ? cos / Math.sqrt(state.units) : isTurned ? 0 : strength;
    }
  }
  for (const feature of features) normaliseFrom(feature, turned, sin);
  const made = answers(layer, weights, units, incoming);
  return layer.residual
    ? besides(incoming, { ...made, units, directions: features }, state)
    : { ...made, units, directions: features };
}

/** The values with those of each input divided by their root mean square. */
function normedColumns({ values, units }: DrawnLayer): Float64Array {
  const inputs = values.length / units;
  const squares = new Float64Array(inputs);
  for (const [index, value] of values.entries()) {
    squares[index % inputs] = (squares[index % inputs] as number) + (value * value) / units;
  }
  return values.map((value, index) => value / Math.sqrt(squares[index % inputs] as number));
}

function answers(
  { activation }: UnitLayer,
  weights: Float64Array,
  units: number,
  { values, units: fanIn, linear }: DrawnLayer,
): Pick<DrawnLayer, 'values' | 'linear'> {
  const [inputs, dimension] = [values.length / fanIn, linear.length / fanIn];
  const scale = 1 / Math.sqrt(fanIn);
  const preActivations = new Float64Array(units * inputs);
  addProductOfRows(
    preActivations,
    weights,
    transposed(values, fanIn, inputs),
    { rows: units, columns: inputs, inner: fanIn },
    scale,
  );
  const follows = new Float64Array(units * dimension);
  addProductOfRows(
    follows,
    weights,
    transposed(linear, fanIn, dimension),
    { rows: units, columns: dimension, inner: fanIn },
    scale,
  );
  for (let unit = 0; unit < units; unit++) {
    const row = preActivations.subarray(unit * inputs, (unit + 1) * inputs);
    let [slope, mean] = [0, 0];
    for (let x = 0; x < inputs; x++) {
      slope += activation.slope(row[x] as number, 0) / inputs;
      mean += (row[x] = activation.value(row[x] as number, 0)) / inputs;
    }
    // The constant in what a unit answers is left out, as in the energy.
    for (let x = 0; x < inputs; x++) row[x] = (row[x] as number) - mean;
    for (let k = unit * dimension; k < (unit + 1) * dimension; k++) follows[k] = slope * (follows[k] as number);
  }
  return { values: preActivations, linear: follows };
}

function besides(incoming: DrawnLayer, made: DrawnLayer, { skipMixing }: LayerState): DrawnLayer {
  const sum = (a: Float64Array, b: Float64Array): Float64Array => a.map((x, i) => x + (b[i] as number));
  return {
    values: sum(incoming.values, made.values),
    units: made.units,
    linear: sum(incoming.linear, made.linear),
    directions: incoming.directions.map((direction, index) =>
      direction.map(
        (x, i) => Math.cos(skipMixing) * x + Math.sin(skipMixing) * (made.directions[index]?.[i] as number),
      ),
    ),
  };
}

/** Scales the part of a weight vector that sees the inputs linearly, and the rest of it, to their deviations. */
function scaleAcross(row: Float64Array, { linear, units }: DrawnLayer, spread: LayerState['turned']): void {
  const outside = outsideOf(row, linear, units);
  const [seeing, rest] = [Math.sqrt(spread.linear), Math.sqrt(spread.rest)];
  for (let k = 0; k < row.length; k++) {
    row[k] = seeing * ((row[k] as number) - (outside[k] as number)) + rest * (outside[k] as number);
  }
}

function scaleEvenly(row: Float64Array, variance: number): void {
  for (let k = 0; k < row.length; k++) row[k] = (row[k] as number) * Math.sqrt(variance);
}

/** Scales the entries from `first` on to the given length. */
function normaliseFrom(vector: Float64Array, first: number, length: number): void {
  const part = vector.subarray(first);
  const scale = length / (Math.sqrt(dot(part, part)) || 1);
  for (let k = 0; k < part.length; k++) part[k] = (part[k] as number) * scale;
}

function transposed(a: Float64Array, rows: number, columns: number): Float64Array {
  const result = new Float64Array(a.length);
  transpose(result, a, rows, columns);
  return result;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += (a[k] as number) * (b[k] as number);
  return sum;
}

function addScaled(a: Float64Array, b: Float64Array, factor: number): void {
  for (let k = 0; k < a.length; k++) a[k] = (a[k] as number) + factor * (b[k] as number);
}
