import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { linkedFiles } from '../../packaging/links.mjs';
import { anchorOf } from '../../site/anchors.mjs';

/** The anchors of a document: its headings outside code. */
export function anchorsOf(path: string): string[] {
  const text = readFileSync(path, 'utf8').replaceAll(/^ *```[\s\S]*?^ *```$/gm, '');
  return [...text.matchAll(/^#+ (.+)$/gm)].map((match) => anchorOf(match[1] ?? ''));
}

/** The links of one document that lead to no file below a folder, or to no heading of it. */
export function deadLinksOf(folder: string, document: string): string[] {
  return linkedFiles(readFileSync(join(folder, document), 'utf8'), document)
    .filter(({ file, anchor }) => {
      const target = join(folder, file);
      // A name that differs in case is found on some systems only.
      const isThere = !file.startsWith('..') && existsSync(target) && isSpelled(folder, file);
      return !isThere || (anchor !== undefined && !anchorsOf(target).includes(anchor));
    })
    .map(({ address }) => `${document}: ${address}`);
}

/** The links of all documents in a folder that lead nowhere in it. */
export function deadLinksIn(folder: string): string[] {
  const documents = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => relative('.', name).replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.md'));
  if (documents.length === 0) throw new Error(`There are no documents in ${folder}.`);
  return documents.flatMap((document) => deadLinksOf(folder, document));
}

const isSpelled = (folder: string, file: string): boolean =>
  file
    .split('/')
    .every((part, index, parts) => part === '.' || readdirSync(join(folder, ...parts.slice(0, index))).includes(part));
