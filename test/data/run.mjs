// Bundles the simulation of data files, as it is written in TypeScript, and prints what describe finds in them: npm run data -- ROWS DRAWS.
import { build } from 'esbuild';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const output = `${root}test/output/data.mjs`;
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
