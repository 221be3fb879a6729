import { describe, expect, it } from 'vitest';
import type { ActivationName } from '../../theory/index.js';
import { erf } from '../../validation/network/erf.js';
import { sampleInputs } from '../../validation/network/input.js';
import { numericNetwork } from '../../validation/network/network.js';
import { fillGaussian, gaussianSource } from '../../validation/network/random.js';
import { linearUnits, unitsOnStream } from '../../validation/rate/heads/behind.js';
import { headsEnergy } from '../../validation/rate/heads/energy.js';
import { headsAt } from '../../validation/rate/heads/model.js';
import { othersResponse } from '../../validation/rate/heads/response.js';
import { searchHeads } from '../../validation/rate/heads/search.js';
import { layer, network, tokens } from './network/planned.js';

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const scores = { scores: { form: 'bilinear' } } as const;
const block = (L: number, d: number, heads: number, width: number, activation: ActivationName) =>
  network(tokens(L, d), [
    layer('attention', { heads }, { ...scores, residual: true }),
    layer('dense', { width }, { activation, residual: true }),
  ]);

describe('what passes a transformer block', () => {
  // Without the query among the tokens only the others' half is left of 4 alpha / sqrt(2 L).
  it('is 2 alpha / sqrt(2 L) of the other tokens for many of them and a small alpha', () => {
    const L = 2048;
    const [one, two] = othersResponse(L, 1e6, 1)(0.2);
    expect(Math.abs((one + two) / 2 / ((2 * 0.2) / Math.sqrt(2 * L)) - 1)).toBeLessThan(0.1);
  });

  it('is handed on by linear units as behind plain heads, and beside them as it is', () => {
    const linear = layer('dense', { width: 50 }, { activation: 'linear' });
    const [plain, beside] = [unitsOnStream(linear, 64), unitsOnStream({ ...linear, residual: true }, 64)];
    expect(plain.passed(9, 0).factor).toBeCloseTo(9, 6);
    expect(plain.passed(9, 0).fluctuation).toBeCloseTo(linearUnits(50).passed(9, 0).fluctuation, 6);
    expect(beside.passed(9, 0).factor).toBeCloseTo(10, 6);
  });

  // (2/sqrt(pi)) / sqrt(1 + 2 v) is the mean slope of erf at variance v (Williams 1998): 4/(3 pi) of a small gain is left, and no more than some d of any.
  it('is bent by units that have a largest value', () => {
    const units = unitsOnStream(layer('dense', { width: 50 }, { activation: 'erf' }), 1e6);
    expect(units.passed(9, 0).factor).toBeCloseTo((9 * 4) / (3 * Math.PI), 3);
    const [far, farther] = [units.passed(1e9, 0).factor, units.passed(1e10, 0).factor];
    expect(farther).toBeLessThan(1.2 * far);
    expect(farther).toBeLessThan(1e6);
    // E[t^2 phi'(h)] with E[h t] = b: less than the mean slope where h is large with t.
    expect(units.passed(1e5, 1).factor).toBeLessThan(0.9 * units.passed(1e5, 0).factor);
  });

  /** lambda of drawn blocks in whose heads all scores hold alpha w w^T and whose units gain along what these hand on, by two halves of drawn inputs. */
  function drawn([L, d, H, N]: readonly [number, number, number, number], alpha: number, gain: number, seed: number) {
    const samples = 10_000;
    const source = gaussianSource(seed);
    const planned = network(tokens(L, d), [layer('attention', { heads: H }, scores)]);
    const head = numericNetwork(planned).layers[0];
    const weights = fillGaussian(new Float64Array(head?.parameters ?? 0), source);
    for (let h = 0; h < H; h++) weights[h * d * d] = alpha * d;
    const values = Array.from({ length: H }, () => fillGaussian(new Float64Array(d * d), source));
    // Where w lies behind the values.
    const direction = Array.from({ length: d }, (_, k) => mean(values.map((matrix) => matrix[k * d] ?? 0)));
    const length = Math.hypot(...direction);
    // Of the typical length, 1: how it fluctuates is not what is looked at here.
    for (const matrix of values)
      for (let k = 0; k < d * d; k++) matrix[k] = (matrix[k] ?? 0) * (Math.sqrt(d / H) / length);
    const units = Array.from({ length: N }, () => {
      const w = Array.from(fillGaussian(new Float64Array(d), source), (x) => x / Math.sqrt(d));
      const along = w.reduce((sum, x, k) => sum + (x * (direction[k] ?? 0)) / length, 0);
      return w.map((x, k) => x + ((Math.sqrt(gain) - 1) * along * (direction[k] ?? 0)) / length);
    });
    const halves = [0, 1].map(() => {
      const inputs = sampleInputs(planned.input, samples, source);
      const pass = head?.on(samples);
      pass?.forward(weights, inputs);
      const sums = { stream: new Float64Array(d), units: new Float64Array(N) };
      for (let sample = 0; sample < samples; sample++) {
        const token = (b: number, k: number): number => inputs[(sample * L + b) * d + k] ?? 0;
        let y = 0;
        for (let b = 1; b < L; b++) y += token(b, 0) ** 2 - 1;
        y *= token(0, 0) / Math.sqrt(2 * (L - 1)) / samples;
        const stream = Array.from({ length: d }, (_, k) => {
          let z = token(0, k);
          for (let h = 0; h < H; h++) {
            for (let j = 0; j < d; j++) {
              const o = pass?.output[(sample * H + h) * d + j] ?? 0;
              z += ((values[h]?.[k * d + j] ?? 0) * o) / Math.sqrt(d * H);
            }
          }
          return z;
        });
        for (let k = 0; k < d; k++) sums.stream[k] = (sums.stream[k] ?? 0) + y * (stream[k] ?? 0);
        for (const [i, w] of units.entries()) {
          const h = w.reduce((sum, x, k) => sum + x * (stream[k] ?? 0), 0);
          sums.units[i] = (sums.units[i] ?? 0) + y * erf(h);
        }
      }
      return sums;
    });
    const product = (of: 'stream' | 'units'): number =>
      mean(Array.from(halves[0]?.[of] ?? [], (value, k) => value * (halves[1]?.[of][k] ?? 0)));
    return product('stream') + product('units');
  }

  it('has the lambda of drawn blocks, on drawn inputs', () => {
    const sizes = [48, 16, 1, 80] as const;
    const [alpha, gain] = [0.6, 4];
    const draws = [1, 2, 3, 4, 5, 6].map((seed) => drawn(sizes, alpha, gain, seed));
    const error = Math.sqrt(mean(draws.map((value) => (value - mean(draws)) ** 2)) / 5);
    const [L, d, H, N] = sizes;
    const problem = headsAt({ network: block(L, d, H, N, 'erf') }, 1);
    const { lambda } = headsEnergy(problem, { turned: H, alpha, gain: 1, after: [gain] });
    expect(error).toBeLessThan(0.15 * lambda);
    expect(Math.abs(mean(draws) - lambda)).toBeLessThan(3 * error + 0.1 * lambda);
  });
});

