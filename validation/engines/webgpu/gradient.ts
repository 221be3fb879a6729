import type { LangevinMethod } from '../../plan.js';
import type { PosteriorData } from '../../training/sample/posterior.js';
import type { Call, ComputeDevice, Dispatch } from './device.js';
import type { GpuBuffer } from './gpu.js';
import type { UnitStack } from './stack.js';
import {
  elementwise,
  matrixVectorCall,
  productCall,
  type MatrixVector,
  type ProductOf,
  type Beside,
  unitsCall,
  type Vectors,
} from './calls.js';
import { activationCode } from './wgsl/activations.js';
import type { Kernel } from './wgsl/kernel.js';
import { inverse } from './wgsl/linear-algebra.js';
import { features, featuresBackward, outer, preActivations } from './wgsl/readout.js';

/** Values of a batch of inputs in all chains; `chain` is 0 where they are the same in all. */
interface Batch {
  readonly samples: number;
  readonly values: readonly Vectors[];
  /** Pre-activations of each step. */
  readonly before: readonly GpuBuffer[];
  /** Phi, [chains][samples][weights]. */
  readonly features: GpuBuffer;
}

/** A posterior on the device, for chains that run side by side. */
export interface DevicePosterior {
  readonly weights: number;
  /** [chains][weights] */
  readonly position: GpuBuffer;
  /** Of U without the prior's part, which is the weights themselves; [chains][weights]. */
  readonly slope: GpuBuffer;
  /** Writes the slope at the position. */
  readonly gradient: readonly Dispatch[];
  /** Writes the alignment at the position, right after `gradient` there, [chains]. */
  readonly look: readonly Dispatch[];
  readonly alignment: GpuBuffer;
  readonly buffers: readonly GpuBuffer[];
}

/** The most values that one chain needs in one buffer. */
export function valuesOfChain({ steps, reading, hidden }: UnitStack, samples: number, fresh: number): number {
  const perSample = Math.max(
    reading.weights,
    ...steps.map(({ positions, features: inputs, units }) => positions * Math.max(inputs, units)),
  );
  return Math.max(
    perSample * Math.max(samples, fresh),
    Math.min(samples, reading.weights) ** 2,
    hidden + reading.weights,
  );
}

/**
 * The kernels and buffers of a posterior: those of validation/training/sample/posterior.ts, in single precision for several chains at once.
 * @param pause awaited before each kernel is compiled; whatever it throws ends it.
 * @throws EngineFailedError when a kernel does not compile.
 */
export async function posteriorOn(
  device: ComputeDevice,
  stack: UnitStack,
  data: Pick<PosteriorData, 'samples' | 'ridge' | 'x' | 'y' | 'alignmentWeights'> & { readonly fresh: Float64Array },
  readout: LangevinMethod['readout'],
  chains: number,
  pause: () => Promise<void>,
): Promise<DevicePosterior> {
  const made = new Builder(device, stack, chains, readout, pause);
  const { samples, ridge } = data;
  const batch = made.batch(made.filled(data.x), samples);
  await made.forward(batch);
  await made.backward(batch, await made.readoutBackward(batch, made.filled(data.y), ridge));
  const gradient = made.take();
  const fresh = made.batch(made.filled(data.fresh), data.alignmentWeights.length);
  await made.forward(fresh);
  const alignment = await made.alignment(fresh, made.filled(data.alignmentWeights));
  const { weights, position, slope, buffers } = made;
  return { weights, position, slope, gradient, look: made.take(), alignment, buffers };
}

class Builder {
  readonly buffers: GpuBuffer[] = [];
  readonly weights: number;
  readonly position: GpuBuffer;
  readonly slope: GpuBuffer;
  /** m, the readout's mean weights, or those that are sampled. */
  private readonly mean: Vectors;
  private readonly one: GpuBuffer;
  private dispatches: Dispatch[] = [];

  constructor(
    private readonly device: ComputeDevice,
    private readonly stack: UnitStack,
    private readonly chains: number,
    private readonly readout: LangevinMethod['readout'],
    private readonly pause: () => Promise<void>,
  ) {
    const { hidden, reading } = stack;
    this.weights = hidden + (readout === 'sampled' ? reading.weights : 0);
    this.position = this.buffer(chains * this.weights);
    this.slope = this.buffer(chains * this.weights);
    this.one = this.filled(Float64Array.of(1));
    this.mean =
      readout === 'sampled'
        ? { buffer: this.position, from: hidden, chain: this.weights }
        : { buffer: this.buffer(chains * reading.weights), chain: reading.weights };
  }

