import { describe, expect, it } from 'vitest';
import { sampleInputs } from '../../../validation/network/input.js';
import { numericNetwork } from '../../../validation/network/network.js';
import { fillGaussian, gaussianSource } from '../../../validation/network/random.js';
import { inputGradients, sensitivity } from '../../../validation/network/sensitivity.js';
import type { PlannedNetwork } from '../../../validation/index.js';
import { gaussian, layer, network, patches, tokens } from './planned.js';

const dense = (width: number, activation: 'erf' | 'gelu' | 'linear' | 'quadratic', residual = false) =>
  layer('dense', { width }, { activation, residual });

const networks: [string, PlannedNetwork][] = [
  ['two layers', network(gaussian(4), [dense(6, 'erf')])],
  ['a residual stack', network(gaussian(4), [dense(4, 'gelu'), dense(4, 'erf', true)])],
  ['a norm', network(gaussian(4), [layer('norm', {}), dense(5, 'erf')])],
  ['a convolution', network(patches(3, 4), [layer('conv', { channels: 5 }, { activation: 'erf' })], 'flatten')],
  ['a recurrent layer', network(gaussian(4), [layer('recurrent', { width: 4, steps: 3 }, { activation: 'erf' })])],
  ['attention', network(tokens(3, 4), [layer('attention', { heads: 2 })])],
  [
    'attention behind an embedding',
    network(tokens(3, 4), [dense(3, 'linear'), layer('attention', { heads: 2 }, { residual: true })]),
  ],
];

describe('the gradient of f by its inputs', () => {
  it.each(networks)('is that of finite differences: %s', (_, planned) => {
    const numeric = numericNetwork(planned);
    const samples = 3;
    const normal = gaussianSource(5);
    const weights = fillGaussian(new Float64Array(numeric.parameters), normal);
    const x = sampleInputs(planned.input, samples, normal);
    const values = x.length / samples;
    const gradients = inputGradients(numeric, weights, x);
    const pass = numeric.on(samples);
    const step = 1e-5;
    for (let at = 0; at < x.length; at++) {
      const [low, high] = [-step, step].map((by) => {
        const moved = x.slice();
        moved[at] = (moved[at] as number) + by;
        pass.forward(weights, moved);
        return pass.output[Math.floor(at / values)] as number;
      }) as [number, number];
      expect(gradients[at]).toBeCloseTo((high - low) / (2 * step), 6);
    }
  });
});

/** E over n inputs of d standard normal numbers. */
const inputs = (d: number, count: number): Float64Array =>
  sampleInputs({ kind: 'gaussian', dimension: d }, count, gaussianSource(7));

describe('the sensitivity of a network', () => {
  it('of a linear one is the square of its weights, along the direction and across', () => {
    const numeric = numericNetwork(network(gaussian(3), [dense(1, 'linear')]));
    // f = a w.x / sqrt 3
    const [w1, w2, w3, a] = [2, -1, 0.5, 3];
    const { along, across } = sensitivity(numeric, Float64Array.of(w1, w2, w3, a), inputs(3, 10), 1);
    expect(along).toBeCloseTo((a * w1) ** 2 / 3, 12);
    expect(across).toBeCloseTo((a * a * (w2 ** 2 + w3 ** 2)) / 3, 12);
  });

  it('of a network that is c He_2(x_1) is n c^2 along and nothing across', () => {
    const numeric = numericNetwork(network(gaussian(3), [dense(1, 'quadratic')]));
    const c = 0.7;
    const x = inputs(3, 40_000);
    // f = (sqrt 3 x_1)^2 / 3 up to a constant is sqrt 2 He_2; the activation has its own scale, so the slope is read off it.
    const unit = Float64Array.of(Math.sqrt(3), 0, 0, 1);
    const pass = numeric.on(2);
    pass.forward(unit, Float64Array.of(1, 0, 0, 0, 0, 0));
    const square = (pass.output[0] as number) - (pass.output[1] as number);
    const { along, across } = sensitivity(numeric, Float64Array.of(Math.sqrt(3), 0, 0, c / Math.SQRT2 / square), x, 1);
    expect(along / (2 * c * c)).toBeCloseTo(1, 1);
    expect(across).toBe(0);
  });

  it('counts every direction as along where the target depends on all of them', () => {
    const numeric = numericNetwork(network(gaussian(3), [dense(1, 'linear')]));
    expect(sensitivity(numeric, Float64Array.of(1, 1, 1, 1), inputs(3, 4), 0)).toEqual({
      along: expect.closeTo(1, 12) as number,
      across: 0,
    });
  });
});
