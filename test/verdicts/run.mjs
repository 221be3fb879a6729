// Bundles the simulation of verdicts, as it is written in TypeScript, and prints its tables: npm run verdicts.
import { build } from 'esbuild';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const output = `${root}test/output/verdicts.mjs`;
await build({
  entryPoints: [fileURLToPath(new URL('print.ts', import.meta.url))],
  bundle: true,
  platform: 'node',
  format: 'esm',
  outfile: output,
  packages: 'external',
  logLevel: 'warning',
});
await import(pathToFileURL(output).href);
