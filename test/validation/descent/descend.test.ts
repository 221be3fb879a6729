import { describe, expect, it } from 'vitest';
import { shuffledBatches } from '../../../validation/descent/batches.js';
import { descend, train } from '../../../validation/descent/descend.js';
import { rateUnit } from '../../../validation/descent/learning-rate.js';
import { optimiserOf } from '../../../validation/descent/optimiser.js';
import { trainingSplit } from '../../../validation/descent/training-split.js';
import { sampleInputs } from '../../../validation/network/input.js';
import { numericNetwork } from '../../../validation/network/network.js';
import { gaussianSource } from '../../../validation/network/random.js';
import type { OptimiserName } from '../../../validation/plan.js';
import { dataSet, labelledSamples } from '../../../validation/training/sample/data-set.js';
import { posteriorOf } from '../../../validation/training/sample/posterior.js';
import { hermiteTarget, twoLayers } from '../training/studies.js';
import { cubicPoint, descentMethod } from './studies.js';

const silent = (): void => undefined;

describe('an optimiser', () => {
  it('steps down the slope, with the decay', () => {
    const weights = Float64Array.of(2, -1);
    optimiserOf('sgd', 2, 0.1, 0.5).step(weights, Float64Array.of(1, 4));
    expect([...weights]).toEqual(
      [2 - 0.1 * (1 + 1), -1 - 0.1 * (4 - 0.5)].map((one) => expect.closeTo(one, 12) as number),
    );
  });

  // By hand: both means are corrected for their start, so a slope that stays moves a weight by the rate at each step.
  it('of Adam moves every weight by the rate while the slope stays', () => {
    const weights = Float64Array.of(0, 0);
    const adam = optimiserOf('adam', 2, 0.01, 0);
    for (let step = 0; step < 7; step++) adam.step(weights, Float64Array.of(3, -0.001));
    expect(weights[0]).toBeCloseTo(-0.07, 8);
    expect(weights[1]).toBeCloseTo(0.07, 5);
  });

  it('of AdamW shrinks weights by rate times decay apart from the step; Adam has the decay in its slope', () => {
    const after = (name: OptimiserName): number => {
      const weights = Float64Array.of(10);
      optimiserOf(name, 1, 0.01, 0.5).step(weights, Float64Array.of(-4));
      return weights[0] as number;
    };
    expect(after('adamw')).toBeCloseTo(10 * (1 - 0.01 * 0.5) + 0.01, 7);
    // -4 + 0.5 * 10 is positive.
    expect(after('adam')).toBeCloseTo(10 - 0.01, 7);
  });
});

it('every epoch uses each sample once, in another order, but for the rest that fills no batch', () => {
  const batches = shuffledBatches(10, 3, 5);
  const epoch = (): number[] => Array.from({ length: 3 }, () => [...batches.next().value]).flat();
  const [first, second] = [epoch(), epoch()];
  for (const samples of [first, second]) {
    expect(new Set(samples).size).toBe(9);
    expect(Math.max(...samples)).toBeLessThan(10);
  }
  expect(first).not.toEqual(second);
});

it.each([
  [2, 0.2, 32, { trained: 1, heldOut: 1, batch: 1, stepsPerEpoch: 1 }],
  [100, 0.2, 32, { trained: 80, heldOut: 20, batch: 32, stepsPerEpoch: 2 }],
  [64, 0, 8, { trained: 64, heldOut: 0, batch: 8, stepsPerEpoch: 8 }],
])('%i samples with a share %f held out', (samples, heldOut, batch, split) => {
  expect(trainingSplit(samples, { heldOut, batch })).toEqual(split);
});

