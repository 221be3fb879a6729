import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { anchorOf } from '../../site/anchors.mjs';
import { anchorsOf, deadLinksOf } from '../packaging/dead-links.js';
import { root } from './sources.js';

const documents = [
  ...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'],
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name.replaceAll('\\', '/')}`),
];

describe.each(documents)('%s', (name) => {
  it('links to what is there', () => {
    expect(deadLinksOf(root, name)).toEqual([]);
  });
});

it('docs/theory.md has every section that a rule names as its source', () => {
  const headings = anchorsOf(join(root, 'docs/theory.md'));
  const sources = [...readFileSync(join(root, 'theory/rules.ts'), 'utf8').matchAll(/'docs\/theory\.md, ([^']+)'/g)];
  expect(sources.length).toBeGreaterThan(0);
  expect(sources.map((match) => match[1] ?? '').filter((title) => !headings.includes(anchorOf(title)))).toEqual([]);
});

it('the summary of results has the numbers of the full table', () => {
  const rows = readFileSync(join(root, 'docs/results-summary.md'), 'utf8')
    .split('\n')
    .filter((line) => /^\| .*\d \[/.test(line));
  const all = readFileSync(join(root, 'docs/results.md'), 'utf8');
  const measured = rows.map((row) => row.split('|')[3]?.trim() ?? '');
  expect(measured).toHaveLength(10);
  expect(measured.filter((numbers) => !all.includes(numbers))).toEqual([]);
});
