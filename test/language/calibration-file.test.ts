import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import {
  BrokenCalibrationError,
  readCalibrations,
  type KeptCalibrations,
  withoutStudy,
  withPrefactor,
  calibrationsText,
} from '../../language/calibration/format.js';
import {
  CalibrationFileError,
  calibrationPath,
  readCalibrationFile,
  writeCalibrationFile,
} from '../../language/calibration/store.js';
import { ReasonedError } from '../../language/reasoned-error.js';
import { words } from '../../present/words/words.js';
import type { KeptPrefactor } from '../../theory/calibration.js';

const kept: KeptPrefactor = {
  pattern: 'specialization',
  prefactor: { value: 9, interval: [8, 10] },
  run: 'runs/S',
  level: 'training',
  verdict: 'cannot tell',
  sizes: { d: [16, 64] },
  measured: { subject: 'gaussian(dimension a)', energy: 'a' },
};

/** The words in which something is refused. */
function refusalOf(refused: () => unknown): string {
  try {
    refused();
    return '';
  } catch (error) {
    if (!(error instanceof ReasonedError)) throw error;
    return words(error.reason);
  }
}

/** An .arch file that exists for as long as the test runs. */
function archFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'archscale-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'net.arch');
  writeFileSync(path, 'scale d = 64\n');
  return path;
}

test('what is written is read again', () => {
  const all = new Map([['S', [kept]]]);
  expect(readCalibrations(calibrationsText(all, words))).toEqual(all);
});

test('what a file has beside is left out', () => {
  const more = { ...kept, prefactor: { ...kept.prefactor, points: [0] }, mark: 0 };
  const text = JSON.stringify({ format: 1, studies: { S: [more] } });
  expect(readCalibrations(text)).toEqual(new Map([['S', [kept]]]));
});

test('a later prefactor of the same formula takes the place of the earlier one, one of another stands beside it', () => {
  const again = { ...kept, run: 'runs/again' };
  const other = { ...kept, measured: { ...kept.measured, energy: 'sqrt(a*b)' } };
  const all = [kept, again, other].reduce(
    (before, one) => withPrefactor(before, 'S', one),
    new Map() as KeptCalibrations,
  );
  expect(all.get('S')).toEqual([again, other]);
  expect(withoutStudy(all, 'S')).toEqual(new Map());
});

test.each([
  ['', /no JSON/],
  ['[]', /no "studies"/],
  ['{"format":1,"studies":{"S":{}}}', /S is no list/],
  ['{"format":1,"studies":{"S":[7]}}', /entry 1 of S is no prefactor/],
  [JSON.stringify({ format: 1, studies: { S: [{ ...kept, level: 'deep' }] } }), /no "level": rate or training/],
  [JSON.stringify({ format: 1, studies: { S: [{ ...kept, sizes: { d: [3] } }] } }), /lacks its "sizes"/],
  [
    JSON.stringify({ format: 1, studies: { S: [{ ...kept, prefactor: { value: 1, interval: [-1, 2] } }] } }),
    /prefactor/,
  ],
])('%s is told to be broken', (text, reason) => {
  expect(() => readCalibrations(text)).toThrow(BrokenCalibrationError);
  expect(refusalOf(() => readCalibrations(text))).toMatch(reason);
});

test('the file stands beside the .arch file, and goes with its last prefactor', async () => {
  const path = archFile();
  await writeCalibrationFile(path, new Map([['S', [kept]]]), words);
  expect(calibrationPath(path)).toBe(`${path}.calibration.json`);
  expect(readCalibrationFile(path).get('S')).toEqual([kept]);
  await writeCalibrationFile(path, new Map(), words);
  expect(existsSync(calibrationPath(path))).toBe(false);
});

test('a broken file is never written over: reading it first fails, and says what to do', () => {
  const path = archFile();
  writeFileSync(calibrationPath(path), '{');
  expect(() => readCalibrationFile(path)).toThrow(CalibrationFileError);
  expect(refusalOf(() => readCalibrationFile(path))).toMatch(
    /net\.arch\.calibration\.json cannot be used: it is no JSON\. Correct it/,
  );
});

test('a file that cannot be written is told, and leaves nothing behind', async () => {
  const path = archFile();
  const taken = calibrationPath(path);
  mkdirSync(taken);
  const error: unknown = await writeCalibrationFile(path, new Map([['S', [kept]]]), words).catch((one: unknown) => one);
  expect(error instanceof CalibrationFileError && words(error.reason)).toMatch(/cannot be written/);
  expect(readdirSync(join(path, '..'))).toEqual(['net.arch', basename(taken)]);
});
