import { expect, it } from 'vitest';
import { dataSet, labelledSamples } from '../../../validation/training/sample/data-set.js';
import { posteriorOf } from '../../../validation/training/sample/posterior.js';
import { hermiteTarget, twoLayers } from './studies.js';

const point = { network: twoLayers(3, 4), target: hermiteTarget(2), seed: 5 };
const labels = (samples: number, noise: number): Float64Array => labelledSamples(point, { samples, noise }).y;

it('label noise has its standard deviation, whatever the target, and the same draw for every s', () => {
  const count = 20_000;
  const { y, x } = dataSet(point, 'samples', count);
  const noisy = labels(count, 0.5);
  const off = noisy.map((value, index) => value - (y[index] as number));
  expect(off.reduce((sum, one) => sum + one, 0) / count).toBeCloseTo(0, 1.5);
  expect(Math.sqrt(off.reduce((sum, one) => sum + one * one, 0) / count)).toBeCloseTo(0.5, 2);
  const twice = labels(count, 1);
  expect((twice[7] as number) - (y[7] as number)).toBeCloseTo(2 * (off[7] as number), 12);
  // It is no function of the inputs.
  const together = off.reduce((sum, one, index) => sum + one * (x[3 * index] as number), 0) / count;
  expect(Math.abs(together)).toBeLessThan(0.02);
});

it('fewer samples begin more of them, with the same labels', () => {
  expect([...labels(40, 0.3).subarray(0, 10)]).toEqual([...labels(10, 0.3)]);
});

it('samples of no noise have the labels of the target', () => {
  expect([...labelledSamples(point, { samples: 9 }).y]).toEqual([...dataSet(point, 'samples', 9).y]);
});

it('chains see the noisy labels: the energy of weights that make f = 0 is half the sum of their squares over the ridge', () => {
  const sampling = { samples: 12, ridge: 0.4, noise: 0.8 };
  const posterior = posteriorOf({ ...point, sampling }, { freshInputs: 8, readout: 'sampled' });
  const y = labels(12, 0.8);
  const square = y.reduce((sum, one) => sum + one * one, 0);
  expect(posterior.energy(new Float64Array(posterior.dimension))).toBeCloseTo(square / 2 / 0.4, 9);
});
