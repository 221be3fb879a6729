import type { ActivationFunction, UnitFunction } from './activations.js';
import { unitFunction } from './activations.js';
import { routed } from './experts.js';
import type { LayerPass, NumericKind, NumericLayer, PlannedLayer, Shape, SpecialisedStart } from './layer.js';
import { integerSize, roundToInteger } from './layer.js';
import { unitsOnCore } from '../core/units.js';
import { addProductOfRows, transpose } from './matrix.js';
import { plannedUnits } from './units.js';

/**
 * A fully connected layer, phi(sqrt(v / fan-in) W x), v the variance of its weights; on tokens the same at every position. W is [units][features], of a mixture of experts
 * expert by expert.
 */
function denseLayer(layer: PlannedLayer, input: Shape): NumericLayer {
  const width = integerSize(layer, 'width');
  const activation = unitFunction(layer);
  if (layer.sizes['experts'] === undefined) return unitsOf(input, width, activation);
  const experts = integerSize(layer, 'experts');
  return routed(unitsOf(input, experts * width, activation), experts, roundToInteger(layer.sizes['active'] ?? 1));
}

/** A dense layer, or a mixture of experts. */
export const dense: NumericKind = {
  make: denseLayer,
  units: (layer) => roundToInteger(plannedUnits(layer).units),
};

/** A specialised unit of the rate level's saddle: pre-activations of 1.5 along the feature, other weights half as long, and 2.9 of them for one M (docs/validation.md, "The length of a unit counts"). */
export const specialisedUnit: SpecialisedStart = { along: 1.5, across: 0.5, unitsOverScale: 2.9 };

/** Units that act alike on every position. */
export function unitsOf(input: Shape, units: number, { phi, factor }: UnitFunction): NumericLayer {
  return {
    input,
    output: { positions: input.positions, features: units },
    parameters: units * input.features,
    units: {
      count: units,
      specialised: specialisedUnit,
      unitLean: (spread) => Math.sqrt(input.features) / spread,
      move(parameters, unit, direction, lean, keep) {
        for (let k = 0, at = unit * input.features; k < input.features; k++, at++)
          parameters[at] = keep * (parameters[at] as number) + lean * (direction[k] as number);
      },
    },
    on: (samples) => new UnitsPass(samples * input.positions, input.features, units, factor, phi),
    ...(phi.core !== undefined && {
      onCore: unitsOnCore(phi.core, units, input.features, factor / Math.sqrt(input.features)),
    }),
  };
}

class UnitsPass implements LayerPass {
  readonly output: Float64Array;
  private readonly preActivations: Float64Array;
  private readonly toPreActivations: Float64Array;
  private readonly byColumn: Float64Array;
  private readonly inputByColumn: Float64Array;
  private readonly parametersByColumn: Float64Array;
  private readonly scale: number;

  constructor(
    private readonly rows: number,
    private readonly features: number,
    private readonly units: number,
    factor: number,
    private readonly activation: ActivationFunction,
  ) {
    this.scale = factor / Math.sqrt(features);
    this.output = new Float64Array(rows * units);
    this.preActivations = new Float64Array(rows * units);
    this.toPreActivations = new Float64Array(rows * units);
    this.byColumn = new Float64Array(rows * units);
    this.inputByColumn = new Float64Array(rows * features);
    this.parametersByColumn = new Float64Array(units * features);
  }

  forward(parameters: Float64Array, input: Float64Array): void {
    const { rows, features, units, preActivations, output, activation } = this;
    preActivations.fill(0);
    addProductOfRows(preActivations, input, parameters, { rows, columns: units, inner: features }, this.scale);
    for (let index = 0; index < output.length; index++)
      output[index] = activation.value(preActivations[index] as number);
  }

  backward(
    parameters: Float64Array,
    input: Float64Array,
    toOutput: Float64Array,
    toParameters: Float64Array,
    toInput?: Float64Array,
  ): void {
    const { rows, features, units, preActivations, toPreActivations, activation, scale } = this;
    for (let index = 0; index < toPreActivations.length; index++) {
      toPreActivations[index] = (toOutput[index] as number) * activation.slope(preActivations[index] as number);
    }
    transpose(this.byColumn, toPreActivations, rows, units);
    transpose(this.inputByColumn, input, rows, features);
    addProductOfRows(
      toParameters,
      this.byColumn,
      this.inputByColumn,
      { rows: units, columns: features, inner: rows },
      scale,
    );
    if (!toInput) return;
    toInput.fill(0);
    transpose(this.parametersByColumn, parameters, units, features);
    addProductOfRows(
      toInput,
      toPreActivations,
      this.parametersByColumn,
      { rows, columns: features, inner: units },
      scale,
    );
  }
}
