/**
 * Measures random networks of the language at the rate level, each over a small plan of three sizes: node test/measure/random-networks.mjs [FIRST] [LAST] prints one line a network and a
 * table of what became of them.
 */
import { build } from 'esbuild';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const output = `${root}test/output/random-networks.mjs`;
await build({
  entryPoints: [fileURLToPath(new URL('random-networks-print.ts', import.meta.url))],
  bundle: true,
  platform: 'node',
  format: 'esm',
  outfile: output,
  packages: 'external',
  logLevel: 'warning',
});
await import(pathToFileURL(output).href);
