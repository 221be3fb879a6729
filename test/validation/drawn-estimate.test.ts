import { describe, expect, it } from 'vitest';
import { drawnEstimate } from '../../validation/drawn/estimate.js';
import { studyOf } from '../../validation/drawn/study-of.js';
import { NotMeasurableError } from '../../validation/errors.js';
import type { PlannedTarget } from '../../validation/index.js';
import { predict, type ActivationName } from '../../theory/index.js';
import { gaussian, layer, network, tokens } from './network/planned.js';

const free = async (): Promise<void> => undefined;
const hermite = (degree: number): PlannedTarget => ({
  name: 'y',
  kind: 'hermite',
  terms: [{ degree, coefficient: 1 }],
  directions: 1,
});
const dense = (width: number, activation: ActivationName = 'erf') => layer('dense', { width }, { activation });

describe('samples by drawn networks', () => {
  // docs/results.md, "Training level": erf, He_3, N = d, kappa = 0.2 cross 1/2 at 338, 395, 656 and 711 samples for d = 8, 11, 19, 27.
  it.each([
    [11, 395],
    [19, 656],
  ])('are those of training within a factor 2 at d = %i', async (d, measured) => {
    const { samples, model } = await drawnEstimate(
      { network: network(gaussian(d), [dense(d)]), target: hermite(3), ridge: 0.2 },
      free,
    );
    expect(model).toBe('drawn');
    expect(samples / measured).toBeGreaterThan(1 / 2);
    expect(samples / measured).toBeLessThan(2);
  });

  // A linear network without hidden weights to speak of: kernel x.x'/d, one eigenvalue 1/d, A = P/(P + d kappa_eff) = 1/2 at P = d kappa_eff, kappa_eff = kappa + 1/2 as half of
  // each of the d modes is resolved there. Wide layers stay near it.
  it('of a wide linear layer on He_1 are those of ridge regression', async () => {
    const [d, kappa] = [6, 3];
    const { samples } = await drawnEstimate(
      { network: network(gaussian(d), [dense(48, 'linear')]), target: hermite(1), ridge: kappa },
      free,
    );
    expect(samples / (d * (kappa + 1 / 2))).toBeGreaterThan(0.7);
    expect(samples / (d * (kappa + 1 / 2))).toBeLessThan(1.4);
  });

  it('grow with the threshold', async () => {
    const setting = { network: network(gaussian(6), [dense(12, 'relu')]), target: hermite(2), ridge: 0.2 };
    const plain = await drawnEstimate(setting, free);
    const higher = await drawnEstimate({ ...setting, threshold: 0.75 }, free);
    expect(higher.samples).toBeGreaterThan(1.2 * plain.samples);
  });

  it('are known of deep networks and of attention between layers', async () => {
    const stacked = network(tokens(4, 6), [
      dense(8, 'linear'),
      layer('attention', { heads: 2 }, { scores: { form: 'bilinear' } }),
      dense(8, 'relu'),
    ]);
    const { samples, pattern } = await drawnEstimate(
      { network: stacked, target: { name: 'y', kind: 'attentive', degree: 3 }, ridge: 0.1 },
      free,
    );
    expect(samples).toBeGreaterThan(4);
    expect(pattern.split(', ')).toHaveLength(3);
  });

  it('of a last layer of which some units stand for all are those of all within a factor 1.5', async () => {
    const at = (width: number) =>
      drawnEstimate({ network: network(gaussian(6), [dense(width, 'relu')]), target: hermite(2), ridge: 1 }, free);
    // Up to 96 units every one is drawn.
    const [all, some] = [await at(96), await at(100)];
    expect(Math.abs(Math.log(some.samples / all.samples))).toBeLessThan(Math.log(1.5));
  });

  it('are refused for networks that are too large to be drawn', async () => {
    await expect(
      drawnEstimate({ network: network(gaussian(64), [dense(5000), dense(5000)]), target: hermite(3), ridge: 1 }, free),
    ).rejects.toThrow(NotMeasurableError);
  });
});

describe('the study of a network in numbers', () => {
  it('has the pattern that the heuristic shows at these sizes', () => {
    const study = studyOf({ network: network(gaussian(64), [dense(4096)]), target: hermite(3) });
    expect([...study.reference.values()].sort((a, b) => a - b)).toEqual([64, 4096]);
    const { winner } = predict(study);
    expect(winner.name).toBe('specialization');
    expect(winner.energy.value(study.reference)).toBeCloseTo(512, 6);
  });
});
