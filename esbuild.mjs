// Bundles what runs: the extension, the language server, the command line, the library and the pages.
// node esbuild.mjs --watch bundles again after each change, and checks the types, until it is stopped.
import { build, context, transform } from 'esbuild';
import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { writeThirdParty } from './packaging/third-party.mjs';

const production = process.argv.includes('--production');
const watches = process.argv.includes('--watch');
/** Debuggers show the sources of what is watched. */
const sourcemap = watches && 'inline';

/** Of zod's messages only the English ones: the others are half as long as what uses them. */
const englishMessages = {
  name: 'english messages',
  setup: ({ onResolve }) =>
    onResolve({ filter: /\/locales\/index\.js$/ }, ({ importer, resolveDir, path }) =>
      /[\\/]zod[\\/]/.test(importer) ? { path: join(resolveDir, path, '../en.js') } : undefined,
    ),
};

/** VS Code loads CommonJS, and esbuild shares code between ECMAScript modules alone: they are made the one out of the other. */
const commonJs = {
  name: 'CommonJS',
  setup: ({ onEnd }) =>
    onEnd(({ outputFiles }) => Promise.all((outputFiles ?? []).map(writeAsCommonJs)).then(() => {})),
};

/** What runs in Node, with what several of them need in files that they share. Whatever is imported dynamically is read when it is called. */
const node = {
  platform: 'node',
  format: 'esm',
  splitting: true,
  target: 'node20',
  bundle: true,
  minify: production,
  logLevel: 'warning',
  plugins: [englishMessages, commonJs],
  external: ['vscode'],
  loader: { '.md': 'text', '.py': 'text' },
  entryPoints: {
    extension: 'client/desktop/extension.ts',
    server: 'server/main.ts',
    cli: 'cli/main.ts',
    'chain-worker': 'validation/engines/js/chain-worker.ts',
    'estimate-worker': 'validation/estimate/estimate-worker.ts',
  },
  chunkNames: 'chunk-[hash]',
  outExtension: { '.js': '.cjs' },
  write: false,
};
const page = {
  platform: 'browser',
  format: 'iife',
  target: 'es2022',
  bundle: true,
  minify: production,
  logLevel: 'warning',
};
const pages = readdirSync('client').filter((name) => existsSync(`client/${name}/page/main.ts`));
/** Runs in Node and in browsers alike: nothing of Node is in it. */
const library = { ...page, entryPoints: { index: 'cli/library/index.ts' } };

const bundles = [
  // VS Code for the Web adds ".js" to the name in the manifest, and takes a name in .cjs for CommonJS.
  {
    ...page,
    entryPoints: { web: 'client/web/extension.ts' },
    format: 'cjs',
    external: ['vscode'],
    outExtension: { '.js': '.cjs.js' },
  },
  { ...page, entryPoints: { worker: 'worker/main.ts' } },
  { ...library, format: 'esm', outExtension: { '.js': '.mjs' } },
  { ...library, format: 'cjs', outExtension: { '.js': '.cjs' } },
  // What several pages need, above all the charts, is in files that they share.
  {
    ...page,
    format: 'esm',
    splitting: true,
    entryPoints: Object.fromEntries(pages.map((name) => [name, `client/${name}/page/main.ts`])),
  },
];

// Shared files are named after what is in them: those of earlier builds must not be packed.
mkdirSync('dist', { recursive: true });
for (const name of readdirSync('dist').filter((one) => one.startsWith('chunk-'))) rmSync(`dist/${name}`);
copyPython();
const all = [node, ...bundles].map((one) => ({ ...one, outdir: 'dist', metafile: true, sourcemap }));
if (watches) await watch(all);
else {
  const built = await Promise.all(all.map((bundle) => build(bundle)));
  writeThirdParty(
    built.map(({ metafile }) => metafile),
    'dist',
  );
}

/** Bundles again after each change of a source, and checks the types beside it; ends with the process. */
async function watch(bundles) {
  for (const bundle of bundles) await (await context(bundle)).watch();
  const tsc = ['node_modules/@typescript/native/bin/tsc', '--build', '--watch', '--preserveWatchOutput'];
  spawn(process.execPath, tsc, { stdio: 'inherit' }).on('exit', (code) => process.exit(code ?? 1));
}

/** The engine in Python is shipped as its sources. */
function copyPython() {
  const python = 'validation/engines/torch/archscale_torch';
  rmSync('dist/archscale_torch', { recursive: true, force: true });
  mkdirSync('dist/archscale_torch');
  for (const name of readdirSync(python).filter((one) => one.endsWith('.py')))
    copyFileSync(join(python, name), join('dist/archscale_torch', name));
}

async function writeAsCommonJs({ path, text }) {
  const { code } = await transform(text, {
    ...{ format: 'cjs', platform: 'node', target: 'node20', minify: production, sourcemap },
    // Bundles know their folder by __dirname; see validation/engines/beside.ts.
    logOverride: { 'empty-import-meta': 'silent' },
    supported: { 'dynamic-import': false },
    banner: basename(path) === 'cli.cjs' ? '#!/usr/bin/env node' : '',
  });
  writeFileSync(path, code);
}
