import { describe, expect, it } from 'vitest';
import { sampleInputs } from '../../validation/network/input.js';
import { numericNetwork } from '../../validation/network/network.js';
import { fillGaussian, gaussianSource } from '../../validation/network/random.js';
import { numericTarget } from '../../validation/network/target.js';
import { headsEnergy } from '../../validation/rate/heads/energy.js';
import { headsAt } from '../../validation/rate/heads/model.js';
import { headResponse } from '../../validation/rate/heads/response.js';
import { bilinearPrice, lowRankPrice } from '../../validation/rate/heads/score-price.js';
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
    const problem = { response: () => [3, 1] as const, price: bilinearPrice, dimension: 10, heads: 2, chi: 1 };
    const { lambda, bias } = headsEnergy(problem, { turned: 2, alpha: 1, gain: 1 });
    // (1/(H d)) sum of 3 * 1; the square of the mean, 4, would be larger by (3 - 1)^2/4 = 1.
    expect(lambda).toBeCloseTo((2 * 3) / (2 * 10), 12);
    expect(bias).toBeCloseTo(1 / 3, 12);
  });
});

describe('the price of scores of low rank', () => {
  /** The density of the sum of k products of two standard Gaussians over sqrt(k), from its characteristic function (1 + t^2/k)^(-k/2). */
  const density = (rank: number, z: number): number => {
    let sum = 0;
    const step = 1e-3;
    for (let t = step / 2; t < 60; t += step) sum += Math.cos(t * z) * (1 + (t * t) / rank) ** (-rank / 2);
    return (sum * step) / Math.PI;
  };

  it.each([
    [8, 1],
    [8, 3],
    [16, 5],
    [64, 4],
  ])('of rank %i is the logarithm of the density at alpha d = %i', (rank, z) => {
    const exact = Math.log(density(rank, 0) / density(rank, z));
    // The saddle point leaves out relative corrections of order 1/k to the density.
    expect(Math.abs(lowRankPrice(rank).held(z) - exact)).toBeLessThan(0.7 / rank + 0.01 * exact);
  });

  it('is the Gaussian one up to sqrt(k), and sqrt(k) alpha d far above', () => {
    expect(lowRankPrice(1e6).held(3)).toBeCloseTo(bilinearPrice.held(3), 4);
    expect(lowRankPrice(1e6).gained(4)).toBeCloseTo(bilinearPrice.gained(4), 4);
    expect(lowRankPrice(16).held(1e5) / (4 * 1e5)).toBeCloseTo(1, 2);
  });

  it('of a gain of 1 is nothing', () => {
    for (const rank of [16, 64, 256]) expect(Math.abs(lowRankPrice(rank).gained(1))).toBeLessThan(1 / rank);
  });

  // Heads that hold alpha pay d sqrt(k) alpha each, the readout H L d/(16 alpha^2 M): M is of order sqrt(H L/sqrt(k)), a part of the heads.
  it('lets a part of the heads turn', async () => {
    const [H, L, d, k] = [64, 64, 4096, 16];
    const planned = network(tokens(L, d), [layer('attention', { heads: H }, { scores: { form: 'lowrank', rank: k } })]);
    const { lowest } = await searchHeads(headsAt({ network: planned }, 1), 1, async () => undefined);
    expect(lowest.state.turned).toBeGreaterThan(3);
    expect(lowest.state.turned).toBeLessThan(H);
    const scale = d * Math.sqrt(H * L * Math.sqrt(k));
    expect(lowest.energy / scale).toBeGreaterThan(0.5);
    expect(lowest.energy / scale).toBeLessThan(3);
  });
});
