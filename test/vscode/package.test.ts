import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { deadLinksIn } from '../packaging/dead-links.js';

const packed = execFileSync('node_modules/.bin/vsce', ['ls', '--no-dependencies'], { encoding: 'utf8' })
  .split('\n')
  .filter(Boolean);

test('the package is under 2.5 MB, of which its documents and pictures are 0.4 MB', async () => {
  expect((await stat('archscale.vsix')).size).toBeLessThan(2_500_000);
});

test('the same sources give the same bytes', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'archscale-vsix-'));
  try {
    const again = join(folder, 'again.vsix');
    execFileSync(process.execPath, ['packaging/vsix.mjs', again], { stdio: 'ignore' });
    expect((await readFile(again)).equals(await readFile('archscale.vsix'))).toBe(true);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('the package holds bundles, examples and what VS Code reads, and nothing else', () => {
  const expected =
    /^(package(\.nls(\.\w+)?)?\.json|l10n\/bundle\.l10n\.\w+\.json|README\.md|CHANGELOG\.md|LICENSE|CONTRIBUTING\.md|docs\/(adr\/)?[\w-]+\.md|docs\/images\/[\w-]+\.(png|svg)|dist\/(extension|server|cli|chain-worker|estimate-worker)\.cjs|dist\/chunk-[A-Z0-9]+\.cjs|dist\/(web\.cjs|worker|chunk-[A-Z0-9]+)\.js|dist\/archscale_torch\/\w+\.py|dist\/(results|explanation|diagram|network|curve|comparison|advice)\.(js|css)|dist\/(third-party-licenses\.txt|sbom\.cdx\.json)|syntaxes\/[\w.-]+\.json|client\/(language-configuration\.json|(snippets|media)\/.*)|examples\/[\w-]+\.arch)$/;
  expect(packed.filter((file) => !expected.test(file))).toEqual([]);
  expect(packed).toContain('dist/server.cjs');
  expect(packed).toContain('dist/cli.cjs');
  expect(packed).toContain('package.nls.de.json');
  expect(packed).toContain('l10n/bundle.l10n.de.json');
  expect(packed).toContain('dist/web.cjs.js');
  expect(packed).toContain('dist/worker.js');
  expect(packed).toContain('dist/third-party-licenses.txt');
  expect(packed).toContain('dist/sbom.cdx.json');
  expect(packed).toContain('dist/chain-worker.cjs');
  expect(packed).toContain('dist/estimate-worker.cjs');
  expect(packed).toContain('dist/archscale_torch/__main__.py');
  expect(packed).toContain('docs/diagnostics.md');
});

test('no document in the package has a link that leads nowhere', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'archscale-unpacked-'));
  try {
    execFileSync('python3', ['-m', 'zipfile', '-e', 'archscale.vsix', folder]);
    expect(deadLinksIn(join(folder, 'extension'))).toEqual([]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
