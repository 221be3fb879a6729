import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { built } from '../run/built.js';
import { folder } from '../temporary-folder.js';

export { folder };

const bundle = built('cli.cjs');

export interface Answer {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Calls the built command line as a shell would, with both outputs piped. */
export function archscale(
  args: readonly string[],
  environment: Record<string, string> = {},
  input = '',
  cwd?: string,
): Answer {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bundle, ...args], {
    encoding: 'utf8',
    ...(cwd === undefined ? {} : { cwd }),
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment },
    input,
    maxBuffer: 1 << 28,
  });
  return { code: status, stdout, stderr };
}

/** A file that exists for as long as the test runs; its path. */
export function file(content: string | Uint8Array, name = 'study.arch'): string {
  const path = join(folder(), name);
  writeFileSync(path, content);
  return path;
}

/** A small study without errors. */
export const twoLayer = `scale d = 64
scale N = 1024

network TwoLayer {
  input gaussian(d)
  dense h (width: N, activation: erf)
  output linear
}

target cubic = he(3)

study Cubic {
  network: TwoLayer
  target: cubic
}
`;
