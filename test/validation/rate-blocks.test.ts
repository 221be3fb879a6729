import { describe, expect, it } from 'vitest';
import type { PlannedNetwork, PlannedTarget } from '../../validation/index.js';
import { sampleInputs } from '../../validation/network/input.js';
import { numericNetwork } from '../../validation/network/network.js';
import { fillGaussian, gaussianSource } from '../../validation/network/random.js';
import { numericTarget } from '../../validation/network/target.js';
import type { LayerState } from '../../validation/rate/layers/layer.js';
import { searchStack } from '../../validation/rate/layers/search.js';
import type { StackSaddle } from '../../validation/rate/layers/search.js';
import { sampledLambda } from '../../validation/rate/layers/sampled.js';
import { stackAt } from '../../validation/rate/layers/stack.js';
import { StackProblem } from '../../validation/rate/layers/energy.js';
import { overlapAt, problemAt } from '../../validation/rate/overlaps/model.js';
import { findSaddle } from '../../validation/rate/overlaps/search.js';
import type { Saddle } from '../../validation/rate/overlaps/search.js';
import { gaussian, layer, network, spiked } from './network/planned.js';
import { leastOf } from './rate-by-hand.js';

const free = async (): Promise<void> => undefined;
const cubic: PlannedTarget = {
  name: 't',
  kind: 'hermite',
  terms: [{ degree: 3, coefficient: 1 }],
  directions: 1,
};
const erf = (input: PlannedNetwork['input'], sizes: Record<string, number>): PlannedNetwork =>
  network(input, [layer('dense', sizes, { activation: 'erf' })]);

/** The lowest saddle of a two-layer network by its overlaps. */
async function saddleOf(planned: PlannedNetwork): Promise<Saddle> {
  const point = { network: planned, target: cubic };
  return (await findSaddle(problemAt(point, overlapAt(point)), 1, free)).lowest;
}

/** The lowest saddle of a network by the states of its layers. */
async function stackSaddle(planned: PlannedNetwork): Promise<StackSaddle> {
  const problem = new StackProblem(stackAt({ network: planned, target: cubic }));
  return (await searchStack(problem, [['specialization']], 1, free)).lowest;
}

describe('data with a signal s', () => {
  // As in docs/validation.md, "The length of a unit counts", with x = s m^2: its price is d x/(2 s), while other weights cost what they did.
  // E^2/(N d) = (x/s + t - 1 - log t) (6 pi/16) ((1 + 2x + 2t)/x)^3.
  it.each([1, 4, 64])('cost what a unit of the effective dimension does: s = %i', async (s) => {
    const [N, dimension] = [65536, 4096];
    const leading = leastOf((logX) =>
      leastOf((logT) => {
        const [x, t] = [Math.exp(logX), Math.exp(logT)];
        return (x / s + t - 1 - logT) * ((6 * Math.PI) / 16) * ((1 + 2 * x + 2 * t) / x) ** 3;
      }),
    );
    const { energy, pattern } = await saddleOf(erf(spiked(dimension, s), { width: N }));
    expect(pattern).toBe('specialization');
    expect(Math.abs(energy / Math.sqrt(leading * N * dimension) - 1)).toBeLessThan(0.03);
  });

  it('of 1 have the energy of plain ones', async () => {
    const [plain, other] = [
      await saddleOf(erf(gaussian(64), { width: 80 })),
      await saddleOf(erf(spiked(64, 1), { width: 80 })),
    ];
    expect(other.energy).toBe(plain.energy);
  });

  it('have the same energy by overlaps and by states of layers', async () => {
    const planned = erf(spiked(256, 9), { width: 600 });
    const [one, two] = [await saddleOf(planned), await stackSaddle(planned)];
    expect(two.seen).toEqual([one.pattern]);
    expect(Math.abs(two.energy / one.energy - 1)).toBeLessThan(1e-3);
  });
});

