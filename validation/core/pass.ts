import type { Core } from './core.js';
import { roundUp } from './core.js';

/** Samples of a group, in whose registers they lie side by side. */
export const lanes = 8;

/** Values of a batch in the core's memory: groups of 8 samples and one position each, [features][8] in single precision, one behind the other. */
export interface Groups {
  readonly at: number;
  /** Bytes from one group to the next. */
  readonly stride: number;
  readonly features: number;
  readonly count: number;
}

/** All positions of a batch: groups [samples / 8][positions]. */
export interface Batch extends Groups {
  readonly samples: number;
  readonly positions: number;
}

/** Forward and backward of a layer over a batch in the core's memory. Addresses are of weights in double precision. */
export interface CorePass {
  /** What the last `forward` made. */
  readonly output: Batch;
  /** Derivatives by it, written by whatever comes behind; used up by `backward`. Absent where there is only forward. */
  readonly toOutput?: Batch | undefined;
  forward(weights: number): void;
  /**
   * Right after `forward` of the same weights.
   * @param toWeights the derivatives by the weights are added here.
   * @param toInput overwritten; left out when nobody wants it.
   */
  backward(weights: number, toWeights: number, toInput?: Batch): void;
}

/** Where a layer's pass begins. */
export interface PassSetting {
  readonly core: Core;
  readonly input: Batch;
  /** The same input [samples][positions][features], where it is the same for all weights. */
  readonly constant?: Float64Array | undefined;
  /** False where only `forward` is called. */
  readonly learns: boolean;
}

/** Makes the pass of a layer. */
export type OnCore = (setting: PassSetting) => CorePass;

const rowBytes = 4 * lanes;

/** Rows of a group with those of zeros up to a whole tile. */
export const paddedRows = (features: number): number => roundUp(features, 4);

/**
 * Memory for a batch. Groups are a tile apart: at distances of 4 KB they would take the same place in the cache, and products of heads side by side write a
 * part of a tile too much.
 */
export function batch(core: Core, samples: number, positions: number, features: number): Batch {
  const stride = (paddedRows(features) + 4) * rowBytes;
  const count = Math.ceil(samples / lanes) * positions;
  return { at: core.allocate(count * stride), stride, features, count, samples, positions };
}

/** A batch of such values as another. */
export const batchLike = (core: Core, { samples, positions }: Batch, features: number): Batch =>
  batch(core, samples, positions, features);

/** The bytes of a group's values, those of whole tiles included. */
export const bytesOf = ({ features }: Groups): number => paddedRows(features) * rowBytes;

/** One position of a batch. */
export function positionOf({ at, stride, features, count, positions }: Batch, position: number): Groups {
  return { at: at + position * stride, stride: positions * stride, features, count: count / positions };
}

/** The first positions of a batch, as groups of one or of all of them. */
export function firstPositions(all: Batch, positions: number): Groups[] {
  if (positions === all.positions) return [all];
  return Array.from({ length: positions }, (_, position) => positionOf(all, position));
}

/** Inputs [samples][positions][features] as a batch. */
export function inputBatch(
  core: Core,
  values: Float64Array,
  samples: number,
  { positions, features }: Pick<Batch, 'positions' | 'features'>,
): Batch {
  const made = batch(core, samples, positions, features);
  fillGroups(core, made, (row) => values.subarray(row * features, (row + 1) * features));
  return made;
}

/**
 * Writes a batch value by value.
 * @param rowOf the features of a position of a sample, [samples][positions].
 */
export function fillGroups(core: Core, into: Batch, rowOf: (row: number) => Float64Array): void {
  const { at, stride, features, samples, positions } = into;
  const numbers = new Float32Array(core.kernels.memory.buffer);
  for (let row = 0; row < samples * positions; row++) {
    const [sample, position] = [Math.floor(row / positions), row % positions];
    const group = Math.floor(sample / lanes) * positions + position;
    const first = (at + group * stride) / 4 + (sample % lanes);
    const values = rowOf(row);
    for (let k = 0; k < features; k++) numbers[first + k * lanes] = values[k] as number;
  }
}

/** target = source, or += source. */
export function copyGroups(core: Core, target: Groups, source: Groups, { adds = false, scale = 1 } = {}): void {
  core.kernels.combine(
    target.at,
    target.stride,
    source.at,
    source.stride,
    Math.min(bytesOf(target), bytesOf(source)),
    target.count,
    scale,
    Number(adds),
  );
}
