import type { Core, Doubles } from './core.js';
import { matrixAt, PackedMatrix } from './matrix.js';
import type { Batch, Groups } from './pass.js';
import { batch, copyGroups, lanes, paddedRows, positionOf } from './pass.js';

/** How a readout takes in the last layer's values: a number for each value, for each feature summed over the positions, or for each feature of the first position. */
export type Reading = 'values' | 'summed' | 'first';

/** What a readout reads of a batch. */
export interface CoreFeatures {
  /** Phi but for the readout's scale. */
  readonly features: Groups;
  /** Derivatives by them. */
  readonly toFeatures: Groups | undefined;
  /** Writes `features` from the batch. */
  gather(): void;
  /** Writes the derivatives by the batch from those by the features. */
  scatter(): void;
}

/** The features that a readout reads. Where they stand in the batch already nothing is copied. */
export function featuresOnCore(core: Core, reading: Reading, input: Batch, toInput: Batch | undefined): CoreFeatures {
  const { positions, samples, features } = input;
  const nothing = (): void => undefined;
  if (reading === 'first' || positions === 1) {
    // Of the other positions the derivatives are 0 from the beginning.
    const toFeatures = toInput && positionOf(toInput, 0);
    return { features: positionOf(input, 0), toFeatures, gather: nothing, scatter: nothing };
  }
  const own = (): Batch => batch(core, samples, 1, reading === 'values' ? positions * features : features);
  const [made, toMade] = [own(), toInput && own()];
  // Of the values of a position the rows that only fill the tile are overwritten by the next one's.
  const part = (all: Batch, position: number): Groups =>
    reading === 'values' ? { ...all, at: all.at + 4 * lanes * position * features, features } : all;
  const all = Array.from({ length: positions }, (_, position) => position);
  return {
    features: made,
    toFeatures: toMade,
    gather() {
      for (const position of all) {
        const adds = reading === 'summed' && position > 0;
        copyGroups(core, part(made, position), positionOf(input, position), { adds });
      }
    },
    scatter() {
      if (!toInput || !toMade) return;
      for (const position of all) copyGroups(core, positionOf(toInput, position), part(toMade, position));
    },
  };
}

/**
 * The readout's weights integrated out (validation/training/sample/integrated-readout.ts, where the formulas are), for Phi = scale times the features. In single
 * precision but for the Cholesky factor and sums over all samples.
 */
export class CoreIntegratedReadout {
  /** m, the posterior mean of the weights at the features seen last. */
  readonly mean: Doubles;
  private readonly weights: number;
  private readonly isDual: boolean;
  private readonly size: number;
  private readonly rowLength: number;
  private readonly inverse: Doubles;
  /** The transpose of L^-1, L the Cholesky factor. */
  private readonly factor: Doubles;
  private readonly packed: PackedMatrix;
  private readonly square: Groups;
  private readonly answered: Doubles;
  private readonly targets: Doubles;
  /** (y - Phi m) / kappa */
  private readonly pull: Doubles;

  /** @param y [samples] */
  constructor(
    private readonly core: Core,
    private readonly read: CoreFeatures,
    private readonly y: Float64Array,
    private readonly scale: number,
    private readonly ridge: number,
  ) {
    const { features: weights, count } = read.features;
    const samples = y.length;
    this.weights = weights;
    this.isDual = samples < weights;
    this.size = this.isDual ? samples : weights;
    this.rowLength = paddedRows(this.size);
    this.inverse = core.doubles(this.rowLength ** 2);
    this.factor = core.doubles(this.rowLength ** 2 + 4);
    this.packed = new PackedMatrix(
      core,
      this.isDual ? Math.max(weights, lanes * count) : weights,
      Math.max(this.size, weights),
    );
    this.square = this.isDual ? batch(core, samples, 1, lanes * count) : read.features;
    // Sums over samples need two numbers each.
    this.answered = core.doubles(2 * paddedRows(weights));
    this.mean = core.doubles(2 * paddedRows(weights));
    this.targets = core.doubles(lanes * count);
    this.targets.view.set(y);
    this.pull = core.doubles(lanes * count);
  }

