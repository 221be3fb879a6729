import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadFile } from '../../language/file.js';
import { words } from '../../present/words/words.js';

const folder = mkdtempSync(join(tmpdir(), 'archscale-pipe-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// Whoever opens a pipe that nobody writes to waits without end: these tests would run out of time.
describe.skipIf(process.platform === 'win32')('a named pipe', () => {
  const found = async (name: string, text: string): Promise<string[]> => {
    writeFileSync(join(folder, name), text);
    return (await loadFile(join(folder, name), { wording: words })).diagnostics.map(
      ({ code, message }) => `${code}: ${message}`,
    );
  };

  it('that is imported is not opened, and the import says so', async () => {
    execFileSync('mkfifo', [join(folder, 'pipe.arch')]);
    expect(await found('imports.arch', 'import "./pipe.arch"\n')).toEqual([
      'arch-import-missing: ./pipe.arch is there and cannot be read: import a regular file, no folder or pipe, that you may read.',
    ]);
  });

  it('with the name of a data file is not opened', async () => {
    execFileSync('mkfifo', [join(folder, 'pipe.csv')]);
    const network =
      'scale N = 64\nnetwork A { input data("pipe.csv") dense h (width: N, activation: erf) output linear }\n';
    expect(await found('data.arch', network)).toEqual([
      'arch-data-unusable: pipe.csv: it is not a regular file, which alone is read.',
    ]);
  });

  it('with the name of a calibration file is not opened', async () => {
    execFileSync('mkfifo', [join(folder, 'study.arch.calibration.json')]);
    const study = `scale d = 64
network A { input gaussian(d) dense h (width: d, activation: erf) output linear }
target cubic = he(3)
study S { network: A target: cubic }
`;
    expect((await found('study.arch', study)).filter((one) => one.startsWith('arch-calibration'))).toEqual([
      'arch-calibration-broken: study.arch.calibration.json cannot be used: it cannot be read. No number is calibrated: correct the file, or delete it and calibrate again.',
    ]);
  });
});
