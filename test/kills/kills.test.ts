import { spawnSync } from 'node:child_process';
import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { levelChoices } from '../../language/syntax/words.js';
import { root } from '../architecture/sources.js';
import { folder } from '../cli/archscale.js';
import { built } from '../run/built.js';
import { endOf, faultsSince, readRun } from './check.mjs';
import { levels } from './levels.mjs';

const planned = [1, 2, 3].map((seed) => ({ sizes: { d: 8 }, seed }));
const points = planned.map((point) => ({ ...point, value: point.seed / 2, error: 0.1 }));
const line = (index: number): string => `${JSON.stringify({ event: 'point', index, point: points[index] })}\n`;
const result = (status: string, count: number): string => JSON.stringify({ status, points: points.slice(0, count) });

/** The folder of a finished run, with some of its files otherwise. */
function runFolder(other: Readonly<Record<string, string>> = {}): string {
  const path = folder();
  const files = {
    'plan.json': JSON.stringify({ points: planned }),
    'events.jsonl': `{"event":"started"}\n${[2, 0, 1].map(line).join('')}{"event":"finished"}\n`,
    'result.json': result('finished', 3),
    'log.txt': '',
    'versions.json': '{}',
    ...other,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
  return path;
}

describe('what the script that kills runs looks for', () => {
  it('is nothing in the folder of a run that finished', () => {
    expect(endOf(readRun(runFolder()), points)).toEqual({ lost: 0, repeated: 0, faults: [] });
  });

  it.each([
    ['a lost point', { 'events.jsonl': line(0) + line(2) }, { lost: 1 }],
    ['a point that is there twice', { 'events.jsonl': line(0) + line(1) + line(2) + line(1) }, { repeated: 1 }],
    ['a point whose line is cut', { 'events.jsonl': line(0) + line(1) + line(2).slice(0, 20) }, { lost: 1 }],
  ])('counts %s', (_, files, counted) => {
    const end = endOf(readRun(runFolder(files)), points);
    expect(end).toMatchObject({ lost: 0, repeated: 0, ...counted });
  });

  it.each([
    [
      'a line that is cut',
      { 'events.jsonl': `${[0, 1, 2].map(line).join('')}{"ev` },
      'the last line of events.jsonl is cut',
    ],
    [
      'a cut line with another after it',
      { 'events.jsonl': `${line(0).slice(0, 9)}\n${line(1)}` },
      'line 1 of events.jsonl is not JSON',
    ],
    ['a result that is cut', { 'result.json': result('finished', 3).slice(0, -9) }, 'result.json is not JSON'],
    ['a result before its points', { 'events.jsonl': line(0) }, 'result.json has 3 points, events.jsonl 1'],
    [
      'a result that lacks a point',
      { 'result.json': result('finished', 2) },
      'the result has other points than the plan',
    ],
    ['a run that did not finish', { 'result.json': result('running', 3) }, 'the result is running'],
    [
      'other values',
      { 'result.json': result('finished', 3).replace('0.5', '0.6') },
      'the values differ from those of an undisturbed run',
    ],
    [
      'a point that was not planned',
      { 'events.jsonl': [0, 1, 2, 3].map(line).join('') },
      'points 0,1,2,3 are not all planned',
    ],
    [
      'a half-written file',
      { 'result.json.77': '{' },
      'the folder has events.jsonl, log.txt, plan.json, result.json, result.json.77, versions.json',
    ],
    [
      'a lock',
      { 'run.lock': '' },
      'the folder has events.jsonl, log.txt, plan.json, result.json, run.lock, versions.json',
    ],
  ])('finds %s', (_, files, fault) => {
    expect(endOf(readRun(runFolder(files)), points).faults).toContain(fault);
  });

  it('finds a plan that is gone', () => {
    const path = runFolder();
    rmSync(join(path, 'plan.json'));
    expect(endOf(readRun(path), points).faults).toContain('there is no plan');
  });

  it('finds that points went since the last look, not that some came', () => {
    const path = runFolder({ 'events.jsonl': line(1) + line(0), 'result.json': result('running', 1) });
    const before = readRun(path);
    appendFileSync(join(path, 'events.jsonl'), line(2));
    expect(faultsSince(before, readRun(path))).toEqual([]);
    writeFileSync(join(path, 'events.jsonl'), line(0) + line(2));
    expect(faultsSince(before, readRun(path))).toEqual(['points 1,0 became 0,2']);
  });
});

it('the script kills runs of every level', () => {
  expect(Object.keys(levels).sort()).toEqual([...levelChoices].sort());
});

it('a run that is killed at random moments, and continued, loses and repeats no point', () => {
  built('cli.cjs');
  const script = join(root, 'test/kills/run.mjs');
  const chosen = ['--count', '4', '--engines', 'js', '--levels', 'rate,training', '--seed', '14'];
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...chosen], { encoding: 'utf8' });
  expect(status, stdout + stderr).toBe(0);
  // Kills, before the plan, in a write, points, lost, repeated, other faults.
  expect(stdout).toMatch(/^\| rate \| js \| \d+ \| 2 \|.*\| 0 \| 0 \| 0 \|$/m);
  expect(stdout).toMatch(/^\| training \| js \| \d+ \| 2 \|.*\| 0 \| 0 \| 0 \|$/m);
}, 600_000);
