import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { activationNames } from '../../../theory/index.js';
import { encodePass, type ComputeDevice } from '../../../validation/engines/webgpu/device.js';
import { posteriorOn } from '../../../validation/engines/webgpu/gradient.js';
import { stackOf } from '../../../validation/engines/webgpu/stack.js';
import { fillGaussian, gaussianSource } from '../../../validation/network/random.js';
import type { LangevinMethod, PlannedNetwork, PlannedTarget } from '../../../validation/plan.js';
import { posteriorData, posteriorOf } from '../../../validation/training/sample/posterior.js';
import { deviceForTests, gpu } from './dawn.js';
import { hermiteTarget, twoLayers } from './studies.js';

const chains = 2;

describe.skipIf(!gpu)('the posterior of the webgpu engine', () => {
  let device: ComputeDevice;
  beforeAll(async () => (device = await deviceForTests()));
  afterAll(() => device.close());

  /** The largest relative errors of the gradients of chains (to their norms) and of their alignments (to 1), against double precision. */
  async function errorsOf(
    network: PlannedNetwork,
    samples: number,
    readout: LangevinMethod['readout'],
    { ridge = 0.2, target = hermiteTarget(3) }: { ridge?: number; target?: PlannedTarget } = {},
  ): Promise<{ gradient: number; alignment: number }> {
    const point = { network, target, seed: 3, sampling: { samples, ridge } };
    const method = { freshInputs: 100, readout };
    const reference = posteriorOf(point, method);
    const data = posteriorData(point, method);
    const on = await posteriorOn(device, stackOf(network), { ...data, fresh: data.start.fresh }, readout, chains);
    expect(on.weights).toBe(reference.dimension);
    const positions = Float32Array.from(fillGaussian(new Float64Array(chains * on.weights), gaussianSource(5)));
    device.write(on.position, positions);
    await device.submit((encoder) => encodePass(encoder, [...on.gradient, ...on.look]));
    const slopes = await device.read(on.slope, chains * on.weights);
    const alignments = await device.read(on.alignment, chains);
    let [gradient, alignment] = [0, 0];
    for (let chain = 0; chain < chains; chain++) {
      const position = Float64Array.from(positions.subarray(chain * on.weights, (chain + 1) * on.weights));
      const wanted = new Float64Array(on.weights);
      reference.gradient(position, wanted);
      const [size, off] = [
        Math.hypot(...wanted),
        Math.hypot(
          ...wanted.map((one, k) => one - (position[k] as number) - (slopes[chain * on.weights + k] as number)),
        ),
      ];
      gradient = Math.max(gradient, off / size);
      alignment = Math.max(alignment, Math.abs((alignments[chain] as number) - reference.alignment(position)));
    }
    for (const buffer of on.buffers) buffer.destroy();
    return { gradient, alignment };
  }

  it.each(activationNames)('has the gradient and the alignment of double precision: %s', async (activation) => {
    const { gradient, alignment } = await errorsOf(twoLayers(16, 16, activation), 320, 'integrated');
    console.log(activation, gradient, alignment);
    expect(gradient).toBeLessThan(1e-5);
    expect(alignment).toBeLessThan(1e-5);
  });
});
