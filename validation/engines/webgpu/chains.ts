import { EngineFailedError } from '../../errors.js';
import { numericNetwork } from '../../network/network.js';
import type { LangevinMethod } from '../../plan.js';
import { pause } from '../../run/pause.js';
import { alignedUnits } from '../../training/sample/aligned-units.js';
import type { ChainPoint } from '../../training/sample/chains.js';
import { areDone, sourceOf, startingPosition, startsOfChains, stepsUntil } from '../../training/sample/chains.js';
import { chainsPoint } from '../../training/sample/events.js';
import { meanSensitivity, type ChainRecords } from '../../training/sample/point.js';
import { dataOf, posteriorOfData, type PosteriorData } from '../../training/sample/posterior.js';
import type { Runner } from '../js/chain-runs.js';
import { elementwise, matrixVectorCall } from './calls.js';
import { encodePass, type ComputeDevice, type Dispatch } from './device.js';
import type { GpuBuffer, GpuEncoder } from './gpu.js';
import { posteriorOn, valuesOfChain, type DevicePosterior } from './gradient.js';
import { stackOf } from './stack.js';
import { advance, halfKick } from './wgsl/dynamics.js';

/** So long a submission of work may take, in milliseconds: other programs use the device, and a run can be stopped between two. */
const longestSubmission = 60;

/** Runs the chains of points side by side on a device. */
export function onDevice(device: ComputeDevice, method: LangevinMethod, signal?: AbortSignal): Runner {
  return {
    run: async ({ planned }, onProgress) => {
      const records = await runChainsOn(device, planned, method, async (share) => {
        // Nothing can be said of the time while kernels are compiled.
        if (share > 0) onProgress(share);
        await pause(signal);
      });
      return chainsPoint(planned, method, records);
    },
    close: () => Promise.resolve(),
  };
}

/**
 * Runs the chains of one point: what `runChains` of the embedded engine does, from the same starts, with other noise.
 * @param onProgress awaited between submissions; whatever it throws ends the run.
 * @throws EngineFailedError for a layer that the engine does not know, a point that is too large, and when the device fails.
 */
export async function runChainsOn(
  device: ComputeDevice,
  planned: ChainPoint,
  method: LangevinMethod,
  onProgress: (share: number) => Promise<void>,
): Promise<ChainRecords> {
  const starts = startsOfChains(method);
  const data = dataOf(planned, method);
  const groups = await groupsOf(device, planned, method, data, () => onProgress(0));
  const alignments: (number | null)[][] = starts.map(() => []);
  const temperatures: (number | null)[][] = starts.map(() => []);
  const most = groups.length * method.draws * 2 ** method.doublings;
  let done = 0;
  try {
    for (let doubling = 0; ; doubling++) {
      for (const group of groups) {
        const draws = method.draws * 2 ** doubling;
        const records = await group.drawUntil(draws, (those) => onProgress((done + those) / most));
        done += records.length;
        for (const [index, chain] of group.chains.entries()) {
          alignments[chain]?.push(...records.map((record) => finite(record[index])));
          temperatures[chain]?.push(...records.map((record) => finite(record[group.chains.length + index])));
        }
      }
      const positions = (await Promise.all(groups.map((group) => group.positions()))).flat();
      const units = alignedUnits(planned, positions);
      const records = { starts, draws: alignments, temperatures, ...(units === undefined ? {} : { units }) };
      if (doubling === method.doublings || areDone(planned, method, records)) {
        // By the reference: once a point, and on few inputs.
        const reference = posteriorOfData(data, method);
        const sensitivity = meanSensitivity(positions.map((row) => reference.sensitivity(Float64Array.from(row))));
        return { ...records, sensitivity };
      }
    }
  } finally {
    for (const group of groups) group.close();
  }
}

const finite = (value: number | undefined): number | null =>
  value !== undefined && Number.isFinite(value) ? value : null;

/** The chains of a point, as many in a group as fit into the buffers of the device. */
async function groupsOf(
  device: ComputeDevice,
  planned: ChainPoint,
  method: LangevinMethod,
  data: PosteriorData,
  pause: () => Promise<void>,
): Promise<ChainGroup[]> {
  const stack = stackOf(planned.network);
  const bytes = 4 * valuesOfChain(stack, planned.sampling.samples, method.freshInputs);
  const together = Math.floor(device.largestBuffer / bytes);
  if (together === 0) {
    const { sizes } = planned;
    throw new EngineFailedError({ code: 'webgpu-too-large', sizes, bytes, most: device.largestBuffer });
  }
  const all = startsOfChains(method).map((_, chain) => chain);
  const groups: ChainGroup[] = [];
  for (let first = 0; first < all.length; first += together) {
    const chains = all.slice(first, first + together);
    const { fresh } = data.start;
    const posterior = await posteriorOn(device, stack, { ...data, fresh }, method.readout, chains.length, pause);
    groups.push(await ChainGroup.of(device, { planned, method, data, posterior, chains }));
  }
  return groups;
}

interface GroupOf {
  readonly planned: ChainPoint;
  readonly method: LangevinMethod;
  readonly data: PosteriorData;
  readonly posterior: DevicePosterior;
  /** The numbers of its chains among those of the point. */
  readonly chains: readonly number[];
}

interface Kernels {
  /** A step up to its gradient: after a look, and after another step. */
  readonly first: Dispatch;
  readonly between: Dispatch;
  /** What ends a step before a look. */
  readonly last: Dispatch;
  readonly temperature: Dispatch;
}

