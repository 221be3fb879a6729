import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runChainsOn } from '../../../validation/engines/webgpu/chains.js';
import type { ComputeDevice } from '../../../validation/engines/webgpu/device.js';
import { deviceForTests, gpu } from './dawn.js';
import { chainsMethod, cubicPoint } from './studies.js';

describe.skipIf(!gpu)('the chains of the webgpu engine', () => {
  let device: ComputeDevice;
  beforeAll(async () => (device = await deviceForTests()));
  afterAll(() => device.close());

  it('go 50 steps at d = 16 in equilibrium with the prior where there are few samples', async () => {
    const planned = cubicPoint(16, 32, 1, { ridge: 20, step: 0.3, steps: 50 });
    const method = chainsMethod({ readout: 'integrated', draws: 25, freshInputs: 64 });
    const { draws, temperatures, starts } = await runChainsOn(device, planned, method, () => Promise.resolve());
    console.log(
      temperatures.map((row) => row.reduce<number>((s, x) => s + (x ?? NaN), 0) / row.length),
      draws.map((r) => r.slice(0, 3)),
    );
    expect(starts).toEqual(['prior', 'prior', 'informed', 'informed']);
  });
});
