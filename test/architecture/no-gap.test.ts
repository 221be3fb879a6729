import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from './sources.js';

/** Built, fetched or generated, and the record of what was: neither is a source. */
const left = new Set(['node_modules', 'dist', 'out', 'generated', 'output', 'CHANGELOG.md']);
const texts = /\.(?:ts|mts|mjs|cjs|js|json|md|arch|css|html|svg|py|langium|ya?ml)$/;

function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (left.has(entry.name) || (entry.name.startsWith('.') && entry.name !== '.github')) return [];
    if (entry.isDirectory()) return filesBelow(path);
    return entry.isFile() && texts.test(entry.name) ? [path] : [];
  });
}

/** Names of a gap between data and algorithms, put together here so that this file is not found itself. */
const phase = 'phase';
const claims = [
  new RegExp(`hard.?${phase}`, 'i'),
  new RegExp(`schwere.? ${phase}`, 'i'),
  new RegExp(`(?:learnable|learning is possible) in ${'principle'}`, 'i'),
  new RegExp(`hard in ${'practice'}`, 'i'),
  new RegExp(`im Prinzip ${'möglich'}`, 'i'),
];

it('no source, text or translation claims a gap between the data and known algorithms', () => {
  const files = filesBelow('.');
  expect(files.length).toBeGreaterThan(1000);
  const found = files.flatMap((file) => {
    const text = `${file}\n${readFileSync(join(root, file), 'utf8')}`;
    return claims.filter((claim) => claim.test(text)).map((claim) => `${file}: ${claim.source}`);
  });
  expect(found).toEqual([]);
});
