// Bundles what runs: the extension, the language server, the command line, the library and the pages.
import { build } from 'esbuild';
import { copyFileSync, existsSync } from 'node:fs';
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
/** Runs in Node and in browsers alike: nothing of Node is in it. */
const library = { ...page, entryPoints: { index: 'cli/library/index.ts' } };

const bundles = [
  { ...node, entryPoints: { extension: 'client/extension.ts' }, external: ['vscode'], outExtension: { '.js': '.cjs' } },
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
  { ...page, entryPoints: { results: 'client/results/page/main.ts' } },
  { ...page, entryPoints: { diagram: 'client/diagram/page/main.ts' } },
  { ...page, entryPoints: { network: 'client/network/page/main.ts' } },
  { ...page, entryPoints: { comparison: 'client/comparison/page/main.ts' } },
  { ...page, entryPoints: { curve: 'client/curve/page/main.ts' } },
  { ...page, entryPoints: { advice: 'client/advice/page/main.ts' } },
  { ...page, entryPoints: { explanation: 'client/explanation/page/main.ts' } },
];

const built = await Promise.all(
  bundles
    .filter(({ entryPoints }) => existsSync(Object.values(entryPoints)[0]))
    .map((bundle) => build({ ...bundle, outdir: 'dist', metafile: true })),
);
writeThirdParty(
  built.map(({ metafile }) => metafile),
  'dist',
);
copyFileSync('validation/engines/torch_engine.py', 'dist/torch_engine.py');
