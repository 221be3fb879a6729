import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { built } from './built.js';

it('a bundle that is not there is told of at once, with what makes it', () => {
  expect(() => built('nothing.cjs')).toThrow('dist/nothing.cjs is missing: run "npm run build"');
});

it('a bundle that is older than a source is not tested in its place', () => {
  const folder = mkdtempSync(join(tmpdir(), 'archscale-built-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const bundle = join(folder, 'server.cjs');
  writeFileSync(bundle, '');
  expect(built('server.cjs', folder)).toBe(bundle);
  utimesSync(bundle, 0, 0);
  expect(() => built('server.cjs', folder)).toThrow(/dist\/server\.cjs is older than \w+\/.*\.ts: run "npm run build"/);
});
