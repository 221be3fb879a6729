import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parts, root, sourcesOf } from './sources.js';

/** docs/security.md: files are opened in two places, one for those of users and one for those that archscale keeps. */
const openers = new Map([
  ['language/files/user-files.ts', 'files of users'],
  ['language/files/run-files.ts', 'files that archscale keeps'],
  ['language/files/replace-file.ts', 'writes a new file, which is then renamed'],
  ['language/running-process.ts', 'what Linux says of a process, by its number'],
]);

/** What makes, lists, moves and removes, watches, or asks what is there under a name: none of it opens a file. */
const harmless = new Set([
  'closeSync',
  'existsSync',
  'lstat',
  'mkdir',
  'mkdtemp',
  'readdir',
  'realpath',
  'realpathSync',
  'rename',
  'rm',
  'stat',
  'unwatchFile',
  'watch',
  'watchFile',
]);

const sources = parts
  .flatMap((part) => sourcesOf(part))
  .map(({ path }) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

/** What a source takes of Node's file system; `*` for all of it. */
function takenFrom(text: string): string[] {
  const named = [...text.matchAll(/import (type )?\{([^}]*)\} from ['"](?:node:)?fs(?:\/promises)?['"]/g)];
  const names = named.flatMap(([, type, list = '']) =>
    type
      ? []
      : list
          .split(',')
          .map((name) => name.trim())
          .filter((name) => name !== '' && !name.startsWith('type ')),
  );
  const whole = text.replaceAll(/import (type )?\{[^}]*\} from ['"](?:node:)?fs(?:\/promises)?['"]/g, '');
  return [
    ...names.map((name) => name.replace(/ as .*/, '')),
    ...(/['"](?:node:)?fs(?:\/promises)?['"]|process\.binding/.test(whole) ? ['*'] : []),
  ];
}

describe('files', () => {
  it('are opened in the places that refuse links, devices and what lies outside, and in no other', () => {
    const offences = sources
      .filter(({ path }) => !openers.has(path))
      .map(({ path, text }) => ({ path, opens: takenFrom(text).filter((name) => !harmless.has(name)) }))
      .filter(({ opens }) => opens.length > 0);
    expect(offences).toEqual([]);
  });

  it('are opened in each of those places', () => {
    for (const path of openers.keys())
      expect(
        takenFrom(sources.find((source) => source.path === path)?.text ?? '').some((name) => !harmless.has(name)),
      ).toBe(true);
  });

  it.each([
    ["import { readFile } from 'node:fs/promises';", ['readFile']],
    ["import { type Stats, openSync as open } from 'fs';", ['openSync']],
    ["import fs from 'node:fs';", ['*']],
    ["import * as fs from 'node:fs/promises';", ['*']],
    ["const fs = await import('node:fs');", ['*']],
    ["require('fs').readFileSync(path)", ['*']],
    ["import type { FileHandle } from 'node:fs/promises';", []],
    ["import { open } from 'node:https';", []],
  ])('that a source may open are found: %s', (text, names) => {
    expect(takenFrom(text)).toEqual(names);
  });
});
