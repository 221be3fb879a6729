import { describe, expect, it } from 'vitest';
import type { ActivationName } from '../../../theory/index.js';
import { closedEstimate, isClosed } from '../../../validation/estimate/closed/model.js';
import { stackEstimate } from '../../../validation/estimate/closed/stack-search.js';
import type { EstimateSetting } from '../../../validation/estimate/setting.js';
import { gaussian, layer, network, patches } from '../network/planned.js';
import { hermiteTarget } from '../training/studies.js';

const pause = (): Promise<void> => Promise.resolve();
const dense = (width: number, activation: ActivationName, residual = false) =>
  layer('dense', { width }, { activation, residual });
const setting = (
  d: number,
  layers: readonly ReturnType<typeof dense>[],
  degree: number,
  ridge: number,
): EstimateSetting => ({ network: network(gaussian(d), layers), target: hermiteTarget(degree), ridge });

describe('P* of stacks by the states of all layers', () => {
  it('is near that of the model of one layer, where there is one', async () => {
    const one = setting(16, [dense(16, 'erf')], 3, 0.2);
    const ratio = (await stackEstimate(one, pause)).samples / ((await closedEstimate(one, pause))?.samples ?? NaN);
    expect(ratio).toBeGreaterThan(0.8);
    expect(ratio).toBeLessThan(1.25);
  }, 120_000);

  // docs/validation.md, "Level estimate": training of networks with N1 = N2 = d, kappa = 0.2.
  it.each<[string, number, (d: number) => ReturnType<typeof dense>[], number, number]>([
    ['relu, relu', 16, (d) => [dense(d, 'relu'), dense(d, 'relu')], 2, 121],
    ['erf, residual erf', 16, (d) => [dense(d, 'erf'), dense(d, 'erf', true)], 3, 339],
  ])(
    'is within a factor 2 of training: %s, d = %i',
    async (_, d, layers, degree, trained) => {
      const found = await closedEstimate(setting(d, layers(d), degree, 0.2), pause);
      const { samples, pattern } = found ?? { samples: NaN, pattern: '' };
      // Half of the target is learned by units of the first layer that have turned to it.
      expect(pattern).toMatch(/^specialization, /);
      expect(samples / trained).toBeGreaterThan(1 / 2);
      expect(samples / trained).toBeLessThan(2);
    },
    240_000,
  );

  it('is given only of what was compared with training', () => {
    const two = setting(8, [dense(8, 'erf'), dense(8, 'erf')], 3, 0.2);
    expect(isClosed(two)).toBe(true);
    expect(isClosed(setting(8, [dense(8, 'tanh'), dense(8, 'tanh')], 3, 0.2))).toBe(false);
    expect(isClosed({ ...two, network: network(patches(4, 8), two.network.layers) })).toBe(false);
    // An identity carries only as many values as its layer has.
    expect(isClosed(setting(8, [dense(16, 'erf'), dense(8, 'erf', true)], 3, 0.2))).toBe(false);
    expect(isClosed({ ...two, target: { name: 'y', kind: 'attentive', degree: 3 } })).toBe(false);
  });
});
