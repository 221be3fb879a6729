import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { root } from '../architecture/sources.js';
import { archscale, folder, type Answer } from './archscale.js';

const example = join(root, 'examples/two-layer.arch');

/** Mounts a disk in memory, which needs the rights of root. */
const mounted = (at: string, ...options: readonly string[]): boolean =>
  spawnSync('mount', ['-t', 'tmpfs', ...options, 'archscale', at]).status === 0;

function canMount(): boolean {
  const at = mkdtempSync(join(tmpdir(), 'archscale-'));
  const can = mounted(at) && spawnSync('umount', [at]).status === 0;
  rmdirSync(at);
  return can;
}

describe.runIf(canMount())('a disk', () => {
  let disk = '';

  const mount = (...options: readonly string[]): void => expect(mounted(disk, ...options)).toBe(true);
  beforeEach(() => {
    disk = join(folder(), 'disk');
    mkdirSync(disk);
    mount('-o', 'size=64k');
  });
  afterEach(() => spawnSync('umount', [disk]));

  const validate = (): Answer => archscale(['validate', example, '--preset', 'full', '--out', join(disk, 'run')]);
  const pointsIn = (): number =>
    (readFileSync(join(disk, 'run/events.jsonl'), 'utf8').match(/"event":"point"/g) ?? []).length;

  it('that is full ends the run with 4, and the run goes on when there is space again', () => {
    const full = validate();
    expect(full.code).toBe(4);
    expect(full.stderr).toMatch(/the disk is full\. What was measured before is kept/);
    if (existsSync(join(disk, 'run/result.json'))) {
      expect(() => JSON.parse(readFileSync(join(disk, 'run/result.json'), 'utf8')) as unknown).not.toThrow();
    }
    mount('-o', 'remount,size=4m');
    expect(validate().code).toBe(0);
    const { points } = JSON.parse(readFileSync(join(disk, 'run/result.json'), 'utf8')) as { points: unknown[] };
    expect(pointsIn()).toBe(points.length);
  });

  it('that is read-only ends the run with 4, and nothing is changed', () => {
    mount('-o', 'remount,ro');
    const { code, stderr } = validate();
    expect(code).toBe(4);
    expect(stderr).toMatch(/Cannot make the run's folder .*: the file system is read-only/);
    expect(readdirSync(disk)).toEqual([]);
  });

  /** Takes all space that is left. */
  const fill = (): void => {
    try {
      for (let part = 0; ; part++) writeFileSync(join(disk, `filler${part}`), Buffer.alloc(4096));
    } catch (error) {
      expect(error).toMatchObject({ code: 'ENOSPC' });
    }
  };

  it.each([
    ['full', fill],
    ['read-only', () => mount('-o', 'remount,ro')],
  ])('that is %s leaves files that were to be replaced as they are', (_, refuse) => {
    const run = join(folder(), 'run');
    expect(archscale(['validate', example, '--out', run]).code).toBe(0);
    const [study, report] = [join(disk, 'two-layer.arch'), join(disk, 'report.md')];
    copyFileSync(example, study);
    writeFileSync(report, 'mine');
    const calibrate = (): Answer => archscale(['calibrate', study, '--from', run]);
    expect(calibrate().code).toBe(0);
    const calibration = readFileSync(`${study}.calibration.json`, 'utf8');
    refuse();
    const files = readdirSync(disk);
    for (const answer of [calibrate(), archscale(['report', run, '--out', report])]) {
      expect(answer.code).toBe(2);
      expect(answer.stderr).toMatch(/cannot be written/);
      expect(answer.stderr).not.toMatch(/\n\s+at /);
    }
    expect(readFileSync(report, 'utf8')).toBe('mine');
    expect(readFileSync(`${study}.calibration.json`, 'utf8')).toBe(calibration);
    expect(readdirSync(disk)).toEqual(files);
  });
});
