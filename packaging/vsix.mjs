// Packs the extension: npm run package, or node packaging/vsix.mjs FILE. The same sources give the same bytes.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { moveLinks } from './links.mjs';

/** The least time that a zip file can hold; what is in the package has no time of its own. */
const beginning = '315619200';

/** The names that vsce gives files in the package, in lower case: links lead to these. */
const renamed = { 'README.md': 'readme.md', 'CHANGELOG.md': 'changelog.md', LICENSE: 'LICENSE.txt' };

const out = resolve(process.argv[2] ?? 'archscale.vsix');
process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const vsce = resolve('node_modules/@vscode/vsce/vsce');
execFileSync('npm', ['run', 'vscode:prepublish', '--silent'], {
  stdio: ['ignore', 'inherit', 'inherit'],
  shell: process.platform === 'win32',
});
const listed = execFileSync(process.execPath, [vsce, 'ls', '--no-dependencies'], { encoding: 'utf8' });
const files = listed.split(/\r?\n/).filter(Boolean);

const stage = mkdtempSync(join(tmpdir(), 'archscale-vsix-'));
try {
  for (const file of files) cpSync(file, join(stage, file));
  cpSync('.vscodeignore', join(stage, '.vscodeignore'));
  // The stage holds what is built.
  const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
  delete manifest.scripts;
  writeFileSync(join(stage, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
  const isPacked = (file) => files.some((one) => one === file || one.startsWith(`${file}/`));
  // With a repository, vsce makes links of these two lead there: shops show them without the package.
  const byShops = manifest.repository ? ['README.md', 'CHANGELOG.md'] : [];
  for (const file of files.filter((one) => one.endsWith('.md') && !byShops.includes(one))) {
    const placeOf = (linked) => (isPacked(linked) ? (renamed[linked] ?? linked) : undefined);
    writeFileSync(join(stage, file), moveLinks(readFileSync(file, 'utf8'), file, file, placeOf));
  }
  const links = manifest.repository ? [] : ['--allow-missing-repository', '--no-rewrite-relative-links'];
  const options = ['--no-dependencies', ...links, '--out', out];
  const { status } = spawnSync(process.execPath, [vsce, 'package', ...options], {
    cwd: stage,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, SOURCE_DATE_EPOCH: process.env.SOURCE_DATE_EPOCH ?? beginning },
  });
  process.exitCode = status ?? 1;
} finally {
  rmSync(stage, { recursive: true, force: true });
}
