import { expect, test } from 'vitest';
import { words } from '../../present/words/words.js';
import type { RateModel } from '../../validation/rate/model.js';
import { chooseRange } from '../../validation/rate/range.js';
import { d, twoLayerStudy } from './studies.js';

/** A network whose lowest state is specialised from d = 128 on. */
const model: RateModel = {
  method: { kind: 'overlaps' },
  dimension: d,
  counts: [d],
  seenAt: ({ network }) => {
    const { input } = network;
    return Promise.resolve(input.kind === 'gaussian' && input.dimension >= 128 ? 'specialization' : 'gfl');
  },
};

const notesAt = async (value: number): Promise<string> => {
  const study = twoLayerStudy({ width: d, reference: { d: value } });
  return (await chooseRange(study, model, 'd', {})).notes.map(words).join('\n');
};

test('a sweep begins where the predicted pattern is seen', async () => {
  expect(await notesAt(256)).toBe('specialization is seen from about d = 128; the sweep begins above it.');
});

test('when the sizes of the study are not among those, that is said', async () => {
  expect(await notesAt(32)).toMatch(/At d = 32, as the study has it, the lowest state shows another pattern\.$/);
  // Between two sizes that were looked at, of which one shows it, nobody knows.
  expect(await notesAt(100)).not.toContain('another pattern');
});

test('a sweep that no boundary holds back spans a factor 128 up to 4096, with as many sizes as ever', async () => {
  const everywhere: RateModel = { ...model, seenAt: () => Promise.resolve('specialization') };
  const study = twoLayerStudy({ width: d, reference: { d: 256 } });
  const { sweep } = await chooseRange(study, everywhere, 'd', {});
  expect([sweep.values[0], sweep.values.at(-1), sweep.values.length]).toEqual([32, 4096, 7]);
});

test('a sweep above a late crossover ends a factor 32 above its beginning', async () => {
  const late: RateModel = {
    ...model,
    seenAt: ({ network: { input } }) =>
      Promise.resolve(input.kind === 'gaussian' && input.dimension >= 512 ? 'specialization' : 'gfl'),
  };
  const study = twoLayerStudy({ width: d, reference: { d: 4096 } });
  const { sweep } = await chooseRange(study, late, 'd', {});
  expect([sweep.values[0], sweep.values.at(-1)]).toEqual([1024, 32768]);
});
