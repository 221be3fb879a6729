import { describe, expect, it } from 'vitest';
import type { Feature } from '../../../theory/index.js';
import { javascript } from '../../../validation/engines/js/javascript.js';
import { torch } from '../../../validation/engines/torch/torch.js';
import type { LayerStart, PlannedNetwork, PlannedTarget } from '../../../validation/plan.js';
import { gaussianSource } from '../../../validation/network/random.js';
import { effectiveSampleSize, normalScores, splitRHat } from '../../../validation/training/sample/convergence.js';
import { blockOn, chainsMethod, chainsPlan, cubicPoint, mixture, twoLayers } from './studies.js';
import { pointsOf } from './points-of.js';
import { inPython, pytorch } from './pytorch.js';

describe.skipIf(!pytorch)('the chains of the torch engine', () => {
  it.each(['integrated', 'sampled'] as const)(
    'agrees with the embedded engine on the same plan, point by point, within the errors: readout %s',
    async (readout) => {
      const method = chainsMethod({ readout, draws: 200, chains: { prior: 2, informed: 2 } });
      const plan = chainsPlan(
        [1, 2].flatMap((seed) =>
          [32, 64].map((samples) => cubicPoint(6, samples, seed, { ridge: 1, step: 0.1, steps: 4000 })),
        ),
        method,
      );
      const [ours, theirs] = [await pointsOf(javascript, plan), await pointsOf(torch, plan)];
      expect(ours.size).toBe(4);
      for (const [index, { value, error, seen }] of ours) {
        const other = theirs.get(index);
        expect(Math.abs(value - (other?.value ?? NaN))).toBeLessThan(5 * Math.hypot(error, other?.error ?? NaN));
        expect(error).toBeLessThan(0.05);
        for (const temperature of [seen?.['temperature'], other?.seen?.['temperature']]) {
          expect(Math.abs(Number(temperature) - 1)).toBeLessThan(0.1);
        }
      }
    },
    400_000,
  );

  const gains = (degree: Feature): LayerStart => ({ pattern: 'gfl', degree, gain: 2 });
  it.each<[string, PlannedNetwork, PlannedTarget, readonly LayerStart[]]>([
    ['a product of directions', twoLayers(3, 4), mixture([1, { u: 1, v: 1 }], [1, { u: 1 }]), [gains(1)]],
    ['a block', blockOn([3, 2], [1, 3]), mixture([1, {}], [1, { w: 1 }]), [gains(1), gains('attentive')]],
  ])(
    'agrees with the embedded engine on %s',
    async (_, network, target, informed) => {
      const point = { ...cubicPoint(3, 24, 1, { ridge: 1, step: 0.1, steps: 3000 }), network, target, informed };
      const plan = chainsPlan([point], chainsMethod({ draws: 150, freshInputs: 256 }));
      const [ours, theirs] = [(await pointsOf(javascript, plan)).get(0), (await pointsOf(torch, plan)).get(0)];
      expect(ours?.seen?.['diverged']).toBe(0);
      const error = Math.hypot(ours?.error ?? NaN, theirs?.error ?? NaN);
      expect(Math.abs((ours?.value ?? NaN) - (theirs?.value ?? NaN))).toBeLessThan(5 * error);
      expect(error).toBeLessThan(0.1);
      expect(ours?.value).toBeGreaterThan(0.1);
    },
    100_000,
  );

  it('runs chains on until they have mixed, by what the embedded engine counts as mixed', () => {
    // A third of the draws of one chain lies apart, or none; plain noise has mixed.
    const normal = gaussianSource(8);
    const chainsAt = (apart: number): number[][] =>
      [0, 0, 0, apart].map((shift) =>
        Array.from({ length: 800 }, (_, draw) => normal() + (draw % 3 === 0 ? shift : 0)),
      );
    const cases = [0, 0.1, 0.5, 3].map(chainsAt);
    const printed = inPython(
      `for chains in json.load(sys.stdin):
    draws = torch.tensor(chains, dtype=torch.float64)
    print(json.dumps([diagnostics.split_r_hat(draws), diagnostics.effective_sample_size(diagnostics.normal_scores(draws))]))`,
      cases,
    ) as [number, number][];
    for (const [index, chains] of cases.entries()) {
      expect(printed[index]?.[0]).toBeCloseTo(splitRHat(chains), 8);
      expect((printed[index]?.[1] ?? NaN) / effectiveSampleSize(normalScores(chains))).toBeCloseTo(1, 6);
    }
  });

  it.each([
    ['mixed', 1, 0],
    ['not mixed', 0.02, 2],
  ])('doubles chains that have %s as often as it must, as the embedded engine does', async (_, step, doublings) => {
    // Few samples and a large ridge: hardly more than the prior, in which a step of 1 makes each draw new.
    const point = cubicPoint(4, 4, 1, { ridge: 1000, step, steps: 1000 });
    const plan = chainsPlan(
      [point],
      chainsMethod({ readout: 'integrated', draws: 500, doublings: 2, freshInputs: 16 }),
    );
    for (const engine of [javascript, torch]) {
      const seen = (await pointsOf(engine, plan)).get(0)?.seen;
      expect(Number(seen?.['doublings'] ?? 0)).toBe(doublings);
      expect(seen?.['mixed']).toBe(doublings === 0 ? 'yes' : 'no');
    }
  });

  it('tells of diverged chains and does not average them', async () => {
    const plan = chainsPlan([cubicPoint(8, 64, 1, { step: 1, steps: 200 })], chainsMethod({ draws: 20 }));
    for (const engine of [javascript, torch]) {
      const point = (await pointsOf(engine, plan)).get(0);
      expect(point?.seen).toMatchObject({ diverged: 4, mixed: 'no' });
      expect(point).toMatchObject({ value: 0, error: 1 });
    }
  }, 60_000);
});
