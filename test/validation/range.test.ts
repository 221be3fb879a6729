import { expect, test } from 'vitest';
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
  return (await chooseRange(study, model, 'd', {})).notes.join('\n');
};

test('a sweep begins where the predicted pattern is seen', async () => {
  expect(await notesAt(256)).toBe('specialization is seen from about d = 128; the sweep begins above it.');
});

test('when the sizes of the study are not among those, that is said', async () => {
  expect(await notesAt(32)).toMatch(/At d = 32, as the study has it, the lowest state shows another pattern\.$/);
  // Between two sizes that were looked at, of which one shows it, nobody knows.
  expect(await notesAt(100)).not.toContain('another pattern');
});