  /** The dispatches since the last call. */
  take(): readonly Dispatch[] {
    const { dispatches } = this;
    this.dispatches = [];
    return dispatches;
  }

  batch(x: GpuBuffer, samples: number): Batch {
    const { steps, reading } = this.stack;
    const sizes = steps.map(({ positions, units }) => samples * positions * units);
    const made = sizes.map((size) => ({ buffer: this.buffer(this.chains * size), chain: size }));
    return {
      samples,
      values: [{ buffer: x, chain: 0 }, ...made],
      before: sizes.map((size) => this.buffer(this.chains * size)),
      features: this.buffer(this.chains * samples * reading.weights),
    };
  }

  /** Values of all steps, and the features of the readout. */
  async forward({ samples, values, before, features: made }: Batch): Promise<void> {
    const { steps, reading } = this.stack;
    for (const [index, { positions, features: inner, units, activation, scale, from, skip }] of steps.entries()) {
      const [input, output, own] = [values[index], values[index + 1], before[index]];
      const skipped = skip === undefined ? undefined : values[skip];
      if (!input || !output || !own) continue;
      await this.add(
        unitsCall({
          ...{ rows: samples * positions, columns: units, inner, chains: this.chains, one: this.one },
          ...{ activation, scale, before: own },
          a: { ...input, row: inner, column: 1 },
          b: { buffer: this.position, from, chain: this.weights, row: 1, column: inner },
          to: { ...output, row: units, column: 1 },
          ...(skipped ? { skip: { ...skipped, row: units, column: 1 } } : {}),
        }),
      );
    }
    const last = values.at(-1);
    if (last) await this.each(features, this.chains * samples * reading.weights, [last.buffer, made]);
  }

  /**
   * Derivatives by the features, and the readout's mean, or its gradient where it is sampled.
   * @returns the derivatives, [chains][samples][weights].
   */
  async readoutBackward({ samples, features: phi }: Batch, y: GpuBuffer, ridge: number): Promise<GpuBuffer> {
    const { mean, chains, weights: all } = this;
    const { weights } = this.stack.reading;
    const size = samples * weights;
    const pull = { buffer: this.buffer(chains * samples), chain: samples };
    const toFeatures = this.buffer(chains * size);
    const rows = { buffer: phi, chain: size, row: weights, column: 1 };
    const columns = { buffer: phi, chain: size, row: 1, column: weights };
    const target = { buffer: y, chain: 0 };
    const ofSamples = { to: pull, count: samples };
    const ofWeights = { m: columns, count: weights, inner: samples };
    const misfit = { ...ofSamples, m: rows, x: mean, c: target, inner: weights, factor: -1 / ridge, share: 1 / ridge };
    if (this.readout === 'sampled') {
      const { hidden } = this.stack;
      await this.vector(misfit);
      const to = { buffer: this.slope, from: hidden, chain: all };
      await this.vector({ ...ofWeights, x: pull, to, factor: -1 });
      const buffers = [pull.buffer, this.position, toFeatures];
      await this.each(outer, chains * size, buffers, { samples, meanFrom: hidden, meanChain: all });
      return toFeatures;
    }
    const isDual = samples < weights;
    const solved = Math.min(samples, weights);
    const gram = { buffer: this.buffer(chains * solved ** 2), chain: solved ** 2, row: solved, column: 1 };
    await this.product({
      ...{ rows: solved, columns: solved, inner: isDual ? weights : samples },
      a: isDual ? rows : columns,
      b: isDual ? columns : rows,
      to: gram,
      diagonal: 1,
      scale: 1 / ridge,
    });
    const { kernel, needsRow } = inverse(solved);
    const buffers = [gram.buffer, ...(needsRow ? [this.buffer(chains * solved)] : [])];
    await this.add({ kernel, given: { size: solved }, buffers, workgroups: [chains] });
    if (isDual) {
      await this.vector({ ...ofSamples, m: gram, x: target, inner: samples, factor: 1 / ridge });
      await this.vector({ ...ofWeights, x: pull, to: mean, factor: 1 });
    } else {
      const answered = { buffer: this.buffer(chains * weights), chain: weights };
      await this.vector({ ...ofWeights, x: target, to: answered, factor: 1 / ridge });
      await this.vector({ m: gram, x: answered, to: mean, count: weights, inner: weights, factor: 1 });
      await this.vector(misfit);
    }
    await this.product({
      ...{ rows: samples, columns: weights, inner: solved },
      a: isDual ? gram : rows,
      b: isDual ? rows : gram,
      to: { ...rows, buffer: toFeatures },
      ...{ u: { ...pull, row: 1, column: 0 }, v: { ...mean, row: 0, column: 1 }, share: -1 },
      scale: 1 / ridge,
    });
    return toFeatures;
  }

