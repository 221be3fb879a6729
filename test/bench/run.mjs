// Bundles the measurements and the plain server, as they are written in TypeScript, and runs them.
import { build } from 'esbuild';
import { mkdirSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const inBench = (name) => fileURLToPath(new URL(name, import.meta.url));
const output = `${root}test/output`;
mkdirSync(output, { recursive: true });
const options = { bundle: true, platform: 'node', logLevel: 'warning', outdir: output };
await build({
  ...options,
  entryPoints: [inBench('plain-server.ts')],
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
});
await build({
  ...options,
  entryPoints: [inBench('bench.ts')],
  format: 'esm',
  outExtension: { '.js': '.mjs' },
  packages: 'external',
});
process.chdir(root);
await import(pathToFileURL(`${output}/bench.mjs`).href);
