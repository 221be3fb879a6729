import { describe, expect, it } from 'vitest';
import { neglectedTerms } from '../../validation/rate/shared-terms.js';
import { overlapOf } from '../../validation/rate/overlap.js';
import { sampledRate } from '../../validation/rate/overlaps/sampling.js';
import { findSaddle } from '../../validation/rate/overlaps/search.js';

const free = async (): Promise<void> => undefined;

describe('the rate by thermodynamic integration', () => {
  // Linear units and He_1: lambda = s^2 / (N d) with s chi-distributed, of density sqrt(2/pi) s^2 exp(-s^2/2) for N = 3.
  it('is the density of A = 1 for three linear units', async () => {
    const [units, dimension] = [3, 16];
    const problem = { overlap: overlapOf('linear', 1), dimension, width: units, chi: 1 };
    const { energy, error } = await sampledRate(problem, { rungs: 40, sweeps: 8000, seed: 1 }, free);
    let density = 0;
    for (let s = 0.005; s < 12; s += 0.01) {
      const lambda = (s * s) / (units * dimension);
      density +=
        (0.01 * Math.sqrt(2 / Math.PI) * s * s * Math.exp(-(s * s) / 2 - 1 / (2 * lambda))) / Math.sqrt(lambda);
    }
    expect(error).toBeLessThan(0.1);
    expect(Math.abs(energy + Math.log(density))).toBeLessThan(4 * error + 0.1);
  }, 120_000);

  it.each([
    [4, 16],
    [8, 24],
  ])(
    'is the saddle up to the terms that it leaves out: %i units, d = %i',
    async (width, dimension) => {
      const problem = { overlap: overlapOf('erf', 3), dimension, width, chi: 1 };
      const { energy, error, exchanged } = await sampledRate(problem, { rungs: 60, sweeps: 3000, seed: 2 }, free);
      const { lowest } = await findSaddle(problem, 1, free);
      const left = neglectedTerms(lowest.lambda, [{ width, units: lowest.state.units }]);
      expect(exchanged).toBeGreaterThan(0.02);
      expect(error).toBeLessThan(0.05 * energy);
      expect(Math.abs(energy - lowest.energy)).toBeLessThan(left + 3 * error);
    },
    120_000,
  );
});
