import { describe, expect, it } from 'vitest';
import type { PlannedNetwork } from '../../validation/index.js';
import { sampleInputs } from '../../validation/network/input.js';
import { numericNetwork } from '../../validation/network/network.js';
import { fillGaussian, gaussianSource } from '../../validation/network/random.js';
import { numericTarget } from '../../validation/network/target.js';
import { embeddedAt } from '../../validation/rate/embedded/model.js';
import { searchEmbedded } from '../../validation/rate/embedded/search.js';
import { embeddedEnergy } from '../../validation/rate/embedded/state.js';
import type { EmbeddingState } from '../../validation/rate/embedded/state.js';
import { layer, network, tokens } from './network/planned.js';

const embedded = (L: number, d: number, N: number, H = 1): PlannedNetwork =>
  network(tokens(L, d), [
    layer('dense', { width: N }, { activation: 'linear' }),
    layer('attention', { heads: H }, { scores: { form: 'bilinear' } }),
  ]);
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('attention behind linear units', () => {
  // By hand: S^2/2 for the shift, N^2 alpha^2/2 for the head, (N/2)(D - 1 - log D), ((d - 1)/2)(v - 1 - log v).
  it('pays for both', () => {
    const problem = embeddedAt({ network: embedded(8, 10, 6) }, 1);
    const heads = { turned: 1, alpha: 0.5, gain: 1 };
    const { cost } = embeddedEnergy(problem, { embedding: { shift: 7, gain: 2, across: 0.5 }, heads });
    const byHand = 7 / 2 + (36 * 0.25) / 2 + 3 * (1 - Math.log(2)) + (9 / 2) * (-0.5 + Math.log(2));
    expect(cost).toBeCloseTo(byHand, 10);
  });

  it('has the lambda of networks drawn in its state, on drawn inputs', () => {
    const [L, d, N, S, samples, draws] = [8, 20, 16, 6, 300, 200];
    const planned = embedded(L, d, N);
    // The prior's own N is a part of the length of s: W w has (S^2 + N)/d, and along it W makes noise of (d - 1)/d.
    const embedding: EmbeddingState = { shift: S * S, gain: 1, across: 1 };
    const alpha = 0.8 / ((S * S + N + d - 1) / d);
    const [own] = numericNetwork(planned).layers;
    const head = numericNetwork(planned).layers[1];
    const [first, second] = [own?.on(samples), head?.on(samples)];
    const y = numericTarget({ name: 't', kind: 'attentive', degree: 3 }, planned.input);
    const source = gaussianSource(3);
    const products = Array.from({ length: draws }, () => {
      const weights = fillGaussian(new Float64Array(own?.parameters ?? 0), source);
      const scores = fillGaussian(new Float64Array(head?.parameters ?? 0), source);
      weights[0] = (weights[0] ?? 0) + S;
      const s = Array.from({ length: N }, (_, unit) => weights[unit * d] ?? 0);
      const length = Math.hypot(...s);
      for (let i = 0; i < N; i++) {
        for (let j = 0; j < N; j++) {
          scores[i * N + j] = (scores[i * N + j] ?? 0) + (alpha * N * (s[i] ?? 0) * (s[j] ?? 0)) / length ** 2;
        }
      }
      const inputs = sampleInputs(planned.input, samples, source);
      first?.forward(weights, inputs);
      second?.forward(scores, first?.output ?? inputs);
      const along = (sample: number): number =>
        s.reduce((sum, x, k) => sum + (x / length) * (second?.output[sample * N + k] ?? 0), 0);
      return mean([...y(inputs, samples)].map((value, sample) => value * along(sample)));
    });
    const error = Math.sqrt(mean(products.map((product) => (product - mean(products)) ** 2)) / draws);
    const { lambda } = embeddedEnergy(embeddedAt({ network: planned }, 2), {
      embedding,
      heads: { turned: 1, alpha, gain: 1 },
    });
    // lambda = <o, y>^2 / (H N). The prior's own slant in the scores is in both.
    const modelled = Math.sqrt(lambda * N);
    expect(error).toBeLessThan(0.08 * modelled);
    expect(Math.abs(mean(products) - modelled)).toBeLessThan(4 * error + 0.05 * modelled);
  });

  // The head alone costs sqrt(L d^3) ~ d^2; the embedding is paid with d^(3/2).
  it('costs less than with an embedding of the prior, the more the larger d is', async () => {
    const [small, large] = await Promise.all(
      [64, 256].map(async (d) => {
        const problem = embeddedAt({ network: embedded(d, d, d) }, 1);
        const { lowest, lazyEmbedding } = await searchEmbedded(problem, 1, async () => undefined);
        expect(lowest.seen[0]).not.toBe('lazy');
        return lazyEmbedding.energy / lowest.energy;
      }),
    );
    expect(small).toBeGreaterThan(2);
    expect(large).toBeGreaterThan(1.5 * (small ?? Infinity));
  });
});
