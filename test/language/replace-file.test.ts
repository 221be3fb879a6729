import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { replaceFile } from '../../language/files/replace-file.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'archscale-replace-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

describe('replacing a file', () => {
  it('makes it where there is none, and leaves nothing beside it', async () => {
    await replaceFile(join(folder, 'new.json'), 'text');
    expect(await readFile(join(folder, 'new.json'), 'utf8')).toBe('text');
    expect(await readdir(folder)).toEqual(['new.json']);
  });

  it('writes through a link, which stays one, also where the link leads into another folder', async () => {
    await mkdir(join(folder, 'kept'));
    await writeFile(join(folder, 'kept/real.json'), 'old');
    await symlink(join('kept', 'real.json'), join(folder, 'link.json'));
    await replaceFile(join(folder, 'link.json'), 'new');
    expect((await lstat(join(folder, 'link.json'))).isSymbolicLink()).toBe(true);
    expect(await readlink(join(folder, 'link.json'))).toBe(join('kept', 'real.json'));
    expect(await readFile(join(folder, 'kept/real.json'), 'utf8')).toBe('new');
    expect([...(await readdir(folder)), ...(await readdir(join(folder, 'kept')))].sort()).toEqual(
      ['kept', 'link.json', 'real.json'].sort(),
    );
  });

  it.skipIf(process.platform === 'win32')('keeps who may read it', async () => {
    const path = join(folder, 'private.json');
    await writeFile(path, 'old');
    await chmod(path, 0o600);
    await replaceFile(path, 'new');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('leaves the old text and nothing else where it cannot', async () => {
    await mkdir(join(folder, 'folder.json'));
    await writeFile(join(folder, 'folder.json/inside'), 'kept');
    await expect(replaceFile(join(folder, 'folder.json'), 'new')).rejects.toThrow();
    expect(await readdir(folder)).toEqual(['folder.json']);
    expect(await readFile(join(folder, 'folder.json/inside'), 'utf8')).toBe('kept');
    await expect(replaceFile(join(folder, 'no/such/folder.json'), 'new')).rejects.toThrow(/ENOENT/);
  });
});
