import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { EngineFailedError } from '../../errors.js';
import { here } from '../beside.js';
import type { Gpu } from './gpu.js';

/** What the npm package `webgpu` hands out (Dawn, https://github.com/dawn-gpu/node-webgpu). */
interface Dawn {
  create(options: readonly string[]): Gpu;
}

/** Dawn ends the process when this object is collected while its devices are in use. */
let kept: Gpu | undefined;

/**
 * WebGPU in Node, by the npm package `webgpu`, which is no part of this program: it is looked for like a Python.
 * @param env where ARCHSCALE_WEBGPU may name the package's folder.
 * @param folders of the project, in which its user asked for a run.
 * @throws EngineFailedError when it is not there or cannot be loaded; the reason says how to get it.
 */
export function findDawn(env: Readonly<Record<string, string | undefined>>, folders: readonly string[]): Gpu {
  if (kept) return kept;
  const looked = packageFolders(env, folders);
  const path = looked.find((one) => existsSync(join(one, 'package.json')));
  if (path === undefined) throw new EngineFailedError({ code: 'webgpu-package-missing', looked });
  try {
    const { create } = createRequire(join(path, 'package.json'))(path) as Dawn;
    return (kept = create([]));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new EngineFailedError({ code: 'webgpu-package-broken', path, reason }, { cause: error });
  }
}

/**
 * Where the package may be, best first: the folder that is named in ARCHSCALE_WEBGPU and no other; else `node_modules` of those
 * folders, of the program's own folder and those around it, and where npm installs what is for all.
 */
export function packageFolders(
  env: Readonly<Record<string, string | undefined>>,
  folders: readonly string[],
): string[] {
  const named = env['ARCHSCALE_WEBGPU'];
  if (named) return [resolve(named)];
  const above = [...folders, ...foldersAround(here)].map((one) => join(one, 'node_modules', 'webgpu'));
  const program = dirname(process.execPath);
  const global =
    process.platform === 'win32'
      ? join(program, 'node_modules', 'webgpu')
      : join(program, '..', 'lib', 'node_modules', 'webgpu');
  return [...new Set([...above, global])];
}

function foldersAround(folder: string): string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...foldersAround(above)];
}
