import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writePages } from '../../site/pages.mjs';
import { sidebar } from '../../site/sidebar.mjs';
import { folder } from '../temporary-folder.js';

const linked = sidebar.flatMap(({ items }) => items).map(({ link }) => link.replace(/\/$/, '/index'));

test('every page has one place in the sidebar, except examples, decisions and files that pages link to', () => {
  const pages = writePages(folder())
    .map((page) => `/${page.replace(/\.md$/, '')}`)
    .filter((page) => page !== '/index' && !/^\/(examples|adr|files)\/(?!index)/.test(page));
  expect(linked.toSorted()).toEqual(pages.toSorted());
});

test('each example is a page with its text in a block of the language', () => {
  const into = folder();
  writePages(into);
  const names = readdirSync('examples').filter((name) => name.endsWith('.arch'));
  expect(names.length).toBeGreaterThan(20);
  for (const name of names) {
    const page = readFileSync(join(into, 'examples', name.replace('.arch', '.md')), 'utf8');
    expect(page).toContain(`\`\`\`\`arch\n${readFileSync(join('examples', name), 'utf8').trimEnd()}\n`);
  }
});

test('the page of settings has every setting of the manifest, with its default', () => {
  const into = folder();
  writePages(into);
  const page = readFileSync(join(into, 'settings.md'), 'utf8');
  const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    contributes: { configuration: { properties: Record<string, { default: unknown }> }[] };
  };
  const settings = contributes.configuration.flatMap(({ properties }) => Object.entries(properties));
  expect(settings.length).toBeGreaterThan(10);
  for (const [name, { default: preset }] of settings) {
    const section = page.split(/^## /m).find((one) => one.startsWith(`${name}\n`)) ?? '';
    expect(section, name).toContain(`Default: \`${JSON.stringify(preset)}\``);
    expect(section, name).not.toMatch(/%|undefined/);
    expect(section.split('\n')[2], name).toMatch(/\w/);
  }
});
