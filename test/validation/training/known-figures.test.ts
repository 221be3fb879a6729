import { describe, expect, it } from 'vitest';
import type { LangevinMethod } from '../../../validation/index.js';
import { runChains } from '../../../validation/training/sample/chains.js';
import { pointOf } from '../../../validation/training/sample/point.js';
import { chainsMethod, cubicPoint } from './studies.js';

/**
 * Two layers, erf, He_3, N = d = 16, kappa = 0.2: the alignment and its error over four data sets that an independent program found (PyTorch, BAOAB, step
 * 0.012, 20000 steps, the second half averaged), alike from the prior and from specialised starts.
 */
const known = { samples: 320, alignment: 0.43, error: 0.04 };

/** Mean alignment over data sets, with its standard error. */
async function measured(
  samples: number,
  seeds: readonly number[],
  readout: LangevinMethod['readout'],
  sampling: { step: number; steps: number },
): Promise<{ mean: number; error: number }> {
  const method = chainsMethod({ readout, draws: 100, chains: { prior: 1, informed: 1 } });
  const points = [];
  for (const seed of seeds) {
    const planned = cubicPoint(16, samples, seed, sampling);
    points.push(pointOf(planned, method, await runChains(planned, method, () => undefined)));
  }
  const values = points.map(({ value }) => value);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return { mean, error: Math.sqrt(variance / values.length) };
}

describe('the alignment at finite width', () => {
  // Longer chains, more data sets and more samples: node test/bench/alignment.mjs
  it.each([
    ['integrated', { step: 0.04, steps: 1250 }],
    ['sampled', { step: 0.02, steps: 2500 }],
  ] as const)(
    'is the known one, by short chains, readout %s',
    async (readout, sampling) => {
      const found = await measured(known.samples, [1, 2, 3, 4], readout, sampling);
      expect(Math.abs(found.mean - known.alignment)).toBeLessThan(3 * Math.hypot(found.error, known.error));
      expect(found.error).toBeLessThan(0.06);
    },
    400_000,
  );
});

describe('a point whose planned step is too long', () => {
  // Units of erf saturate, and far out only the prior holds them: its curvature is 1, so a step is stable below 2.
  const records = (step: number): ReturnType<typeof runChains> =>
    runChains(
      cubicPoint(8, 40, 1, { step, steps: 120 }),
      chainsMethod({ readout: 'integrated', draws: 40 }),
      () => undefined,
    );
  const method = chainsMethod({ readout: 'integrated', draws: 40 });

  it('is run again with half of it, until it is stable', async () => {
    const { seen } = pointOf(cubicPoint(8, 40, 1), method, await records(2.5));
    expect(seen?.['diverged']).toBe(0);
    expect(Number(seen?.['halvings'])).toBeGreaterThan(0);
  });

  it('has diverged when a quarter is too long as well', async () => {
    const { seen } = pointOf(cubicPoint(8, 40, 1), method, await records(8));
    expect(Number(seen?.['diverged'])).toBeGreaterThan(0);
  });
});
