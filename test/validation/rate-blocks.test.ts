import { describe, expect, it } from 'vitest';
import type { PlannedNetwork, PlannedTarget } from '../../validation/index.js';
import { searchStack, type StackSaddle } from '../../validation/rate/layers/search.js';
import { sampledLambda } from '../../validation/rate/layers/sampled.js';
import { stackAt } from '../../validation/rate/layers/planned.js';
import { StackProblem } from '../../validation/rate/layers/stack.js';
import { overlapAt, problemAt } from '../../validation/rate/problem.js';
import { findSaddle, type Saddle } from '../../validation/rate/saddle.js';
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
