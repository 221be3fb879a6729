import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parts, root, sourcesOf } from '../architecture/sources.js';

/**
 * The path of a bundle under test. One that is older than a source is refused: it would be tested in the place of the code that is
 * there, and a fault in that code would pass.
 * @param name its file in dist/: `server.cjs`.
 * @param folder where bundles are.
 * @throws Error that says how to make it, where there is none, or where a source is newer.
 */
export function built(name: string, folder = fileURLToPath(new URL('../../dist', import.meta.url))): string {
  const path = join(folder, name);
  const remedy = 'run "npm run build", then the tests again.';
  if (!existsSync(path)) throw new Error(`dist/${name} is missing: ${remedy}`);
  const newer = newerThan(statSync(path).mtimeMs);
  if (newer) throw new Error(`dist/${name} is older than ${newer}: ${remedy}`);
  return path;
}

/** A source that was changed after a time, in milliseconds. */
function newerThan(time: number): string | undefined {
  const sources = parts.flatMap((part) => sourcesOf(part));
  return sources.find(({ path }) => statSync(join(root, path)).mtimeMs > time)?.path;
}
