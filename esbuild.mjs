// Bundles what runs: the extension, the language server, the command line, the library and the pages.
import { build } from 'esbuild';
import { copyFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeThirdParty } from './packaging/third-party.mjs';

const production = process.argv.includes('--production');

/** Of zod's messages only the English ones: the others are half as long as what uses them. */
const englishMessages = {
  name: 'english messages',
  setup: ({ onResolve }) =>
    onResolve({ filter: /\/locales\/index\.js$/ }, ({ importer, resolveDir, path }) =>
      /[\\/]zod[\\/]/.test(importer) ? { path: join(resolveDir, path, '../en.js') } : undefined,
    ),
};

const node = {
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  bundle: true,
  minify: production,
  logLevel: 'warning',
  plugins: [englishMessages],
  // Bundles know their folder by __dirname; see validation/engines/beside.ts.
  logOverride: { 'empty-import-meta': 'silent' },
};
const page = {
  platform: 'browser',
  format: 'iife',
  target: 'es2022',
  bundle: true,
  minify: production,
  logLevel: 'warning',
};
const pages = ['results', 'diagram', 'network', 'comparison', 'curve', 'advice', 'explanation'];
/** Runs in Node and in browsers alike: nothing of Node is in it. */
const library = { ...page, entryPoints: { index: 'cli/library/index.ts' } };

const bundles = [
  {
    ...node,
    entryPoints: { extension: 'client/desktop/extension.ts' },
    external: ['vscode'],
    outExtension: { '.js': '.cjs' },
  },
  // VS Code for the Web adds ".js" to the name in the manifest, and takes a name in .cjs for CommonJS.
  {
    ...page,
    entryPoints: { web: 'client/web/extension.ts' },
    format: 'cjs',
    external: ['vscode'],
    outExtension: { '.js': '.cjs.js' },
  },
  { ...page, entryPoints: { worker: 'worker/main.ts' } },
  { ...node, entryPoints: { server: 'server/main.ts' }, outExtension: { '.js': '.cjs' } },
  {
    ...node,
    entryPoints: { cli: 'cli/main.ts' },
    outExtension: { '.js': '.cjs' },
    loader: { '.md': 'text', '.py': 'text' },
    banner: { js: '#!/usr/bin/env node' },
  },
  { ...node, entryPoints: { 'chain-worker': 'validation/engines/chain-worker.ts' }, outExtension: { '.js': '.cjs' } },
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
const built = await Promise.all(bundles.map((bundle) => build({ ...bundle, outdir: 'dist', metafile: true })));
writeThirdParty(
  built.map(({ metafile }) => metafile),
  'dist',
);
copyFileSync('validation/engines/torch_engine.py', 'dist/torch_engine.py');
