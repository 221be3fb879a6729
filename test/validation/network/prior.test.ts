import { describe, expect, it } from 'vitest';
import type { PlannedNetwork } from '../../../validation/index.js';
import { erf } from '../../../validation/network/erf.js';
import { sampleInputs } from '../../../validation/network/input.js';
import { numericNetwork } from '../../../validation/network/network.js';
import { fillGaussian, gaussianSource } from '../../../validation/network/random.js';
import exactErf from '@stdlib/math-base-special-erf';
import { gaussian, layer, network, patches, tokens } from './planned.js';

const draws = 4000;

/** The mean of f(x) f(x') under the prior, with its standard error. */
function covariance(planned: PlannedNetwork, inputs: Float64Array): { mean: number; error: number } {
  const source = gaussianSource(3);
  const made = numericNetwork(planned);
  const pass = made.on(2);
  const parameters = new Float64Array(made.parameters);
  const products = Float64Array.from({ length: draws }, () => {
    pass.forward(fillGaussian(parameters, source), inputs);
    return (pass.output[0] ?? 0) * (pass.output[1] ?? 0);
  });
  const mean = products.reduce((sum, product) => sum + product, 0) / draws;
  const square = products.reduce((sum, product) => sum + (product - mean) ** 2, 0) / draws;
  return { mean, error: Math.sqrt(square / draws) };
}

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, x, i) => sum + x * (b[i] ?? 0), 0);

/** The kernel of an erf layer: 2/pi arcsin(2k / sqrt((1 + 2q)(1 + 2q'))) (Williams 1998). */
const arcsine = (k: number, q: number, r: number): number =>
  (2 / Math.PI) * Math.asin((2 * k) / Math.sqrt((1 + 2 * q) * (1 + 2 * r)));

