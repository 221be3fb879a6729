import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './sources.js';

const documents = [
  ...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'],
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** The anchor that a heading gets: lower case, spaces as hyphens, other signs dropped. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}_ -]/gu, '')
    .trim()
    .replaceAll(' ', '-');
}

function anchorsOf(path: string): string[] {
  return [...readFileSync(path, 'utf8').matchAll(/^#+ (.+)$/gm)].map((match) => anchorOf(match[1] ?? ''));
}

describe.each(documents)('%s', (name) => {
  it('links to what is there', () => {
    const path = join(root, name);
    const links = [...readFileSync(path, 'utf8').matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? '');
    const broken = links
      .filter((link) => !/^[a-z]+:/.test(link))
      .filter((link) => {
        const [file = '', anchor] = link.split('#');
        const target = file === '' ? path : join(dirname(path), file);
        return !existsSync(target) || (anchor !== undefined && !anchorsOf(target).includes(anchor));
      });
    expect(broken).toEqual([]);
  });
});

it('docs/theory.md has every section that a rule names as its source', () => {
  const headings = anchorsOf(join(root, 'docs/theory.md'));
  const sources = [...readFileSync(join(root, 'theory/rules.ts'), 'utf8').matchAll(/'docs\/theory\.md, ([^']+)'/g)];
  expect(sources.length).toBeGreaterThan(0);
  expect(sources.map((match) => match[1] ?? '').filter((title) => !headings.includes(anchorOf(title)))).toEqual([]);
});
