import { expect, it } from 'vitest';
import { chainsDuration } from '../../../validation/training/plan/duration.js';
import { chainsMethod, chainsPlan, cubicPoint } from './studies.js';

it('a plan costs its gradients and looks, at the rate of each size', () => {
  // At d = 8 a gradient on 100 samples takes 1 ms, at 16 it takes 4 ms; a look takes half of that.
  const each = (d: number): number => (d / 8) ** 2 * 1e-5;
  const plan = chainsPlan([
    cubicPoint(8, 100, 1),
    cubicPoint(8, 50, 1),
    cubicPoint(16, 100, 1),
    cubicPoint(16, 100, 2),
  ]);
  const timed: string[] = [];
  const cost = chainsDuration(plan, chainsMethod(), 2, ({ network, sampling }) => {
    const d = network.input.kind === 'gaussian' ? network.input.dimension : 0;
    timed.push(`${d} ${sampling.samples}`);
    return { gradient: each(d) * sampling.samples, look: 50 * each(d) };
  });
  // Four chains of 1000 steps and 100 looks a point: 4 (1 + 0.05), 4 (0.5 + 0.05), and twice 4 (4 + 0.2).
  expect(2 * (cost?.seconds ?? 0)).toBeCloseTo(4.2 + 2.2 + 2 * 16.8, 9);
  expect(timed.sort()).toEqual(['16 100', '8 100']);
});
