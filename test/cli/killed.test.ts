import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { root } from '../architecture/sources.js';
import { built } from '../run/built.js';
import { archscale, folder } from './archscale.js';

const example = join(root, 'examples/two-layer.arch');
const cli = built('cli.cjs');

interface ResultJson {
  readonly status: string;
  readonly points: readonly unknown[];
}

const resultIn = (out: string): ResultJson => JSON.parse(readFileSync(join(out, 'result.json'), 'utf8')) as ResultJson;

/** The indices of the points in the whole lines of a run's events. */
function pointsIn(out: string): number[] {
  const path = join(out, 'events.jsonl');
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(0, -1) : [];
  const events = lines.map((line) => JSON.parse(line) as { event: string; index: number });
  return events.filter(({ event }) => event === 'point').map(({ index }) => index);
}

describe('a run whose process is killed', () => {
  const call = (out: string): string[] => ['validate', example, '--preset', 'full', '--out', out, '--format', 'json'];

  it('is continued by the same call, at whatever moments it was killed, with no point twice and none lost', async () => {
    const undisturbed = archscale(call(join(folder(), 'run')));
    const whole = JSON.parse(undisturbed.stdout) as ResultJson;
    const moments = fc.sample(fc.record({ after: fc.integer({ min: 0, max: 900 }), isTorn: fc.boolean() }), 8);
    const out = join(folder(), 'run');
    let earlier: number[] = [];
    for (const { after, isTorn } of moments) {
      const run = spawn(process.execPath, [cli, ...call(out)], { stdio: 'ignore' });
      const ended = once(run, 'exit');
      // From the moment on which it has taken its folder, which comes late on a busy machine.
      while (run.exitCode === null && !existsSync(join(out, 'run.lock'))) await setTimeout(5);
      await Promise.race([setTimeout(after), ended]);
      run.kill('SIGKILL');
      await ended;

      const now = pointsIn(out);
      expect(now.slice(0, earlier.length)).toEqual(earlier);
      expect(new Set(now).size).toBe(now.length);
      if (existsSync(join(out, 'result.json'))) expect(resultIn(out).points.length).toBeLessThanOrEqual(now.length);
      earlier = now;
      // What a line looks like that was being written when the power went.
      if (isTorn) appendFileSync(join(out, 'events.jsonl'), `{"event":"point","index":${now.length},"point":{"si`);
    }
    const { code } = archscale(call(out));
    expect(code, JSON.stringify(moments)).toBe(0);
    expect(resultIn(out)).toMatchObject({ status: 'finished', points: whole.points });
    expect(pointsIn(out)).toEqual(whole.points.map((_, index) => index));
    expect(readdirSync(out).sort()).toEqual(['events.jsonl', 'log.txt', 'plan.json', 'result.json', 'versions.json']);
  }, 180_000);

  it('leaves no half-written files behind', () => {
    const out = join(folder(), 'run');
    expect(archscale(['validate', example, '--out', out]).code).toBe(0);
    writeFileSync(join(out, 'result.json.2868347162'), '{ "study": "Cub');
    writeFileSync(join(out, 'result.json.backup'), 'mine');
    expect(archscale(['validate', example, '--out', out]).code).toBe(0);
    expect(readdirSync(out)).not.toContain('result.json.2868347162');
    expect(readFileSync(join(out, 'result.json.backup'), 'utf8')).toBe('mine');
  });
});

it('two runs on one folder: the second ends with 2 and names the process of the first', async () => {
  const out = join(folder(), 'run');
  const call = ['validate', example, '--preset', 'full', '--out', out];
  const first = spawn(process.execPath, [cli, ...call], { stdio: 'ignore' });
  const ended = once(first, 'exit');
  while (!existsSync(join(out, 'events.jsonl'))) await setTimeout(5);
  // Held still, so that it is there whenever the second looks.
  first.kill('SIGSTOP');
  const second = archscale(call);
  first.kill('SIGCONT');
  expect(second.code).toBe(2);
  expect(second.stderr).toMatch(new RegExp(`Process ${first.pid} has been running`));
  expect(await ended).toEqual([0, null]);
  expect(resultIn(out).status).toBe('finished');
});
