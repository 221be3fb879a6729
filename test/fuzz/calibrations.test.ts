import { expect, test } from 'vitest';
import { BrokenCalibrationError, calibrationsText, readCalibrations } from '../../language/calibration/format.js';
import { words } from '../../present/words/words.js';
import { calibrationOf, keptPrefactor, predict } from '../../theory/index.js';
import { d, twoLayerStudy } from '../validation/studies.js';
import { expectReadable } from './expectations.js';
import { mutatedJson } from './json.js';
import { rounds, tell, timeout } from './rounds.js';

const study = twoLayerStudy({ width: d });
const prediction = predict(study);
const measured = {
  prefactor: { value: 8, interval: [7, 9] },
  run: '.archscale/S/S-rate',
  level: 'rate',
  verdict: 'agrees',
  sizes: { d: [64, 1024] },
} as const;
const kept = keptPrefactor(study, prediction.winner, measured);
const file = JSON.parse(calibrationsText(new Map([[study.name, [kept]]]), words)) as unknown;

test('any calibration file scales numbers, or is refused in a sentence', { timeout }, async () => {
  const tally = await rounds(400, async (random) => {
    const text = mutatedJson(file, random);
    try {
      const entries = readCalibrations(text);
      const calibration = calibrationOf(study, prediction, entries.get(study.name) ?? []);
      const numbers = JSON.stringify(calibration, (_, value: unknown) => {
        if (typeof value === 'number') expect(value > 0 && Number.isFinite(value), text).toBe(true);
        return value;
      });
      expectReadable(numbers ?? '', text);
      expect(readCalibrations(calibrationsText(entries, words)), text).toEqual(
        new Map([...entries].filter(([, list]) => list.length > 0)),
      );
    } catch (error) {
      if (!(error instanceof BrokenCalibrationError)) throw error;
      expectReadable(words(error.reason), text);
    }
    await Promise.resolve();
  });
  tell('calibration files', tally);
});
