// Bundles the measurements and the plain server, as they are written in TypeScript, and runs them.
import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';
import { runBundled } from '../run/bundled.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
// The measurements compare with it.
await build({
  entryPoints: [fileURLToPath(new URL('plain-server.ts', import.meta.url))],
  bundle: true,
  platform: 'node',
  logLevel: 'warning',
  outfile: `${root}test/output/plain-server.cjs`,
  format: 'cjs',
});
process.chdir(root);
await runBundled(new URL('bench.ts', import.meta.url), 'bench');