describe('the learning rate', () => {
  const x = sampleInputs({ kind: 'gaussian', dimension: 8 }, 512, gaussianSource(4));
  const unit = (width: number, optimiser: OptimiserName, scaling: 'standard' | 'meanfield', batch?: number): number => {
    const network = { ...twoLayers(8, width), output: { kind: 'linear', scaling } as const };
    return rateUnit(numericNetwork(network), x, optimiser, batch);
  };

  it('of plain steps has no power of the width, and one of chi', () => {
    for (const batch of [undefined, 8]) {
      const ratio = unit(512, 'sgd', 'standard', batch) / unit(128, 'sgd', 'standard', batch);
      expect(Math.abs(Math.log(ratio))).toBeLessThan(0.15);
      expect(unit(128, 'sgd', 'meanfield', batch) / unit(128, 'sgd', 'standard', batch)).toBeCloseTo(128, 6);
    }
  });

  it('of Adam falls as the root of the weights, and grows as that of chi', () => {
    const ratio = unit(512, 'adam', 'standard') / unit(128, 'adam', 'standard');
    expect(Math.abs(ratio - 0.5)).toBeLessThan(0.05);
    expect(unit(128, 'adam', 'meanfield') / unit(128, 'adam', 'standard')).toBeCloseTo(Math.sqrt(128), 6);
  });

  it('of full batches is the inverse of the curvature: a linear readout of fixed features by hand', () => {
    // f = a w.x / sqrt d: the curvature by a and w of the mean of f^2/2 is (|w|^2 + a^2 d)/d on inputs of unit covariance, a single eigenvalue of rank.
    const network = numericNetwork(twoLayers(8, 1, 'linear'));
    const inputs = sampleInputs({ kind: 'gaussian', dimension: 8 }, 512, gaussianSource(9));
    const found = 1 / rateUnit(network, inputs, 'gd');
    // The Gauss-Newton matrix is V C V' / d with V = (w; a I), C the covariance of the inputs: its largest eigenvalue lies by Weyl within those of C.
    const covariance = 1 + Math.sqrt(8 / 512);
    const normal = gaussianSource(1);
    const [w, a] = [Array.from({ length: 8 }, () => normal()), normal()];
    const exact = (w.reduce((sum, one) => sum + one * one, 0) + a * a) / 8;
    expect(found).toBeGreaterThan(exact / covariance ** 2);
    expect(found).toBeLessThan(exact * covariance ** 2);
  });
});

describe('descent', () => {
  it('on all samples goes to a minimum of the posterior: its decay is the ridge over the samples', async () => {
    const planned = { ...cubicPoint(3, 12, 2, { ridge: 0.5 }), network: twoLayers(3, 2, 'erf') };
    const method = descentMethod('gd', { heldOut: 0 });
    const network = numericNetwork(planned.network);
    const rate = rateUnit(network, dataSet(planned, 'samples', 12).x, 'gd') / 2;
    const run = { ...planned, sampling: { ...planned.sampling, steps: 20_000 } };
    const samples = labelledSamples(run, run.sampling);
    const trained = await train(network, samples, { planned: run, method, rate, onProgress: silent });
    const posterior = posteriorOf(run, { freshInputs: 8, readout: 'sampled' });
    const slope = new Float64Array(posterior.dimension);
    posterior.gradient(trained?.weights ?? new Float64Array(0), slope);
    expect(Math.hypot(...slope)).toBeLessThan(1e-6);
  });

  const pointWith = (step: number, samples = 64) => {
    const planned = cubicPoint(4, samples, 1, { ridge: 0.2 });
    return { ...planned, target: hermiteTarget(1), sampling: { ...planned.sampling, step, steps: 200 } };
  };

  it.each(['gd', 'sgd', 'onepass', 'adam', 'adamw'] as const)('learns a linear target: %s', async (optimiser) => {
    const method = descentMethod(optimiser);
    const planned = pointWith(1, optimiser === 'onepass' ? 1600 : 64);
    const network = numericNetwork(planned.network);
    const unit = rateUnit(network, dataSet(planned, 'samples', planned.sampling.samples).x, optimiser, method.batch);
    const point = await descend({ ...planned, sampling: { ...planned.sampling, step: unit / 2 } }, method, silent);
    expect(point.value).toBeGreaterThan(0.7);
    expect(point.seen?.['testError']).toBeLessThan(0.3);
    expect(point.sensitivity?.along).toBeGreaterThan(5 * (point.sensitivity?.across ?? NaN));
    expect(point).toEqual(
      await descend({ ...planned, sampling: { ...planned.sampling, step: unit / 2 } }, method, silent),
    );
  });

  it('keeps the weights with the lowest error on the samples held out, and stops when it has not fallen for long', async () => {
    const labels = { ...pointWith(3, 16), target: hermiteTarget(3) };
    const planned = { ...labels, sampling: { ...labels.sampling, noise: 3, steps: 4000 } };
    const shares: number[] = [];
    const method = descentMethod('gd', { looks: 40, patience: 4 });
    const point = await descend(planned, method, (share) => void shares.push(share));
    expect(Math.max(...shares)).toBeLessThan(0.9);
    expect(Number(point.seen?.['epochs'])).toBeLessThan(4000 * Math.max(...shares));
  });

  it('that diverges is begun again with half the rate, and is given up after so many', async () => {
    const method = descentMethod('gd');
    const recovered = await descend(pointWith(160), { ...method, halvings: 8 }, silent);
    expect(recovered.seen).toMatchObject({ diverged: 0 });
    expect(Number(recovered.seen?.['halvings'])).toBeGreaterThan(0);
    expect(recovered.seen?.['learningRate']).toBe(160 / 2 ** Number(recovered.seen?.['halvings']));
    const lost = await descend(pointWith(1e9), method, silent);
    expect(lost).toMatchObject({ value: 0, error: 1, seen: { diverged: 1, halvings: 3 } });
  });
});
