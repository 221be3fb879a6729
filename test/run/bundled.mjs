import { build } from 'esbuild';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Bundles a script as it is written in TypeScript, and runs it.
 * @param {URL} script
 * @param {string} name of the bundle, in test/output.
 */
export async function runBundled(script, name) {
  const output = `${root}test/output/${name}.mjs`;
  await build({
    entryPoints: [fileURLToPath(script)],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: output,
    packages: 'external',
    logLevel: 'warning',
  });
  await import(pathToFileURL(output).href);
}
