// Packs the extension: npm run package, or node packaging/vsix.mjs FILE. The same sources give the same bytes.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The least time that a zip file can hold; what is in the package has no time of its own. */
const beginning = '315619200';

const out = resolve(process.argv[2] ?? 'archscale.vsix');
process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const { repository } = JSON.parse(readFileSync('package.json', 'utf8'));
// Without a repository, links of the README lead to what is in the package.
const links = repository ? [] : ['--allow-missing-repository', '--no-rewrite-relative-links'];
const options = ['--no-dependencies', ...links, '--out', out];
const { status } = spawnSync(process.execPath, ['node_modules/@vscode/vsce/vsce', 'package', ...options], {
  stdio: ['ignore', 'inherit', 'inherit'],
  env: { ...process.env, SOURCE_DATE_EPOCH: process.env.SOURCE_DATE_EPOCH ?? beginning },
});
process.exitCode = status ?? 1;
