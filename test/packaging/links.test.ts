import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { linkedFiles, moveLinks } from '../../packaging/links.mjs';
import { folder } from '../temporary-folder.js';
import { deadLinksIn } from './dead-links.js';

/** Where files are at the new place: `lost.md` is not there, CHANGELOG.md is renamed. */
const placeOf = (file: string): string | undefined =>
  file === 'lost.md' ? undefined : file === 'CHANGELOG.md' ? 'changelog.md' : file;

describe('moving the links of docs/a.md', () => {
  test.each([
    ['[b](b.md)', '[b](./b.md)'],
    ['[b](b.md#part)', '[b](./b.md#part)'],
    ['[changes](../CHANGELOG.md)', '[changes](../changelog.md)'],
    ['[`code`](../lost.md), and more', '`code`, and more'],
    ['![a picture](images/p.png)', '![a picture](./images/p.png)'],
    ['[![a picture](images/p.png)](../lost.md)', '![a picture](./images/p.png)'],
    ['[part](#part)', '[part](#part)'],
    ['[page](https://example.org/b.md)', '[page](https://example.org/b.md)'],
    ['[mail](mailto:a@b.c)', '[mail](mailto:a@b.c)'],
    ['```\n[b](../lost.md)\n```', '```\n[b](../lost.md)\n```'],
  ])('%s', (text, moved) => {
    expect(moveLinks(text, 'docs/a.md', 'docs/a.md', placeOf)).toBe(moved);
  });

  test('to another folder', () => {
    expect(moveLinks('[b](b.md)', 'docs/a.md', 'pages/deep/a.md', placeOf)).toBe('[b](../../docs/b.md)');
  });
});

test('every file that a document links to is listed once for each link', () => {
  const text = '[x](b.md#y) [z](#z)\n\n```\n[no](no.md)\n```\n[![p](p.png)](https://example.org)';
  expect(linkedFiles(text, 'docs/a.md')).toEqual([
    { address: 'b.md#y', file: 'docs/b.md', anchor: 'y' },
    { address: '#z', file: 'docs/a.md', anchor: 'z' },
    { address: 'p.png', file: 'docs/p.png', anchor: undefined },
  ]);
});

test('dead links in a folder are found: no file, no heading, another case, outside', () => {
  const into = folder();
  mkdirSync(join(into, 'docs'));
  const text = '# A\n[1](b.md) [2](../A.md#a) [3](../a.md#b) [4](../a.md) [5](../../x.md) [6](../a.md#a)';
  writeFileSync(join(into, 'a.md'), '# A\n');
  writeFileSync(join(into, 'docs/c.md'), text);
  expect(deadLinksIn(into)).toEqual(
    ['b.md', '../A.md#a', '../a.md#b', '../../x.md'].map((link) => `docs/c.md: ${link}`),
  );
});
