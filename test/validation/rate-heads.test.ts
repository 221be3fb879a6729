import { describe, expect, it } from 'vitest';
import { sampleInputs } from '../../validation/network/input.js';
import { numericNetwork } from '../../validation/network/network.js';
import { fillGaussian, gaussianSource } from '../../validation/network/random.js';
import { numericTarget } from '../../validation/network/target.js';
import { headsEnergy } from '../../validation/rate/heads/energy.js';
import { headsAt } from '../../validation/rate/heads/planned.js';
import { headResponse } from '../../validation/rate/heads/response.js';
import { searchHeads } from '../../validation/rate/heads/search.js';
import { layer, network, tokens } from './network/planned.js';

const mean = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

describe('the response of a head', () => {
  // o = sum_b p_b t_b. For many tokens, by parts in each t_b: <o He_2(t_b)> = 2 alpha t_q p_b to first order, and the query's own token
  // adds <t_q (t_q^2 - 1) alpha t_q> = 2 alpha: together 4 alpha / sqrt(2 L).
  it('is 4 alpha / sqrt(2 L) for many tokens and a small alpha', () => {
    const L = 2048;
    const [one, two] = headResponse(L, 1e6, 1)(0.2);
    expect(Math.abs((one + two) / 2 / ((4 * 0.2) / Math.sqrt(2 * L)) - 1)).toBeLessThan(0.05);
  });

  // Softmax weights gather on few tokens once alpha t passes about sqrt(log L); what is quoted in docs/results.md, "Attention behind an embedding".
  it.each([64, 2048])('of %i tokens is 2 sqrt(log L) / sqrt(2 L) at most', (L) => {
    const response = headResponse(L, 1e6, 1);
    const largest = Math.max(
      ...[0.5, 1, 2, 4, 8].map((alpha) => {
        const [one, two] = response(alpha);
        return (one + two) / 2;
      }),
    );
    expect(Math.abs((largest * Math.sqrt(2 * L)) / (2 * Math.sqrt(Math.log(L))) - 1)).toBeLessThan(0.15);
  });

  it('is that of a network whose scores hold alpha w w^T, on whole inputs', () => {
    const [L, d, alpha, samples, draws] = [6, 5, 0.8, 400, 150];
    const planned = network(tokens(L, d), [layer('attention', { heads: 1 }, { scores: { form: 'bilinear' } })]);
    const head = numericNetwork(planned).layers[0];
    const pass = head?.on(samples);
    const y = numericTarget({ name: 't', kind: 'attentive', degree: 3 }, planned.input);
    const source = gaussianSource(4);
    const products = Array.from({ length: draws }, () => {
      const inputs = sampleInputs(planned.input, samples, source);
      const parameters = fillGaussian(new Float64Array(head?.parameters ?? 0), source);
      // Parameters have unit variance and entries of A are theirs over d; the prior's own w w^T is left in.
      parameters[0] = (parameters[0] ?? 0) + alpha * d;
      pass?.forward(parameters, inputs);
      const targets = y(inputs, samples);
      return mean(targets.map((value, sample) => value * (pass?.output[sample * d] ?? 0)));
    });
    const error = Math.sqrt(mean(products.map((product) => (product - mean(products)) ** 2)) / draws);
    const [one, two] = headResponse(L, d, 2)(alpha);
    expect(error).toBeLessThan(0.1 * one);
    expect(Math.abs(mean(products) - (one + two) / 2)).toBeLessThan(4 * error + Math.abs(one - two));
  });
});

describe('the energy of heads', () => {
  // All H heads alike: lambda = 8 alpha^2 / (L d), so H d^2 alpha^2/2 + L d/(16 alpha^2): least at sqrt(H L d^3/8).
  it('is sqrt(H L d^3 / 8) at large sizes', async () => {
    const [H, L, d] = [4, 1024, 4096];
    const planned = network(tokens(L, d), [layer('attention', { heads: H }, { scores: { form: 'bilinear' } })]);
    const problem = headsAt({ network: planned }, 1);
    const { lowest } = await searchHeads(problem, 1, async () => undefined);
    expect(Math.abs(lowest.energy / Math.sqrt((H * L * d ** 3) / 8) - 1)).toBeLessThan(0.08);
    expect(lowest.state.turned).toBe(H);
  });

  // By hand: with N units of gain D behind H heads of gain G on the scores, H G/2 + N D/2 + L d^3/(16 G D) at large gains, so that
  // E = (3/2) (H N L d^3/8)^(1/3); logarithms of the gains lower it.
  it('of heads before linear units is lower, by about (H N L d^3/8)^(1/3) in place of (H L d^3/8)^(1/2)', async () => {
    const [H, L, d, N] = [64, 4096, 1024, 64];
    const scores = { scores: { form: 'bilinear' } } as const;
    const planned = network(tokens(L, d), [
      layer('attention', { heads: H }, scores),
      layer('dense', { width: N }, { activation: 'linear' }),
    ]);
    const { lowest } = await searchHeads(headsAt({ network: planned }, 1), 1, async () => undefined);
    const scale = (H * N * L * d ** 3) ** (1 / 3);
    expect(lowest.seen[1]).toBe('gfl');
    expect(lowest.energy / scale).toBeGreaterThan(0.4);
    expect(lowest.energy / scale).toBeLessThan(1);
  });

  it('takes squares without the bias of noisy means', () => {
    const problem = { response: () => [3, 1] as const, dimension: 10, heads: 2, chi: 1 };
    const { lambda, bias } = headsEnergy(problem, { turned: 2, alpha: 1, gain: 1 });
    // (1/(H d)) sum of 3 * 1; the square of the mean, 4, would be larger by (3 - 1)^2/4 = 1.
    expect(lambda).toBeCloseTo((2 * 3) / (2 * 10), 12);
    expect(bias).toBeCloseTo(1 / 3, 12);
  });
});
