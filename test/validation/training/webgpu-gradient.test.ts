import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { activationNames } from '../../../theory/index.js';
import { elementwise } from '../../../validation/engines/webgpu/calls.js';
import { encodePass, type ComputeDevice } from '../../../validation/engines/webgpu/device.js';
import { posteriorOn } from '../../../validation/engines/webgpu/gradient.js';
import { stackOf } from '../../../validation/engines/webgpu/stack.js';
import { counterBasedNormals } from '../../../validation/engines/webgpu/wgsl/random.js';
import { kernel } from '../../../validation/engines/webgpu/wgsl/kernel.js';
import { EngineFailedError } from '../../../validation/errors.js';
import { fillGaussian, gaussianSource } from '../../../validation/network/random.js';
import type { LangevinMethod, PlannedNetwork } from '../../../validation/plan.js';
import { dataOf, posteriorOf } from '../../../validation/training/sample/posterior.js';
import { deviceForTests, gpu } from './dawn.js';
import { blockOn, hermiteTarget, twoLayers } from './studies.js';

const chains = 2;
const never = (): Promise<void> => Promise.resolve();

type Layer = PlannedNetwork['layers'][number];
const dense = (width: number, given: Partial<Layer> = {}): Layer => ({
  name: 'h',
  kind: 'dense',
  residual: false,
  sizes: { width },
  activation: 'erf',
  ...given,
});
const stack = (
  layers: readonly Layer[],
  output: PlannedNetwork['output'] = { kind: 'linear', scaling: 'standard' },
  input: PlannedNetwork['input'] = { kind: 'gaussian', dimension: 5 },
): PlannedNetwork => ({ name: 'Net', input, layers, output });
const patches: PlannedNetwork['input'] = { kind: 'patches', count: 3, size: 4 };
const convolution: Layer = { name: 'c', kind: 'conv', residual: false, sizes: { channels: 4 }, activation: 'erf' };