  /** Takes in the features, which have been gathered. @returns E; NaN when a feature is no number. */
  see(): number {
    const { core, y, ridge, scale, mean, pull, targets } = this;
    const { features } = this.read;
    if (this.isDual) this.seeDual();
    else this.seePrimal();
    if (this.isDual) {
      multiply(pull.view, this.inverse.view, this.rowLength, y, 1 / ridge);
      this.sumsOver(mean, pull);
      scaleBy(mean.view, scale);
    } else {
      this.sumsOver(this.answered, targets);
      multiply(
        mean.view.subarray(0, this.weights),
        this.inverse.view,
        this.rowLength,
        this.answered.view,
        scale / ridge,
      );
      core.kernels.weightedRows(pull.at, features.at, features.stride, this.weights, mean.at, features.count);
      const [pulls, wanted] = [pull.view, targets.view];
      for (let sample = 0; sample < pulls.length; sample++)
        pulls[sample] = ((wanted[sample] as number) - scale * (pulls[sample] as number)) / ridge;
    }
    const pulls = pull.view;
    let square = 0;
    for (let sample = 0; sample < y.length; sample++) square += (pulls[sample] as number) * (y[sample] as number);
    return (square + this.logDeterminant()) / 2;
  }

  /** Writes the derivatives of E by the features, right after `see`. */
  slope(): void {
    const { core, read, scale, ridge, mean, pull, packed, square } = this;
    const { features, toFeatures } = read;
    if (!toFeatures) return;
    const { kernels } = core;
    const factor = scale ** 2 / ridge;
    const target = [toFeatures.at, toFeatures.stride];
    const blocks = paddedRows(this.weights) / 4;
    if (this.isDual) {
      kernels.squareToGroups(square.at, square.stride, this.inverse.at, this.rowLength, this.size, factor);
      kernels.packRows(packed.at, features.at, features.stride, this.weights, this.size);
    } else packed.load({ ...matrixAt(this.inverse.at, this.size, this.size), rowStep: this.rowLength }, factor);
    kernels.product(...[...target, square.at, square.stride, packed.at, blocks, this.size, features.count]);
    kernels.outerProduct(...[...target, this.weights, pull.at, mean.at, features.count, -scale, 1]);
  }

  private seePrimal(): void {
    const { kernels } = this.core;
    const { inverse, rowLength, size, factor } = this;
    const { at, stride, count } = this.read.features;
    inverse.view.fill(0);
    kernels.sumProducts(inverse.at, rowLength, at, stride, rowLength, at, stride, rowLength, count, 1);
    kernels.invertShifted(inverse.at, size, rowLength, factor.at, this.scale ** 2 / this.ridge);
  }

  private seeDual(): void {
    const { kernels } = this.core;
    const { inverse, rowLength, size, factor, square, packed } = this;
    const { at, stride, count } = this.read.features;
    kernels.packSamples(packed.at, at, stride, this.weights, count);
    kernels.product(square.at, square.stride, at, stride, packed.at, 2 * count, this.weights, count);
    kernels.squareFromGroups(inverse.at, rowLength, square.at, square.stride, size);
    kernels.invertShifted(inverse.at, size, rowLength, factor.at, this.scale ** 2 / this.ridge);
  }

  private logDeterminant(): number {
    const { size, rowLength } = this;
    const factor = this.factor.view;
    let sum = 0;
    for (let row = 0; row < size; row++) sum -= Math.log(factor[row * (rowLength + 1)] as number);
    return 2 * sum;
  }

  private sumsOver(into: Doubles, bySample: Doubles): void {
    const { at, stride, count } = this.read.features;
    this.core.kernels.sumsOver(into.at, at, stride, this.weights, bySample.at, count);
  }
}

/** result = scale * a x, a with so many numbers in a row. */
function multiply(result: Float64Array, a: Float64Array, rowLength: number, x: Float64Array, scale: number): void {
  const size = Math.min(result.length, x.length);
  for (let row = 0; row < size; row++) {
    let sum = 0;
    for (let k = 0; k < size; k++) sum += (a[row * rowLength + k] as number) * (x[k] as number);
    result[row] = scale * sum;
  }
}

function scaleBy(values: Float64Array, factor: number): void {
  for (let index = 0; index < values.length; index++) values[index] = factor * (values[index] as number);
}
