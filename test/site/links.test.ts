import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { deadLinks } from '../../site/links.mjs';
import { folder } from '../temporary-folder.js';

/** A built site of two pages, one of them in a folder, under /x/. */
function site(body: string): string {
  const out = folder();
  mkdirSync(join(out, 'deep'));
  writeFileSync(join(out, 'index.html'), `<html><body>${body}</body></html>`);
  writeFileSync(join(out, 'deep/page.html'), '<h2 id="a-place">A place</h2>');
  return out;
}

test.each([
  './deep/page.html',
  'deep/page.html#a-place',
  '/x/deep/page.html#a-place',
  '/x/',
  'deep/page.html?x=1#a-place',
  'https://example.org/nowhere',
  'mailto:a@example.org',
])('%s leads somewhere', (link) => {
  expect(deadLinks(site(`<a class="b" href="${link}">to</a>`), '/x/')).toEqual([]);
});

test.each([
  './deep/other.html',
  'deep/page.html#another-place',
  '#nowhere',
  '/deep/page.html',
  '/y/deep/page.html',
  'deep',
  'deep/',
])('%s leads nowhere', (link) => {
  expect(deadLinks(site(`<a class="b" href="${link}">to</a>`), '/x/')).toEqual([`index.html: ${link}`]);
});

test.each(['img', 'script', 'iframe'])('a missing source of %s is a dead link', (tag) => {
  expect(deadLinks(site(`<${tag} src="lost.bin"></${tag}>`), '/x/')).toEqual(['index.html: lost.bin']);
});