describe.skipIf(!gpu)('the posterior of the webgpu engine', () => {
  let device: ComputeDevice;
  beforeAll(async () => (device = await deviceForTests()));
  afterAll(() => device.close());

  /** The largest errors of two chains against double precision: of the gradient, relative to its norm, and of the alignment. */
  async function errorsOf(
    network: PlannedNetwork,
    samples: number,
    readout: LangevinMethod['readout'] = 'integrated',
  ): Promise<{ gradient: number; alignment: number }> {
    const point = { network, target: hermiteTarget(3), seed: 3, sampling: { samples, ridge: 0.2 } };
    const method = { freshInputs: 70, readout };
    const reference = posteriorOf(point, method);
    const data = dataOf(point, method);
    const on = await posteriorOn(
      device,
      stackOf(network),
      { ...data, fresh: data.start.fresh },
      readout,
      chains,
      never,
    );
    expect(on.weights).toBe(reference.dimension);
    const positions = Float32Array.from(fillGaussian(new Float64Array(chains * on.weights), gaussianSource(5)));
    device.write(on.position, positions);
    await device.submit((encoder) => encodePass(encoder, [...on.gradient, ...on.look]));
    const slopes = await device.read(on.slope, chains * on.weights);
    const alignments = await device.read(on.alignment, chains);
    for (const buffer of on.buffers) buffer.destroy();
    let [gradient, alignment] = [0, 0];
    for (let chain = 0; chain < chains; chain++) {
      const from = chain * on.weights;
      const position = Float64Array.from(positions.subarray(from, from + on.weights));
      const wanted = new Float64Array(on.weights);
      reference.gradient(position, wanted);
      // The kernels leave out the prior's part of the gradient, the weights.
      const off = wanted.map((value, k) => value - Number(position[k]) - Number(slopes[from + k]));
      gradient = Math.max(gradient, Math.hypot(...off) / Math.hypot(...wanted));
      alignment = Math.max(alignment, Math.abs(Number(alignments[chain]) - reference.alignment(position)));
    }
    return { gradient, alignment };
  }

  it('is that of double precision at d = 16', async () => {
    const { gradient, alignment } = await errorsOf(twoLayers(16, 16), 320);
    expect(gradient).toBeLessThan(1e-5);
    expect(alignment).toBeLessThan(1e-5);
  });

  it.each<[string, PlannedNetwork, number, LangevinMethod['readout']?]>([
    ...activationNames.map((name) => [name, twoLayers(5, 6, name), 24] as [string, PlannedNetwork, number]),
    ['fewer samples than weights', twoLayers(5, 6), 4],
    ['a readout that is sampled', twoLayers(5, 6), 24, 'sampled'],
    ['three layers, mean-field', stack([dense(6), dense(4)], { kind: 'linear', scaling: 'meanfield' }), 24],
    [
      'variances',
      stack([dense(6, { sizes: { width: 6, variance: 2 } })], { kind: 'linear', scaling: 'standard', variance: 3 }),
      24,
    ],
    ['an identity around a layer as wide as its input', stack([dense(6), dense(6, { residual: true }), dense(3)]), 24],
    ['an identity around a narrower layer', stack([dense(5), dense(3, { residual: true }), dense(4)]), 24],
    ['an identity around the first layer', stack([dense(5, { residual: true })]), 24],
    ['patches, mean', stack([convolution, dense(3)], { kind: 'mean', scaling: 'standard' }, patches), 24],
    ['patches, sum', stack([convolution], { kind: 'sum', scaling: 'standard' }, patches), 24],
    ['patches, flatten', stack([convolution], { kind: 'flatten', scaling: 'standard' }, patches), 24],
    ['patches, sampled', stack([convolution], { kind: 'flatten', scaling: 'standard' }, patches), 8, 'sampled'],
    ['tokens, the query', stack([dense(4)], undefined, { kind: 'tokens', length: 3, dimension: 4 }), 24],
    ['more units than a workgroup inverts in its memory', twoLayers(4, 100), 120],
  ])('is that of double precision: %s', async (_, network, samples, readout) => {
    const { gradient, alignment } = await errorsOf(network, samples, readout);
    expect(gradient).toBeLessThan(1e-5);
    expect(alignment).toBeLessThan(1e-5);
  });

  it('has the random bits of Threefry, and normal numbers of them', async () => {
    // Known answers of Random123 1.14 (kat_vectors): counter, key, result.
    const known = [
      [0, 0, 0, 0, 0x6b200159, 0x99ba4efe],
      [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0x1cb996fc, 0xbb002be7],
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xc4923a9c, 0x483df7a0],
    ];
    const count = 20_000;
    const given = device.filled(Uint32Array.from(known.flat()));
    const [right, numbers] = [device.buffer(known.length), device.buffer(2 * count)];
    const code = kernel(
      ['count', 'known'],
      [],
      `@group(0) @binding(1) var<storage, read> cases: array<u32>;
      @group(0) @binding(2) var<storage, read_write> right: array<f32>;
      @group(0) @binding(3) var<storage, read_write> numbers: array<f32>;
      ${counterBasedNormals}
      @compute @workgroup_size(64) fn main(@builtin(global_invocation_id) id: vec3u) {
        let at = id.x;
        if (at < given.known) {
          let first = 6u * at;
          let bits = threefry(vec2u(cases[first + 2u], cases[first + 3u]), vec2u(cases[first], cases[first + 1u]));
          right[at] = select(0.0, 1.0, bits.x == cases[first + 4u] && bits.y == cases[first + 5u]);
        }
        if (at < given.count) {
          let two = normals(vec2u(7u, 1u), vec2u(at, 0u));
          numbers[2u * at] = two.x;
          numbers[2u * at + 1u] = two.y;
        }
      }`,
    );
    const dispatch = await device.dispatch(elementwise(code, { count, known: known.length }, [given, right, numbers]));
    await device.submit((encoder) => encodePass(encoder, [dispatch]));
    expect([...(await device.read(right, known.length))]).toEqual([1, 1, 1]);
    const drawn = [...(await device.read(numbers, 2 * count))];
    const moment = (power: number): number => drawn.reduce((sum, one) => sum + one ** power, 0) / drawn.length;
    // Five standard errors: the variances of z, z^2, z^4 are 1, 2 and 96.
    const error = 5 / Math.sqrt(drawn.length);
    expect(Math.abs(moment(1))).toBeLessThan(error);
    expect(Math.abs(moment(2) - 1)).toBeLessThan(error * Math.sqrt(2));
    expect(Math.abs(moment(4) - 3)).toBeLessThan(error * Math.sqrt(96));
  });

  it('is no number where the features are none, and says so of every chain', async () => {
    const network = twoLayers(3, 2, 'linear');
    const point = { network, target: hermiteTarget(3), seed: 3, sampling: { samples: 8, ridge: 0.2 } };
    const data = dataOf(point, { freshInputs: 8, readout: 'integrated' });
    const on = await posteriorOn(
      device,
      stackOf(network),
      { ...data, fresh: data.start.fresh },
      'integrated',
      1,
      never,
    );
    device.write(on.position, new Float32Array(on.weights).fill(Number.NaN));
    await device.submit((encoder) => encodePass(encoder, [...on.gradient, ...on.look]));
    expect([...(await device.read(on.alignment, 1))]).toEqual([Number.NaN]);
  });
});

describe('a network that the webgpu engine does not know', () => {
  it.each<[string, PlannedNetwork, string]>([
    ['attention', blockOn([3, 2], [1, 3]), 'webgpu-layer'],
    ['experts', stack([dense(4, { sizes: { width: 4, experts: 2, active: 1 } })]), 'webgpu-experts'],
  ])('is refused by name: %s', (_, network, code) => {
    expect(() => stackOf(network)).toThrow(EngineFailedError);
    expect(() => stackOf(network)).toThrow(code);
  });
});
