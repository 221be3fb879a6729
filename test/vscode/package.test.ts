import { execFileSync } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { expect, test } from 'vitest';

const packed = execFileSync('node_modules/.bin/vsce', ['ls', '--no-dependencies'], { encoding: 'utf8' })
  .split('\n')
  .filter(Boolean);

test('the package is under 2 MB', async () => {
  expect((await stat('archscale.vsix')).size).toBeLessThan(2_000_000);
});

test('the package holds bundles, examples and what VS Code reads, and nothing else', () => {
  const expected =
    /^(package\.json|README\.md|CHANGELOG\.md|LICENSE|docs\/images\/[\w-]+\.png|dist\/(extension|server|cli)\.cjs|dist\/(results|explanation|diagram)\.(js|css)|syntaxes\/[\w.-]+\.json|client\/(language-configuration\.json|(snippets|media)\/.*)|examples\/[\w-]+\.arch)$/;
  expect(packed.filter((file) => !expected.test(file))).toEqual([]);
  expect(packed).toContain('dist/server.cjs');
  expect(packed).toContain('dist/cli.cjs');
});
