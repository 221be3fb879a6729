import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { root } from '../architecture/sources.js';
import { archscale, file, folder } from './archscale.js';

const example = join(root, 'examples/two-layer.arch');

/** Loaded before the command line: everything that is done with a file takes its time. */
const slow = `
const files = require('node:fs/promises');
for (const name of ['open', 'rename', 'readFile', 'stat', 'lstat', 'rm', 'mkdir', 'readdir', 'realpath', 'appendFile']) {
  const own = files[name];
  files[name] = async (...given) => {
    await new Promise((resolve) => setTimeout(resolve, 30));
    return own(...given);
  };
}
`;

describe('on a slow disk', () => {
  /** A validation whose disk is slow. */
  function validation(out: string) {
    const options = ['--require', file(slow, 'slow.cjs'), join(root, 'dist/cli.cjs')];
    const run = spawn(process.execPath, [...options, 'validate', example, '--out', out], { stdio: 'ignore' });
    return { run, ended: once(run, 'exit') as Promise<[number | null]> };
  }
  const pointsIn = (out: string): string[] => {
    const path = join(out, 'events.jsonl');
    return existsSync(path) ? (readFileSync(path, 'utf8').match(/"event":"point".*\n/g) ?? []) : [];
  };
  const resultIn = (out: string): { status: string; points: unknown[] } =>
    JSON.parse(readFileSync(join(out, 'result.json'), 'utf8')) as { status: string; points: unknown[] };

  it('a run takes longer and finds the same', async () => {
    const [out, fast] = [join(folder(), 'slow'), join(folder(), 'fast')];
    expect((await validation(out).ended)[0]).toBe(0);
    expect(archscale(['validate', example, '--out', fast]).code).toBe(0);
    expect(resultIn(out).points).toEqual(resultIn(fast).points);
  });

  it.each(['SIGINT', 'SIGKILL'] as const)('a run that gets %s loses no point, and is continued', async (signal) => {
    const out = join(folder(), 'run');
    const { run, ended } = validation(out);
    while (pointsIn(out).length < 2 && run.exitCode === null) await setTimeout(5);
    run.kill(signal);
    await ended;
    const before = pointsIn(out);
    expect(before.length).toBeGreaterThanOrEqual(2);
    // What was being replaced is the old file or the new one.
    expect(resultIn(out).points.length).toBeLessThanOrEqual(before.length);
    if (signal === 'SIGINT') expect(resultIn(out).status).toBe('interrupted');
    expect(archscale(['validate', example, '--out', out]).code).toBe(0);
    expect(pointsIn(out).slice(0, before.length)).toEqual(before);
    expect(pointsIn(out)).toHaveLength(resultIn(out).points.length);
  });
});
