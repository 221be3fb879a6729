import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { words } from '../../../present/words/words.js';
import { javascript } from '../../../validation/engines/js/javascript.js';
import { runChainsOn } from '../../../validation/engines/webgpu/chains.js';
import { elementwise } from '../../../validation/engines/webgpu/calls.js';
import { encodePass, isCard, type ComputeDevice } from '../../../validation/engines/webgpu/device.js';
import { webGpuEngine } from '../../../validation/engines/webgpu/engine.js';
import type { GpuAdapter } from '../../../validation/engines/webgpu/gpu.js';
import { advance, halfKick } from '../../../validation/engines/webgpu/wgsl/dynamics.js';
import { EngineFailedError, InterruptedError } from '../../../validation/errors.js';
import { runChains } from '../../../validation/training/sample/chains.js';
import { deviceForTests, gpu } from './dawn.js';
import { pointsOf } from './points-of.js';
import { blockOn, chainsMethod, chainsPlan, cubicPoint } from './studies.js';

const engine = webGpuEngine(
  () => {
    if (!gpu) throw new EngineFailedError({ code: 'webgpu-no-adapter' });
    return gpu;
  },
  { node: process.version },
);
const never = (): Promise<void> => Promise.resolve();

describe.skipIf(!gpu)('the chains of the webgpu engine', () => {
  let device: ComputeDevice;
  beforeAll(async () => (device = await deviceForTests()));
  afterAll(() => device.close());

  it('go the way of the embedded engine for 50 steps at d = 16 where there is no friction, so no noise', async () => {
    const planned = cubicPoint(16, 64, 1, { step: 0.05, steps: 50 });
    const method = chainsMethod({
      ...{ readout: 'integrated', friction: 0, draws: 5, freshInputs: 64 },
      chains: { prior: 1, informed: 1 },
    });
    const [ours, theirs] = [await runChains(planned, method, never), await runChainsOn(device, planned, method, never)];
    expect(theirs.starts).toEqual(ours.starts);
    expect(theirs.units).toBe(ours.units);
    for (const part of ['draws', 'temperatures'] as const) {
      for (const [chain, row] of ours[part].entries()) {
        for (const [draw, value] of row.entries())
          expect(Math.abs(Number(theirs[part][chain]?.[draw]) - Number(value))).toBeLessThan(1e-3);
      }
    }
    // It did move.
    expect(new Set(theirs.draws.flat()).size).toBe(10);
  });

  it('are split into groups that fit the buffers of a device, and refused where one does not fit', async () => {
    const planned = cubicPoint(4, 16, 1, { step: 0.05, steps: 6 });
    const method = chainsMethod({
      ...{ readout: 'integrated', friction: 0, draws: 2, freshInputs: 16 },
      chains: { prior: 2, informed: 1 },
    });
    const together = await runChainsOn(device, planned, method, never);
    // The values of a layer on the samples are 4 * 16 numbers of 4 bytes a chain: two chains fit.
    const smaller = (bytes: number): ComputeDevice => Object.create(device, { largestBuffer: { value: bytes } });
    const { draws, temperatures, units } = await runChainsOn(smaller(600), planned, method, never);
    expect({ draws, temperatures, units }).toEqual({
      ...{ draws: together.draws, temperatures: together.temperatures, units: together.units },
    });
    await expect(runChainsOn(smaller(200), planned, method, never)).rejects.toThrow('webgpu-too-large');
  });

  it('have the temperature 1 in the prior, whatever they start with', async () => {
    const weights = 10_001;
    const step = 0.1;
    const keep = Math.exp(-step);
    const [slope, position] = [device.buffer(weights), device.buffer(weights)];
    const velocity = device.filled(new Float64Array(weights).fill(2));
    const count = Math.ceil(weights / 2);
    const moved = [slope, position, velocity, device.buffer(count), device.filled(Uint32Array.of(3))];
    const given = { count, weights, step, keep, kick: Math.sqrt(1 - keep * keep), seed: 5 };
    const [first, between] = [
      await device.dispatch(elementwise(advance, { ...given, part: 0.5 }, moved)),
      await device.dispatch(elementwise(advance, { ...given, part: 1 }, moved)),
    ];
    const last = await device.dispatch(elementwise(halfKick, { count: weights, step }, [slope, position, velocity]));
    await device.submit((encoder) => encodePass(encoder, [first, ...Array<typeof between>(149).fill(between), last]));
    for (const buffer of [position, velocity]) {
      const values = [...(await device.read(buffer, weights))];
      const square = values.reduce((sum, value) => sum + value * value, 0) / weights;
      // Five standard errors of the mean of so many squares.
      expect(Math.abs(square - 1)).toBeLessThan(5 * Math.sqrt(2 / weights));
    }
  });

  it('agree with those of the embedded engine on a plan within the errors', async () => {
    const method = chainsMethod({
      ...{ readout: 'integrated', draws: 60, freshInputs: 32 },
      chains: { prior: 1, informed: 1 },
    });
    const plan = chainsPlan([cubicPoint(3, 12, 2, { ridge: 1, step: 0.4, steps: 120 })], method);
    const [ours, theirs] = [(await pointsOf(javascript, plan)).get(0), (await pointsOf(engine, plan)).get(0)];
    const error = Math.hypot(ours?.error ?? NaN, theirs?.error ?? NaN);
    expect(Math.abs((ours?.value ?? NaN) - (theirs?.value ?? NaN))).toBeLessThan(5 * error);
    expect(error).toBeLessThan(0.2);
    expect(theirs?.seen?.['diverged']).toBe(0);
    expect(words(engine.device() as never)).toMatch(/\(WebGPU\)$/);
  });

  it('end within two seconds when they are stopped, while kernels are compiled too', async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 100);
    const plan = chainsPlan([cubicPoint(8, 64, 1)], chainsMethod({ readout: 'integrated' }));
    await expect(engine.run(plan, new Set(), never, stop.signal)).rejects.toThrow(InterruptedError);
  });
});

describe.skipIf(!gpu)('the webgpu engine', () => {
  it('refuses a layer that it does not know before it measures anything', async () => {
    const point = { ...cubicPoint(3, 8, 1), network: blockOn([3, 2], [1, 3]) };
    await expect(pointsOf(engine, chainsPlan([point]))).rejects.toThrow('webgpu-layer');
    expect(await engine.isWorthTiming(chainsPlan([point]))).toBe(false);
  });
});

describe('an adapter', () => {
  const adapter = (description: string, isFallbackAdapter = false): GpuAdapter =>
    ({ info: { vendor: '', architecture: '', device: '', description, isFallbackAdapter } }) as GpuAdapter;

  it.each([
    ['NVIDIA H200', true],
    ['SwiftShader driver 5.0.0', false],
    ['llvmpipe (LLVM 15.0.6, 256 bits)', false],
    ['Microsoft Basic Render Driver', false],
  ])('is a graphics card or not: %s', (description, expected) => {
    expect(isCard(adapter(description))).toBe(expected);
    expect(isCard(adapter(description, true))).toBe(false);
  });
});
