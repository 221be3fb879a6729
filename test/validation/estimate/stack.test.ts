import { describe, expect, it } from 'vitest';
import type { ActivationName } from '../../../theory/index.js';
import { closedEstimate, isClosed } from '../../../validation/estimate/closed/model.js';
import { stackEstimate } from '../../../validation/estimate/closed/stack-search.js';
import type { EstimateSetting } from '../../../validation/estimate/setting.js';
import { gaussian, layer, network } from '../network/planned.js';
import { hermiteTarget } from '../training/studies.js';

const pause = (): Promise<void> => Promise.resolve();
const dense = (width: number, activation: ActivationName, residual = false) =>
  layer('dense', { width }, { activation, residual });
const setting = (
  d: number,
  layers: readonly ReturnType<typeof dense>[],
  degree: number,
  ridge: number,
): EstimateSetting => ({
  network: network(gaussian(d), [...layers]),
  target: hermiteTarget(degree),
  ridge,
});

describe('P* of stacks by the states of all layers', () => {
  it('is that of the model of one layer, where there is one', async () => {
    const one = setting(16, [dense(16, 'erf')], 3, 0.2);
    const ratio = (await stackEstimate(one, pause)).samples / ((await closedEstimate(one, pause))?.samples ?? NaN);
    expect(ratio).toBeGreaterThan(0.8);
    expect(ratio).toBeLessThan(1.25);
  }, 120_000);
});