describe('a prior variance v', () => {
  // With x = m^2 and t the square of the other weights, standard weights of that size cost d x/(2 v) and (d/2)(t/v - 1 - log(t/v)):
  // E^2/(N d) = (x/v + t/v - 1 - log(t/v)) (6 pi/16) ((1 + 2x + 2t)/x)^3, for a readout of variance r over r.
  it.each([
    [0.5, 1],
    [4, 1],
    [0.5, 16],
  ])('of the weights of %f and of the readout of %f is paid as by hand', async (v, r) => {
    const [N, dimension] = [65536, 4096];
    const leading = leastOf((logX) =>
      leastOf((logT) => {
        const [x, t] = [Math.exp(logX), Math.exp(logT)];
        return (x / v + t / v - 1 - Math.log(t / v)) * ((6 * Math.PI) / 16) * ((1 + 2 * x + 2 * t) / x) ** 3;
      }),
    );
    const plain = erf(gaussian(dimension), { width: N, variance: v });
    const { energy, pattern } = await saddleOf({ ...plain, output: { ...plain.output, variance: r } });
    expect(pattern).toBe('specialization');
    expect(Math.abs(energy / Math.sqrt((leading * N * dimension) / r) - 1)).toBeLessThan(0.03);
  });

  it('has the same energy by overlaps and by states of layers', async () => {
    const plain = erf(gaussian(256), { width: 600, variance: 0.5 });
    const planned: PlannedNetwork = { ...plain, output: { ...plain.output, variance: 3 } };
    const [one, two] = [await saddleOf(planned), await stackSaddle(planned)];
    expect(two.seen).toEqual([one.pattern]);
    expect(Math.abs(two.energy / one.energy - 1)).toBeLessThan(1e-3);
  });

  it('of 1/N at the readout is mean-field scaling', async () => {
    const plain = erf(gaussian(64), { width: 512 });
    const one = await saddleOf({ ...plain, output: { ...plain.output, scaling: 'meanfield' } });
    const other = await saddleOf({ ...plain, output: { ...plain.output, variance: 1 / 512 } });
    expect(other.energy).toBe(one.energy);
  });
});

describe('a mixture of experts', () => {
  it('of which all are active has the energy of the dense layer of all their units', async () => {
    const mixture = await saddleOf(erf(gaussian(64), { width: 100, experts: 3, active: 3 }));
    expect(mixture.energy).toBe((await saddleOf(erf(gaussian(64), { width: 300 }))).energy);
  });

  it('of one has the energy of the single expert', async () => {
    const single = await saddleOf(erf(gaussian(64), { width: 100, experts: 1 }));
    expect(single.energy).toBe((await saddleOf(erf(gaussian(64), { width: 100 }))).energy);
  });

  // M x d/2 against (X/A) (X N)/(2 M g): sqrt(X/A) times the energy of X N units, at as many times as many units.
  it.each([
    [16, 1],
    [16, 4],
  ])('of %i with %i active costs sqrt(X/A) times its dense layer', async (experts, active) => {
    const [width, dimension] = [16384, 256];
    const mixture = await saddleOf(erf(gaussian(dimension), { width, experts, active }));
    const dense = await saddleOf(erf(gaussian(dimension), { width: experts * width }));
    expect(Math.abs(mixture.energy / dense.energy / Math.sqrt(experts / active) - 1)).toBeLessThan(0.01);
    expect(Math.abs(mixture.state.units / dense.state.units / Math.sqrt(experts / active) - 1)).toBeLessThan(0.05);
  });
});

