import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../architecture/sources.js';

const script = join(root, 'examples/automl/narrow-search.mjs');
const threeLayer = join(root, 'examples/three-layer.arch');

function narrow(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, threeLayer, ...args], { encoding: 'utf8' });
  return { status, stderr, answer: status === 0 ? (JSON.parse(stdout) as Record<string, unknown>) : undefined };
}

const grid = '16,256,4096,65536,1048576';

it('keeps the widths that can learn from the samples', () => {
  // Of equal widths sqrt(N d) <= 20 d: N <= 400 d = 25600; four times that is the margin.
  const { answer } = narrow('--free', 'N1,N2', '--samples', '20*d', '--grid', grid);
  expect(answer).toMatchObject({
    search: { N1: [16, 256, 4096, 65536], N2: [16, 256, 4096, 65536] },
    trials: 16,
    instead_of: 25,
  });
});

it('without samples keeps those that cost the least', () => {
  // P* = d up to N1 = N2 = d = 64, and four times that.
  const { answer } = narrow('--study', 'Cubic', '--free', 'N1,N2', '--grid', grid, '--margin', '4');
  expect(answer).toMatchObject({ search: { N1: [16, 256], N2: [16, 256] }, trials: 4 });
});

it('tries nothing when the samples cannot suffice', () => {
  const { status, stderr } = narrow('--free', 'N1,N2', '--samples', 'd/2', '--grid', grid);
  expect(status).toBe(1);
  expect(stderr).toContain('No sizes bring the need of a small error down to P = d/2 = 32');
});

it('says what is missing', () => {
  expect(narrow('--free', 'N1').status).toBe(2);
  const { status, stderr } = narrow('--free', 'K', '--grid', grid);
  expect([status, stderr]).toEqual([2, expect.stringContaining('K is no size of Cubic')]);
});
