import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../architecture/sources.js';
import { archscale } from './archscale.js';

const transition = join(root, 'examples/transition.arch');

it('sets the studies side by side, ranked by the data that they need', () => {
  const { code, stdout } = archscale(['compare', transition, '--format', 'json']);
  expect(code).toBe(0);
  // sqrt(N1*d) = sqrt(128*64) against 2*d = 128.
  expect(JSON.parse(stdout)).toMatchObject({
    studies: [
      { name: 'Left', energy: { exponents: { NarrowN1: '1/2', d: '1/2' } }, pattern: 'specialization, lazy', rank: 1 },
      { name: 'Right', samples: { expression: '2*d', value: 128 }, pattern: 'lazy, specialization', rank: 2 },
    ],
  });
});

it('gives equal needs one rank', () => {
  const { stdout } = archscale(['compare', join(root, 'examples/imports.arch'), '--format', 'json']);
  const { studies } = JSON.parse(stdout) as { studies: { rank: number }[] };
  expect(studies.map(({ rank }) => rank)).toEqual([1, 1]);
});

it('prints a table, the least need first', () => {
  const { code, stdout } = archscale(['compare', transition]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/rank +study +energy E[^]*1 +Left[^]*2 +Right/);
});

it('ranks the studies of several files together, and says whose they are', () => {
  const twoLayer = join(root, 'examples/two-layer.arch');
  const { code, stdout } = archscale(['compare', transition, twoLayer, '--format', 'json']);
  expect(code).toBe(0);
  // N = d = 64: P* = 64, with N*d = d^2 weights.
  expect(JSON.parse(stdout)).toMatchObject({
    files: [transition, twoLayer],
    studies: [
      { file: transition, name: 'Left', rank: 2 },
      { file: transition, name: 'Right', rank: 3 },
      { file: twoLayer, name: 'Cubic', rank: 1, parameters: { expression: 'd^2', value: 4096 } },
    ],
  });
  expect(archscale(['compare', transition, twoLayer]).stdout).toMatch(/rank +file[^]*1 +\S*two-layer\.arch +Cubic/);
});

it('still compares what can be predicted when one of the files has an error', () => {
  const mistake = join(root, 'examples/even-target-mistake.arch');
  const { code, stdout, stderr } = archscale(['compare', transition, mistake, '--format', 'json']);
  expect(code).toBe(1);
  expect(stderr).toContain(mistake);
  const { studies } = JSON.parse(stdout) as { studies: { name: string }[] };
  expect(studies.map(({ name }) => name)).toEqual(['Left', 'Right']);
});
