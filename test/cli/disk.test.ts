import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmdirSync } from 'node:fs';
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
});