describe('the prior of a network', () => {
  const erfLayer = (width: number): PlannedNetwork['layers'][number] =>
    layer('dense', { width }, { activation: 'erf' });
  const x = [0.4, -1.1, 0.8];
  const y = [1.2, -0.3, 0.5];
  const both = new Float64Array([...x, ...y]);
  const [k, q, r] = [dot(x, y) / 3, dot(x, x) / 3, dot(y, y) / 3];
  const first = arcsine(k, q, r);

  it.each([
    ['one erf layer', network(gaussian(3), [erfLayer(20)]), first],
    ['one erf layer, mean-field', network(gaussian(3), [erfLayer(20)], 'linear', 'meanfield'), first / 20],
    ['a linear layer', network(gaussian(3), [layer('dense', { width: 9 }, { activation: 'linear' })]), k],
    // The layer weighs x like the readout does, so with the identity both kernels add: k + 2/pi arcsin(...).
    [
      'a residual layer',
      network(gaussian(3), [layer('dense', { width: 3 }, { activation: 'erf', residual: true })]),
      k + first,
    ],
    // Patches of one number each: with linear channels the patch kernels are products a_p = x_p y_p.
    ['flatten', network(patches(3, 1), [layer('conv', { channels: 8 }, { activation: 'linear' })], 'flatten'), k],
    [
      'mean',
      network(patches(3, 1), [layer('conv', { channels: 8 }, { activation: 'linear' })], 'mean'),
      ((0.4 - 1.1 + 0.8) * (1.2 - 0.3 + 0.5)) / 9,
    ],
    [
      'sum',
      network(patches(3, 1), [layer('conv', { channels: 8 }, { activation: 'linear' })], 'sum'),
      ((0.4 - 1.1 + 0.8) * (1.2 - 0.3 + 0.5)) / 3,
    ],
  ] as const)('has the covariance of its kernel: %s', (_, planned, expected) => {
    const { mean, error } = covariance(planned, both);
    expect(Math.abs(mean - expected)).toBeLessThan(4 * error);
    expect(error).toBeLessThan(0.1 * Math.max(Math.abs(expected), 0.3));
  });

  // Tokens so small that the softmax is flat: a head hands on the average token, and the values weigh it: k of the averages.
  it('has attention that averages over tokens when scores are small', () => {
    const inputs = new Float64Array([0.4, -0.2, 0.6, 0.2, 0.5, 0.3, -0.1, 0.9]);
    const planned = network(tokens(2, 2), [layer('attention', { heads: 2 }, { scores: { form: 'bilinear' } })]);
    const { mean, error } = covariance(planned, inputs);
    expect(Math.abs(mean - dot([0.5, 0], [0.2, 0.6]) / 2)).toBeLessThan(4 * error + 0.01);
  });

  // Flat scores again: the query becomes x_q + u, u of the covariance k(a, a') of the averages a. Linear units see both, and lead back with
  // the covariance that they see: 2 (k(x_q, x_q') + k(a, a')).
  it('has a block in which the query passes beside attention and units', () => {
    const inputs = new Float64Array([0.4, -0.2, 0.6, 0.2, 0.5, 0.3, -0.1, 0.9]);
    const planned = network(tokens(2, 2), [
      layer('attention', { heads: 3 }, { scores: { form: 'bilinear' }, residual: true }),
      layer('dense', { width: 5 }, { activation: 'linear', residual: true }),
    ]);
    const { mean, error } = covariance(planned, inputs);
    const [own, others] = [dot([0.4, -0.2], [0.5, 0.3]) / 2, dot([0.5, 0], [0.2, 0.6]) / 2];
    expect(Math.abs(mean - 2 * (own + others))).toBeLessThan(4 * error + 0.02);
    expect(error).toBeLessThan(0.03);
  });

  it('reads the query alone of tokens', () => {
    const inputs = new Float64Array([0.4, -0.2, 9, 9, 0.5, 0.3, -9, 9]);
    const planned = network(tokens(2, 2), [layer('dense', { width: 5 }, { activation: 'linear' })]);
    const { mean, error } = covariance(planned, inputs);
    expect(Math.abs(mean - dot([0.4, -0.2], [0.5, 0.3]) / 2)).toBeLessThan(4 * error);
  });

  // u = A^T x_q: each score x_q^T A x_b has variance |x_q|^2 |x_b|^2 / d^2, whichever form A has.
  it.each([{ form: 'bilinear' } as const, { form: 'lowrank', rank: 3 } as const])(
    'gives scores of variance |x_q|^2 |x_b|^2 / d^2: %j',
    (scores) => {
      const inputs = new Float64Array([1, 2, 0, 0, 0.01, 0]);
      const made = numericNetwork(network(tokens(3, 2), [layer('attention', { heads: 1 }, { scores })]));
      const head = made.layers[0];
      const pass = head?.on(1);
      const source = gaussianSource(5);
      const parameters = new Float64Array(head?.parameters ?? 0);
      let squares = 0;
      for (let draw = 0; draw < draws; draw++) {
        pass?.forward(fillGaussian(parameters, source), inputs);
        // log (p_0 / p_1) = s_0 - s_1, s_1 = 0; out = p_0 (1, 2) + p_2 (0.01, 0).
        const p0 = (pass?.output[1] ?? 0) / 2;
        const p2 = ((pass?.output[0] ?? 0) - p0) / 0.01;
        squares += Math.log(p0 / (1 - p0 - p2)) ** 2;
      }
      const expected = 25 / 4;
      expect(Math.abs(squares / draws / expected - 1)).toBeLessThan(5 * Math.sqrt(8 / draws));
    },
  );
});

describe('erf', () => {
  it('is right to 1e-11', () => {
    for (let z = -7; z < 7; z += 0.00137) expect(Math.abs(erf(z) - exactErf(z))).toBeLessThan(1e-11);
  });
});

describe('inputs', () => {
  it('are standard Gaussian: moments 0, 1, 0, 3', () => {
    const count = 20000;
    const values = sampleInputs(patches(4, 5), count / 20, gaussianSource(9));
    expect(values.length).toBe(count);
    const moment = (power: number): number => values.reduce((sum, x) => sum + x ** power, 0) / count;
    // Their variances are 1, 2, 15, 96.
    for (const [power, expected, variance] of [
      [1, 0, 1],
      [2, 1, 2],
      [3, 0, 15],
      [4, 3, 96],
    ] as const) {
      expect(Math.abs(moment(power) - expected)).toBeLessThan(4 * Math.sqrt(variance / count));
    }
  });
});
