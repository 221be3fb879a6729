// Bundles the measurements, as they are written in TypeScript, and runs them.
import { build } from 'esbuild';
import { mkdirSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const outfile = `${root}test/output/bench.cjs`;
mkdirSync(`${root}test/output`, { recursive: true });
await build({
  entryPoints: [fileURLToPath(new URL('bench.ts', import.meta.url))],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  logLevel: 'warning',
});
process.chdir(root);
await import(pathToFileURL(outfile).href);
