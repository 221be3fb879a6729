import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { wordsOfError } from '../../../present/words/words.js';
import { findDawn, packageFolders } from '../../../validation/engines/webgpu/dawn.js';
import { EngineFailedError } from '../../../validation/errors.js';

const empty = (): string => mkdtempSync(join(tmpdir(), 'archscale-dawn-'));

function failureOf(env: Readonly<Record<string, string>>, folder: string): string {
  try {
    findDawn(env, [folder]);
  } catch (error) {
    expect(error).toBeInstanceOf(EngineFailedError);
    return wordsOfError(error);
  }
  throw new Error('it was found');
}

describe('the npm package webgpu', () => {
  it('is looked for in the folder that is named and nowhere else', () => {
    const folder = empty();
    expect(packageFolders({ ARCHSCALE_WEBGPU: join(folder, 'dawn') }, [])).toEqual([join(folder, 'dawn')]);
    expect(failureOf({ ARCHSCALE_WEBGPU: join(folder, 'dawn') }, folder)).toContain(
      `It is not in ${join(folder, 'dawn')}. Install it`,
    );
  });

  it('is looked for in node_modules of the folders of a run and of the program, and in none around them', () => {
    const folders = packageFolders({}, ['/some/project']);
    expect(folders[0]).toBe(join('/some/project', 'node_modules', 'webgpu'));
    expect(folders).not.toContain(join('/some', 'node_modules', 'webgpu'));
    expect(packageFolders({}, [])).not.toContain(join('/some/project', 'node_modules', 'webgpu'));
    // That of this repository.
    expect(folders).toContain(join(process.cwd(), 'node_modules', 'webgpu'));
  });

  it('is named in the error where it cannot be loaded', () => {
    const path = join(empty(), 'webgpu');
    mkdirSync(path);
    writeFileSync(join(path, 'package.json'), '{ "main": "index.cjs" }');
    writeFileSync(join(path, 'index.cjs'), 'throw new Error("no binary for this machine.");');
    const said = failureOf({ ARCHSCALE_WEBGPU: path }, '/');
    expect(said).toContain(`The npm package webgpu in ${path} cannot be loaded: no binary for this machine.`);
  });
});
