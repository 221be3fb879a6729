// Packs the library and the command line for npm: npm run package:library, or node cli/library/package.mjs FOLDER.
// The extension's manifest has a main of its own, so the package gets a manifest derived from it.
import { generateDtsBundle } from 'dts-bundle-generator';
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { moveLinks } from '../../packaging/links.mjs';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const into = resolve(process.argv[2] ?? repository);
process.chdir(repository);

const [types] = generateDtsBundle([{ filePath: 'cli/library/index.ts', output: { noBanner: true } }], {
  preferredConfigPath: 'tsconfig.json',
});
for (const name of ['index.d.ts', 'index.d.cts']) writeFileSync(join('dist', name), types);

const stage = mkdtempSync(join(tmpdir(), 'archscale-package-'));
try {
  const { name, version, description, license, keywords, type, engines, exports, bin, ...origin } = JSON.parse(
    readFileSync('package.json', 'utf8'),
  );
  const manifest = {
    ...{ name, version, description, license, keywords, type },
    // npm's provenance compares them with where the package was made.
    ...{ repository: origin.repository, bugs: origin.bugs, homepage: origin.homepage },
    engines: { node: engines.node },
    // For the engine of that name; who does not ask for it does not need it.
    ...{
      peerDependencies: { webgpu: origin.devDependencies.webgpu },
      peerDependenciesMeta: { webgpu: { optional: true } },
    },
    // For tools that do not know exports.
    main: './dist/index.cjs',
    types: './dist/index.d.cts',
    ...{ exports, bin },
    files: ['dist', 'docs', 'examples', 'CHANGELOG.md', 'CONTRIBUTING.md'],
  };
  writeFileSync(join(stage, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
  const documents = readdirSync('docs', { recursive: true }).filter((file) => /\.(md|png|svg)$/.test(file));
  const bundles = [
    'index.mjs',
    'index.cjs',
    'index.d.ts',
    'index.d.cts',
    ...withShared('cli.cjs', 'chain-worker.cjs', 'estimate-worker.cjs'),
    'archscale_torch',
    'third-party-licenses.txt',
  ];
  const files = [
    ...['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'LICENSE', 'examples'],
    ...bundles.map((file) => `dist/${file}`),
    ...documents.map((file) => `docs/${file}`),
  ];
  for (const file of files) cpSync(file, join(stage, file), { recursive: true });
  // What a document links to and the package lacks is named without a link.
  for (const file of files.filter((one) => one.endsWith('.md'))) {
    const placeOf = (linked) => (existsSync(join(stage, linked)) ? linked : undefined);
    writeFileSync(join(stage, file), moveLinks(readFileSync(file, 'utf8'), file, file, placeOf));
  }
  mkdirSync(into, { recursive: true });
  execFileSync('npm', ['pack', '--silent', '--pack-destination', into], {
    cwd: stage,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
} finally {
  rmSync(stage, { recursive: true, force: true });
}

/** Bundles, with the files of code that they share with others. */
function withShared(...names) {
  const files = new Set(names);
  for (const name of files) {
    const text = readFileSync(join('dist', name), 'utf8');
    for (const [, shared] of text.matchAll(/require\("\.\/(chunk-\w+\.cjs)"\)/g)) files.add(shared);
  }
  return files;
}