/** Chains that are run side by side. */
class ChainGroup {
  /** How many draws its chains have. */
  private taken = 0;
  /** Steps in a submission: as many as take about the time that one may. */
  private together = 1;

  private constructor(
    private readonly device: ComputeDevice,
    private readonly of: GroupOf,
    private readonly kernels: Kernels,
    /** <v^2> of every chain, at the last look. */
    private readonly temperature: GpuBuffer,
    private readonly own: readonly GpuBuffer[],
  ) {}

  /** Places chains at their starts, and takes the gradient there. */
  static async of(device: ComputeDevice, group: GroupOf): Promise<ChainGroup> {
    const { planned, method, data, posterior, chains } = group;
    const { weights, position, slope } = posterior;
    const network = numericNetwork(planned.network);
    const dimension = method.readout === 'integrated' ? network.hidden.parameters : network.parameters;
    const positions = new Float64Array(chains.length * weights);
    const velocities = new Float64Array(chains.length * weights);
    const informed = startsOfChains(method).map((start) => (start === 'informed' ? planned.informed : undefined));
    for (const [index, chain] of chains.entries()) {
      const normal = sourceOf(planned, chain);
      positions.set(startingPosition({ ...data.start, dimension }, informed[chain], normal), index * weights);
      for (let k = 0; k < weights; k++) velocities[index * weights + k] = normal();
    }
    device.write(position, positions);
    const count = positions.length;
    const velocity = device.filled(velocities);
    const clock = device.buffer(chains.length * Math.ceil(weights / 2));
    const names = device.filled(Uint32Array.from(chains));
    const temperature = device.buffer(chains.length);
    const { step, samples } = planned.sampling;
    const keep = Math.exp(-method.friction * step);
    const given = { weights, step, keep, kick: Math.sqrt(1 - keep * keep) };
    const seed = (Math.imul(planned.seed, 0x9e3779b9) ^ samples) >>> 0;
    const moved = [slope, position, velocity, clock, names];
    const advanced = (part: number): Promise<Dispatch> =>
      device.dispatch(elementwise(advance, { ...given, seed, part, count: clock.size / 4 }, moved));
    const made = new ChainGroup(
      device,
      group,
      {
        between: await advanced(1),
        first: await advanced(0.5),
        last: await device.dispatch(elementwise(halfKick, { count, step }, [slope, position, velocity])),
        temperature: await device.dispatch(
          matrixVectorCall({
            m: { buffer: velocity, chain: weights, row: 0, column: 1 },
            x: { buffer: velocity, chain: weights },
            to: { buffer: temperature, chain: 1 },
            ...{ count: 1, inner: weights, factor: 1 / weights, chains: chains.length },
          }),
        ),
      },
      temperature,
      [velocity, clock, names, temperature],
    );
    await device.submit((encoder) => encodePass(encoder, posterior.gradient));
    return made;
  }

  get chains(): readonly number[] {
    return this.of.chains;
  }

  /**
   * Goes on until each chain has so many draws.
   * @param onProgress awaited between submissions, with the draws that are done of these.
   * @returns of each new draw, alignment and temperature of every chain.
   */
  async drawUntil(draws: number, onProgress: (done: number) => Promise<void>): Promise<Float32Array[]> {
    const { planned, method, posterior, chains } = this.of;
    const { first, between, last, temperature } = this.kernels;
    const width = 2 * chains.length;
    const bytes = 4 * chains.length;
    const records = this.device.buffer(width * (draws - this.taken));
    const from = this.taken;
    let work: ((encoder: GpuEncoder) => void)[] = [];
    const flush = async (): Promise<void> => {
      const begun = performance.now();
      const given = work;
      work = [];
      await this.device.submit((encoder) => given.forEach((encode) => encode(encoder)));
      const took = performance.now() - begun;
      this.together = Math.max(1, Math.min(2 * this.together, (this.together * longestSubmission) / took));
      await onProgress(this.taken - from);
    };
    try {
      for (; this.taken < draws; this.taken++) {
        const steps = stepsUntil(this.taken + 1, planned, method) - stepsUntil(this.taken, planned, method);
        for (let step = 0; step < steps; step++) {
          work.push((encoder) => encodePass(encoder, [step === 0 ? first : between, ...posterior.gradient]));
          if (work.length >= this.together) await flush();
        }
        const at = 2 * bytes * (this.taken - from);
        work.push((encoder) => {
          encodePass(encoder, [...(steps > 0 ? [last] : []), ...posterior.look, temperature]);
          encoder.copyBufferToBuffer(posterior.alignment, 0, records, at, bytes);
          encoder.copyBufferToBuffer(this.temperature, 0, records, at + bytes, bytes);
        });
      }
      await flush();
      const all = await this.device.read(records, records.size / 4);
      return Array.from({ length: all.length / width }, (_, draw) => all.subarray(draw * width, (draw + 1) * width));
    } finally {
      records.destroy();
    }
  }

  /** The weights of each chain. */
  async positions(): Promise<Float32Array[]> {
    const { weights, position } = this.of.posterior;
    const all = await this.device.read(position, position.size / 4);
    return this.chains.map((_, index) => all.subarray(index * weights, (index + 1) * weights));
  }

  close(): void {
    const { gradient, look, buffers } = this.of.posterior;
    const given = [...gradient, ...look, ...Object.values(this.kernels)].map((dispatch) => dispatch.given);
    for (const buffer of [...buffers, ...this.own, ...given]) buffer.destroy();
  }
}