describe('the energy of a transformer block', () => {
  // lambda = 2 alpha^2/(L d) (1 + D kappa), kappa = 4/(3 pi): H d^2 alpha^2/2 + N D/2 + L d/(4 alpha^2 kappa D) at large gains of many heads, so that
  // E = (3/2) (H N L d^3/(2 kappa))^(1/3) but for logarithms of the gains.
  it('is of order (H N L d^3)^(1/3)', async () => {
    const [H, L, d, N] = [16, 1024, 4096, 4096];
    const { lowest } = await searchHeads(headsAt({ network: block(L, d, H, N, 'erf') }, 1), 1, async () => undefined);
    const byHand = 1.5 * ((H * N * L * d ** 3 * 3 * Math.PI) / 8) ** (1 / 3);
    expect(lowest.seen[1]).toBe('gfl');
    expect(lowest.energy / byHand).toBeGreaterThan(0.6);
    expect(lowest.energy / byHand).toBeLessThan(1.2);
  });

  it('of lazy units is that of its attention', async () => {
    const [L, d] = [64, 64];
    const alone = network(tokens(L, d), [layer('attention', { heads: 1 }, { ...scores, residual: true })]);
    const [one, other] = [
      await searchHeads(headsAt({ network: alone }, 1), 1, async () => undefined),
      // Units that answer to nothing: He_2 of a pre-activation that fills them evenly.
      await searchHeads(headsAt({ network: block(L, d, 1, 1e6, 'quadratic') }, 1), 1, async () => undefined),
    ];
    expect(Math.abs(other.lowest.energy / one.lowest.energy - 1)).toBeLessThan(1e-3);
  });
});
