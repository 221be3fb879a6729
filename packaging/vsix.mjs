// Packs the extension: npm run package, or node packaging/vsix.mjs FILE. The same sources give the same bytes.
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The least time that a zip file can hold; what is in the package has no time of its own. */
const beginning = '315619200';

const out = resolve(process.argv[2] ?? 'archscale.vsix');
process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const options = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links', '--out', out];
const { status } = spawnSync(process.execPath, ['node_modules/@vscode/vsce/vsce', 'package', ...options], {
  stdio: ['ignore', 'inherit', 'inherit'],
  env: { ...process.env, SOURCE_DATE_EPOCH: process.env.SOURCE_DATE_EPOCH ?? beginning },
});
process.exitCode = status ?? 1;
