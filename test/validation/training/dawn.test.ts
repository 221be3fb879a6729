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
    findDawn(env, folder);
  } catch (error) {
    expect(error).toBeInstanceOf(EngineFailedError);
    return wordsOfError(error);
  }
  throw new Error('it was found');
}

describe('the npm package webgpu', () => {
  it('is looked for in the folder that is named and nowhere else', () => {
    const folder = empty();
    expect(packageFolders({ ARCHSCALE_WEBGPU: 'dawn' }, folder)).toEqual([join(folder, 'dawn')]);
    expect(failureOf({ ARCHSCALE_WEBGPU: 'dawn' }, folder)).toContain(
      `It is not in ${join(folder, 'dawn')}. Install it`,
    );
  });

  it('is looked for in node_modules of the folder, those around it, and those of the program', () => {
    const folders = packageFolders({}, '/some/project');
    expect(folders.slice(0, 3)).toEqual(
      ['/some/project', '/some', '/'].map((one) => join(one, 'node_modules', 'webgpu')),
    );
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
