import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { URI } from 'langium';
import { describe, expect, it } from 'vitest';
import { interruption } from '../../cli/interruption.js';
import { isBelow, lexicalRefusal } from '../../language/files/reach.js';
import { isDeviceName } from '../../language/files/user-files.js';
import { candidates, programsOnPath } from '../../validation/engines/torch/interpreter.js';
import { archscale, file, folder, twoLayer } from './archscale.js';

// What differs on Windows, as far as it can be seen elsewhere.

describe('lines that end with CR and LF', () => {
  it('are read as those that end with LF: predictions, places of diagnostics, imports, data', () => {
    const rows = ['a,b', ...Array.from({ length: 40 }, (_, n) => `${n % 7},${n % 5}`)].join('\n');
    const answers = ['\n', '\r\n'].map((end) => {
      const ended = (text: string): string => text.replaceAll('\n', end);
      const path = file(
        ended(
          `import "./sizes.arch"\n// archscale: ignore arch-data-without-direction\n${twoLayer.replace('scale d = 64', '')}\nnetwork Data { input data("f.csv", label: b) dense h (width: N, activation: erf) output linear }\nstudy S { network: Data target: cubic }\nscale wrong\n`,
        ),
      );
      writeFileSync(join(dirname(path), 'sizes.arch'), ended('scale d = 64\n'));
      writeFileSync(join(dirname(path), 'f.csv'), ended(`${rows}\n`));
      const { code, stdout } = archscale(['predict', path, '--format', 'json']);
      return {
        code,
        answer: JSON.parse(stdout.replaceAll(dirname(path), '')) as { studies: unknown[]; diagnostics: unknown[] },
      };
    });
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[0]?.answer.studies).toHaveLength(2);
    expect(answers[0]?.answer.diagnostics.length).toBeGreaterThan(0);
  });
});

describe('paths of Windows', () => {
  const drive = URI.parse('file:///c%3A/Users/Me/project');

  it.each([
    ['file:///c%3A/Users/Me/project/a.arch', true],
    ['file:///C:/users/me/Project/sub/a.arch', true],
    ['file:///C%3A/USERS/ME/PROJECT/a.csv', true],
    ['file:///c%3A/Users/Me/project2/a.arch', false],
    ['file:///c%3A/Users/Me/a.arch', false],
    ['file:///d%3A/Users/Me/project/a.arch', false],
    ['file://server/c%3A/Users/Me/project/a.arch', false],
  ])('lie below a folder whatever the case of their drive and letters: %s', (path, isInside) => {
    expect(isBelow(URI.parse(path), [drive])).toBe(isInside);
  });

  it('of another machine are refused unless the workspace is there', () => {
    const share = URI.parse('file://server/share/project');
    const named = URI.parse('file://server/share/project/a.csv');
    for (const isAnywhere of [true, false]) {
      expect(lexicalRefusal(named, { folders: [drive], isAnywhere })).toBe('other-machine');
      expect(lexicalRefusal(named, { folders: [share], isAnywhere })).toBeUndefined();
    }
    expect(lexicalRefusal(URI.parse('file://server/other/a.csv'), { folders: [share], isAnywhere: true })).toBe(
      'other-machine',
    );
    // Devices are named like a share: \\.\PhysicalDrive0, \\?\C:\
    for (const host of ['.', '?']) {
      const device = URI.from({ scheme: 'file', authority: host, path: '/PhysicalDrive0' });
      expect(lexicalRefusal(device, { folders: [drive], isAnywhere: true })).toBe('other-machine');
    }
  });

  it.each([
    'C:\\p\\nul',
    'C:\\p\\CON.csv',
    'c:\\p\\com1.arch',
    'C:\\p\\LPT9',
    'C:\\p\\a.csv:stream',
    'C:\\p\\aux.tar.csv',
  ])('that mean a device or a stream are not opened: %s', (path) => {
    expect(isDeviceName(path, 'win32')).toBe(true);
    expect(isDeviceName(path, 'linux')).toBe(false);
  });

  it.each(['C:\\p\\null.csv', 'C:\\p\\console.csv', 'C:\\com1x\\a.csv', 'C:\\p\\a.con'])('others are: %s', (path) => {
    expect(isDeviceName(path, 'win32')).toBe(false);
  });
});

describe('a Python of Windows', () => {
  const env = { Path: 'C:\\Python;.;bin;C:\\Windows' };

  it('is python.exe or py.exe on the PATH, and never in the working directory', () => {
    const found = programsOnPath(env, ['python.exe', 'py.exe'], 'win32');
    expect(found.map((path) => path.replaceAll('/', '\\'))).toEqual([
      'C:\\Python\\python.exe',
      'C:\\Python\\py.exe',
      'C:\\Windows\\python.exe',
      'C:\\Windows\\py.exe',
    ]);
  });

  it('that is named as py is looked for on the PATH', () => {
    const dir = folder();
    writeFileSync(join(dir, 'py'), '');
    expect(candidates({ ARCHSCALE_PYTHON: 'py', PATH: `.:${dir}` }, [])).toEqual([join(dir, 'py')]);
    expect(candidates({ ARCHSCALE_PYTHON: 'py', PATH: '.' }, [])).toEqual(['/py']);
    expect(candidates({ ARCHSCALE_PYTHON: join(dir, 'py'), PATH: '' }, [])).toEqual([join(dir, 'py')]);
  });
});

describe('a run', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK'] as const)('is interrupted by %s', (signal) => {
    const interrupted = interruption();
    expect(interrupted.aborted).toBe(false);
    process.emit(signal);
    expect(interrupted.aborted).toBe(true);
  });

  it('is kept where paths are longer than 260 characters, and goes on there', () => {
    const deep = join(folder(), ...Array.from({ length: 6 }, (_, n) => `${'long-name-of-a-folder-'.repeat(3)}${n}`));
    mkdirSync(deep, { recursive: true });
    const path = join(deep, 'net.arch');
    writeFileSync(path, twoLayer);
    expect(path.length).toBeGreaterThan(260);
    for (let time = 0; time < 2; time++) {
      const { code, stdout } = archscale(['validate', path, '--format', 'json']);
      expect([code, (JSON.parse(stdout) as { status: string }).status]).toEqual([0, 'finished']);
    }
  });
});
