import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../architecture/sources.js';

const predict = `'${process.execPath}' '${join(root, 'dist/cli.cjs')}' predict '${join(root, 'examples/deep.arch')}' --format json`;

/** Runs a line of shell, as a user would type it. */
function shell(line: string) {
  return spawnSync('bash', ['--norc', '-c', line], { encoding: 'utf8' });
}

it('a reader that closes early ends it without a complaint', () => {
  const { stdout, stderr } = shell(`${predict} | head -n 1`);
  expect(stdout).toBe('{\n');
  expect(stderr).toBe('');
});

it('an output that cannot be written, as on a full disk, is named', () => {
  // Where a system has /dev/full, that is always full.
  const { status, stderr } = shell(`test -e /dev/full || exit 2; ${predict} > /dev/full`);
  expect(status).toBe(2);
  expect(stderr).not.toMatch(/fault of archscale|\n\s+at /);
});
