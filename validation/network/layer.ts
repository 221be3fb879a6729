import type { OnCore } from '../core/pass.js';
import type { SizeName } from '../../theory/kinds/sizes.js';
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
 * used.
 */
export interface NumericLayer {
  readonly input: Shape;
  readonly output: Shape;
  /** The number of parameters. */
  readonly parameters: number;
  /** What an informed start moves; absent where there is nothing to move. */
  readonly units?: MovableUnits;
  /** Memory for passes over a batch of this many inputs. */
  on(samples: number): LayerPass;
  /** The same in the numerical core; undefined where the core does not know the layer, and networks with it are computed here. */
  readonly onCore?: OnCore | undefined;
}

/** The units of a layer, or the heads of attention, with weights of their own on what comes in (training/sample/starts.ts). */
export interface MovableUnits {
  readonly count: number;
  /** True for heads, whose scores compare tokens along a direction. */
  readonly isScored?: true;
  /** Where one that is specialised starts. */
  readonly specialised: SpecialisedStart;
  /**
   * The lean, in deviations of the prior, at which the pre-activation, or the score of two tokens, is 1 where those of what comes in are.
   * @param spread the deviation of what comes in along the direction.
   */
  unitLean(spread: number): number;
  /**
   * Multiplies the weights of one by `keep`, and adds a lean along a direction.
   * @param parameters of the layer.
   * @param direction of unit length, [features].
   * @param lean in deviations of the prior.
   */
  move(parameters: Float64Array, unit: number, direction: Float64Array, lean: number, keep: number): void;
}

/** A specialised unit: its lean in units of `unitLean`, the factor of its other weights, and how many there are for one M of the heuristic. */
export interface SpecialisedStart {
  readonly along: number;
  readonly across: number;
  readonly unitsOverScale: number;
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

/** Where a layer stands. */
export interface LayerPlace {
  /** True where a later layer attends to every token: attention before it is that of each, else of the query alone. */
  readonly everyToken: boolean;
}

/** A kind of layer in numbers: forward, backward, and what an informed start moves. One file a kind exports one of these. */
export interface NumericKind {
  make(layer: PlannedLayer, input: Shape, place: LayerPlace): NumericLayer;
  /** What chi is in mean-field scaling; absent where a layer hands on as many values as it gets. */
  units?(layer: PlannedLayer): number;
  /** True where an identity around the layer takes what it makes through weights of their own even where both are as wide: values. */
  readonly hasValues?: true;
}

/** A size as an integer, at least 1: relations between sizes can give fractions. */
export const roundToInteger = (size: number): number => Math.max(1, Math.round(size));

/**
 * A size of a layer by its argument name, as an integer.
 * @throws RangeError when the layer lacks it.
 */
export function integerSize(layer: PlannedLayer, name: SizeName): number {
  const size = layer.sizes[name];
  if (size === undefined) throw new RangeError(`layer ${layer.name} has no ${name}`);
  return roundToInteger(size);
}
