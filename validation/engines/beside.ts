import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of this code: that of the bundle, or this one when it runs from its sources. */
export const here = typeof __dirname === 'string' ? __dirname : dirname(fileURLToPath(import.meta.url));

/** The path of a file that is shipped beside the code, or undefined when it is not there. */
export function shippedFile(name: string): string | undefined {
  const path = join(here, name);
  return existsSync(path) ? path : undefined;
}
