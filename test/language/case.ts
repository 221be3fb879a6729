import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** What a case expects: a diagnostic of this severity and code, at this place, with this part of a message. */
export interface Expected {
  readonly severity: string;
  readonly code: string;
  readonly place: string;
  readonly message: string;
}

/** A case of the language: a text, and the diagnostics that it must get and no others. */
export interface Case {
  /** Folder and file name. */
  readonly name: string;
  readonly path: string;
  readonly text: string;
  readonly expected: readonly Expected[];
}

const expectation = /^\s*\/\/ (error|warning|info|hint) (arch-[a-z-]+)(?: "(.*)")?\s*$/;

/** Every .arch file below a folder is a case, except those in folders called `files`, which cases import. */
export function casesIn(folder: string): Case[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.arch') && !path.split(/[\\/]/).includes('files'))
    .sort()
    .map((path) => readCase(join(folder, path), relative(folder, join(folder, path)).replace(/\.arch$/, '')));
}

/**
 * Reads a case. Comment lines such as `// error arch-unknown-name "part of the message"` say what is expected at the
 * marks `»…«` that follow: one mark for each comment, or one for all of them.
 */
function readCase(path: string, name: string): Case {
  const expected: Expected[] = [];
  const lines: string[] = [];
  let pending: { severity: string; code: string; message: string }[] = [];
  let places: string[] = [];
  let open: string | undefined;
  const finish = (): void => {
    if (places.length !== pending.length && places.length !== 1 && pending.length > 0) {
      throw new Error(`${name}: ${pending.length} expectations before ${places.length} marks`);
    }
    pending.forEach((one, at) => expected.push({ ...one, place: places[at] ?? places[0] ?? '' }));
    pending = [];
    places = [];
  };
  for (const [row, line] of readFileSync(path, 'utf8').split('\n').entries()) {
    const match = expectation.exec(line);
    if (match && places.length > 0) finish();
    if (match) pending.push({ severity: match[1] ?? '', code: match[2] ?? '', message: match[3] ?? '' });
    let plain = '';
    for (const character of line) {
      if (character === '»') open = `${row + 1}:${plain.length + 1}`;
      else if (character === '«') {
        places.push(`${open}-${row + 1}:${plain.length + 1}`);
        open = undefined;
      } else plain += character;
    }
    lines.push(plain);
  }
  finish();
  return { name, path, text: lines.join('\n'), expected };
}
