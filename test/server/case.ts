import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A case: a text of the language with marks in it, and what is expected of the server there. */
export interface Case {
  readonly name: string;
  /** What the comment lines at the top say: `// expect: …` gives `expect`, once for each line. */
  readonly says: Readonly<Record<string, readonly string[]>>;
  /** The text without marks, as the editor opens it. */
  readonly text: string;
  /** Where `»` stood. */
  readonly offset: number;
  /** Where `«` stood. */
  readonly end: number;
  /** The text after a line `//// after`, where there is one. */
  readonly after: string | undefined;
}

const folder = fileURLToPath(new URL('cases', import.meta.url));
const saying = /^\/\/ (?<key>[a-z-]+): (?<value>.*)$/;

/** Every .arch file of a feature's folder is a case. Comment lines `// key: value` at its top are for the test alone. */
export function casesOf(feature: string): Case[] {
  return readdirSync(join(folder, feature))
    .filter((name) => name.endsWith('.arch'))
    .sort()
    .map((name) => read(name.replace(/\.arch$/, ''), readFileSync(join(folder, feature, name), 'utf8')));
}

function read(name: string, file: string): Case {
  const lines = file.split('\n');
  const says: Record<string, string[]> = {};
  while (lines[0] !== undefined) {
    const { key, value } = saying.exec(lines[0])?.groups ?? {};
    if (key === undefined || value === undefined) break;
    (says[key] ??= []).push(value);
    lines.shift();
  }
  const split = lines.indexOf('//// after');
  const marked = (split < 0 ? lines : lines.slice(0, split)).join('\n') + (split < 0 ? '' : '\n');
  const after = split < 0 ? undefined : lines.slice(split + 1).join('\n');
  const offset = marked.indexOf('»');
  const end = marked.replace('»', '').indexOf('«');
  return { name, says, text: marked.replace('»', '').replace('«', ''), offset, end, after };
}
