import { describe, expect, it } from 'vitest';
import { Monomial, predict, type Study } from '../../theory/index.js';
import { planFor, type PlanOptions } from '../../validation/index.js';
import { resultOfRefusal } from '../../validation/run/refused-result.js';
import { words } from '../../present/words/words.js';
import { d, twoLayerStudy } from './studies.js';

/** Two layers, erf, He_3, N = d, ridge 1/N: E ~ d, P* = E/N does not move; with ridge 1/sqrt(d) it goes as sqrt(d). */
const moving = (power: string): Study => ({
  ...twoLayerStudy({ width: d, reference: { d: 16 } }),
  ridge: Monomial.constant('0.2').times(d.power(power)),
});

const swept = { sweep: { variable: 'd', values: [8, 9, 10] }, samples: [Monomial.constant('2').times(d)], seeds: 1 };
const levels: [PlanOptions['level'], number, PlanOptions][] = [
  ['rate', 1, {}],
  ['estimate', 1 / 2, {}],
  ['training', 1 / 2, swept],
  ['descent', 1 / 2, swept],
];

describe('a ridge that moves with the size that is swept', () => {
  it.each(levels)('is in the exponent of every level that counts samples: %s', async (level, slope, more) => {
    const options = { level, ...more } as PlanOptions;
    const study = moving('-1/2');
    const { predicted } = await planFor(study, predict(study), { ...options, words });
    expect(predicted.slope).toBe(slope);
    const refused = { file: '', study, prediction: predict(study), options, engine: 'js', reason: '', logged: '' };
    expect(resultOfRefusal(refused).predicted.slope).toBe(slope);
  });

  it('leaves nothing to sweep where it cancels the growth of E, but at the rate level', async () => {
    const study = moving('-1');
    await expect(planFor(study, predict(study), { level: 'estimate', words })).rejects.toThrow();
    expect((await planFor(study, predict(study), { level: 'rate', words })).predicted.slope).toBe(1);
  });
});
