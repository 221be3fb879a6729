import type { PlannedNetwork } from '../plan.js';

export type PlannedLayer = PlannedNetwork['layers'][number];

/** What a layer takes in or hands on for one input: so many positions (patches, tokens) of so many features, features innermost. */
export interface Shape {
  readonly positions: number;
  readonly features: number;
}

/** The number of values for one input. */
export const valuesIn = ({ positions, features }: Shape): number => positions * features;

/**
 * A layer in numbers. Its parameters have unit variance under the prior; the scale of the weights is applied as they are
 * used. A new kind of layer is a new file that makes one of these, and a line in the index.
 */
export interface NumericLayer {
  readonly input: Shape;
  readonly output: Shape;
  /** The number of parameters. */
  readonly parameters: number;
  /** Memory for passes over a batch of this many inputs. */
  on(samples: number): LayerPass;
}

/** Forward and backward over a batch. All arrays are [samples][positions][features]. */
export interface LayerPass {
  /** What the last `forward` gave; overwritten by the next. */
  readonly output: Float64Array;
  forward(parameters: Float64Array, input: Float64Array): void;
  /**
   * The exact gradient of a function of the output, right after `forward` of the same parameters and input.
   * @param toOutput its derivatives by the output.
   * @param toParameters its derivatives by the parameters are added here.
   * @param toInput overwritten with its derivatives by the input; left out when nobody wants them.
   */
  backward(
    parameters: Float64Array,
    input: Float64Array,
    toOutput: Float64Array,
    toParameters: Float64Array,
    toInput?: Float64Array,
  ): void;
}

/** A size as a whole number, at least 1: relations between sizes can give fractions. */
export const whole = (size: number): number => Math.max(1, Math.round(size));

/**
 * A size of a layer by its argument name, as a whole number.
 * @throws RangeError when the layer lacks it.
 */
export function wholeSize(layer: PlannedLayer, name: string): number {
  const size = layer.sizes[name];
  if (size === undefined) throw new RangeError(`layer ${layer.name} has no ${name}`);
  return whole(size);
}