describe('a recurrent layer', () => {
  const recurrent = (width: number, steps: number): PlannedNetwork['layers'][number] =>
    layer('recurrent', { width, steps }, { activation: 'erf' });
  const prior: LayerState = {
    units: 0,
    strength: 1,
    turned: { linear: 1, rest: 1 },
    lean: 0,
    gain: 1,
    others: { linear: 1, rest: 1 },
    mixing: 0,
    skipMixing: 0,
  };

  it('of one step has the energy of the dense layer', async () => {
    const one = await stackSaddle(network(gaussian(64), [recurrent(80, 1)]));
    expect(one.energy).toBe((await stackSaddle(erf(gaussian(64), { width: 80 }))).energy);
  });

  it('pays once for what acts at every step', () => {
    const cost = (steps: number): number => {
      const stack = stackAt({ network: network(gaussian(64), [recurrent(80, steps)]), target: cubic });
      return new StackProblem(stack).energy([prior, { ...prior, lean: 2 }]).cost;
    };
    // N a^2/2
    expect(cost(3)).toBeCloseTo((80 * 4) / 2, 10);
    expect(cost(9)).toBe(cost(3));
  });

  /** lambda of networks in whose entry all units have a gain, and whose later steps have a spike a u u^T along what comes in. */
  function drawn(planned: PlannedNetwork, gain: number, spike: number): { mean: number; error: number } {
    const N = planned.layers[0]?.sizes['width'] ?? 0;
    const d = planned.input.kind === 'gaussian' ? planned.input.dimension : 0;
    const samples = 6000;
    const made = numericNetwork(planned).layers[0];
    const draws = [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => {
      const source = gaussianSource(seed);
      const weights = fillGaussian(new Float64Array(made?.parameters ?? 0), source);
      for (let unit = 0; unit < N; unit++) weights[unit * d] = Math.sqrt(gain) * (weights[unit * d] ?? 0);
      const u = Array.from({ length: N }, (_, unit) => weights[unit * d] ?? 0);
      const length = Math.hypot(...u);
      for (let i = 0; i < N; i++) {
        for (let j = 0; j < N; j++) {
          const at = N * d + i * N + j;
          weights[at] = (weights[at] ?? 0) + (spike * Math.sqrt(N) * (u[i] ?? 0) * (u[j] ?? 0)) / length ** 2;
        }
      }
      const overlaps = [0, 1].map(() => {
        const inputs = sampleInputs(planned.input, samples, source);
        const y = numericTarget(cubic, planned.input)(inputs, samples);
        const pass = made?.on(samples);
        pass?.forward(weights, inputs);
        const sums = new Float64Array(N);
        for (const [index, value] of (pass?.output ?? []).entries()) {
          sums[index % N] = (sums[index % N] ?? 0) + (value * (y[Math.floor(index / N)] ?? 0)) / samples;
        }
        return sums;
      });
      return overlaps[0]?.reduce((sum, one, unit) => sum + (one * (overlaps[1]?.[unit] ?? 0)) / N, 0) ?? Number.NaN;
    });
    const mean = draws.reduce((sum, value) => sum + value, 0) / draws.length;
    const error = Math.sqrt(draws.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (8 * 7));
    return { mean, error };
  }

  const modelled = (planned: PlannedNetwork, gain: number, spike: number): number =>
    new StackProblem(stackAt({ network: planned, target: cubic })).energy([
      { ...prior, gain },
      { ...prior, lean: spike },
    ]).lambda;

  it('has the lambda of networks drawn in its state, where it is wide', () => {
    const planned = network(gaussian(48), [recurrent(96, 4)]);
    const { mean, error } = drawn(planned, 3, 1.8);
    expect(Math.abs(mean - modelled(planned, 3, 1.8))).toBeLessThan(3 * error + 0.2 * mean);
    expect(error).toBeLessThan(0.25 * mean);
  });

  // D^3 = 12^3 is far more than 12 units: what is amplified is noise, and a wider layer of the same state does a hundred times better.
  it('amplifies its own noise where it is narrow', () => {
    const narrow = network(gaussian(512), [recurrent(12, 4)]);
    const { mean, error } = drawn(narrow, 8, 3.5);
    const wide = modelled(network(gaussian(512), [recurrent(1e5, 4)]), 8, 3.5);
    expect(mean + 3 * error).toBeLessThan(wide / 30);
    expect(modelled(narrow, 8, 3.5)).toBeLessThan(mean + 3 * error);
  });
});

describe('a norm', () => {
  it('of plain data changes nothing but terms of order 1/d', async () => {
    const units = layer('dense', { width: 4096 }, { activation: 'erf' });
    const plain = await stackSaddle(network(gaussian(512), [units]));
    const behind = await stackSaddle(network(gaussian(512), [layer('norm', {}), units]));
    expect(Math.abs(behind.energy / plain.energy - 1)).toBeLessThan(0.02);
  });

  it('has the lambda of networks drawn in its state, on drawn inputs', async () => {
    const units = layer('dense', { width: 600 }, { activation: 'erf' });
    const planned = network(spiked(48, 12), [layer('norm', {}), units, layer('norm', {}), units]);
    const stack = stackAt({ network: planned, target: cubic });
    const { lowest } = await searchStack(new StackProblem(stack), [['specialization', 'lazy']], 1, free);
    const draws = [1, 2, 3, 4, 5, 6].map((seed) => sampledLambda(stack, lowest.states, 1500, seed).lambda);
    const mean = draws.reduce((sum, value) => sum + value, 0) / draws.length;
    const error = Math.sqrt(draws.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 30);
    expect(Math.abs(mean - lowest.lambda)).toBeLessThan(3 * error + 0.08 * lowest.lambda);
    expect(error).toBeLessThan(0.15 * lowest.lambda);
  });
});