  /** Derivatives by the weights of all steps, from those by the features. */
  async backward({ samples, values, before }: Batch, toFeatures: GpuBuffer): Promise<void> {
    const { steps, reading } = this.stack;
    const { chains, slope, weights } = this;
    const toValues = values.map(({ chain }, index) => (index === 0 ? undefined : this.buffer(chains * chain)));
    const last = toValues.at(-1);
    if (last) await this.each(featuresBackward, chains * samples * reading.values, [toFeatures, last]);
    for (const [index, { positions, features: inputs, units, scale, from, activation }] of [
      ...steps.entries(),
    ].reverse()) {
      const [input, own, toOutput, toInput] = [values[index], before[index], toValues[index + 1], toValues[index]];
      if (!input || !own || !toOutput) continue;
      const rows = samples * positions;
      const delta = { buffer: this.buffer(chains * rows * units), chain: rows * units };
      const code = preActivations(activationCode[activation]);
      await this.each(code, chains * rows * units, [toOutput, own, delta.buffer]);
      await this.product({
        ...{ rows: units, columns: inputs, inner: rows },
        a: { ...delta, row: 1, column: units },
        b: { ...input, row: inputs, column: 1 },
        to: { buffer: slope, from, chain: weights, row: inputs, column: 1 },
        scale,
      });
      if (!toInput) continue;
      const skipped = toValues[steps.findIndex(({ skip }) => skip === index) + 1];
      await this.product({
        ...{ rows, columns: inputs, inner: units },
        a: { ...delta, row: units, column: 1 },
        b: { buffer: this.position, from, chain: weights, row: inputs, column: 1 },
        to: { buffer: toInput, chain: rows * inputs, row: inputs, column: 1 },
        ...(skipped ? { u: { buffer: skipped, chain: rows * inputs, row: inputs, column: 1 }, share: 1 } : {}),
        scale,
      });
    }
  }

  /**
   * Alignments of the outputs Phi m.
   * @returns [chains]
   */
  async alignment({ samples, features: phi }: Batch, by: GpuBuffer): Promise<GpuBuffer> {
    const { chains, mean } = this;
    const { weights } = this.stack.reading;
    const outputs = { buffer: this.buffer(chains * samples), chain: samples };
    const rows = { buffer: phi, chain: samples * weights, row: weights, column: 1 };
    await this.vector({ m: rows, x: mean, to: outputs, count: samples, inner: weights, factor: 1 });
    const to = { buffer: this.buffer(chains), chain: 1 };
    const x = { buffer: by, chain: 0 };
    await this.vector({ m: { ...outputs, row: 0, column: 1 }, x, to, count: 1, inner: samples, factor: 1 });
    return to.buffer;
  }

  /** A buffer with values, in single precision. */
  filled(values: Float64Array): GpuBuffer {
    const made = this.device.filled(values);
    this.buffers.push(made);
    return made;
  }

  private buffer(count: number): GpuBuffer {
    const made = this.device.buffer(count);
    this.buffers.push(made);
    return made;
  }

  private async add(call: Call): Promise<void> {
    await this.pause();
    this.dispatches.push(await this.device.dispatch(call));
  }

  private product(given: Omit<ProductOf, 'chains' | 'one'> & Beside): Promise<void> {
    return this.add(productCall({ ...given, chains: this.chains, one: this.one }));
  }

  private vector(given: Omit<MatrixVector, 'chains'>): Promise<void> {
    return this.add(matrixVectorCall({ ...given, chains: this.chains }));
  }

  private each(
    kernel: Kernel,
    count: number,
    buffers: readonly GpuBuffer[],
    given: Readonly<Record<string, number>> = {},
  ): Promise<void> {
    const { values, read, weights, scale } = this.stack.reading;
    return this.add(elementwise(kernel, { values, taken: read, weights, scale, ...given, count }, buffers));
  }
}
