import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../../architecture/sources.js';
import { pytorch } from './pytorch.js';

const folder = join(root, 'validation/engines/torch/tests');
const python = (args: readonly string[]) =>
  spawnSync(pytorch?.path ?? '', ['-B', ...args], { encoding: 'utf8', cwd: root });
const hasPytest = pytorch !== undefined && python(['-c', 'import pytest']).status === 0;
const isRequired = process.env['ARCHSCALE_TOOLS'] === 'required';

it.skipIf(!hasPytest && !isRequired)('the Python tests of the torch engine pass, and there are some', () => {
  const { status, stdout, stderr } = python(['-m', 'pytest', '-q', '-p', 'no:cacheprovider', folder]);
  expect(status, `${stdout}\n${stderr}`).toBe(0);
  expect(Number(/(\d+) passed/.exec(stdout)?.[1])).toBeGreaterThan(30);
  expect(stdout).not.toMatch(/skipped|deselected/);
});
