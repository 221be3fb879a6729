import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * The path of a bundle under test.
 * @param name its file in dist/: `server.cjs`.
 * @throws Error that says how to make it, where there is none.
 */
export function built(name: string): string {
  const path = fileURLToPath(new URL(`../../dist/${name}`, import.meta.url));
  if (!existsSync(path)) throw new Error(`dist/${name} is missing: run "npm run build", then the tests again.`);
  return path;
}
