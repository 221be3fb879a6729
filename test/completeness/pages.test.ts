import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../architecture/sources.js';

const text = (path: string): string => readFileSync(join(root, path), 'utf8');

/** The pages: a page is a folder of the client with a script of its own. */
const pages = readdirSync(join(root, 'client')).filter((name) =>
  existsSync(join(root, 'client', name, 'page/main.ts')),
);

const manifest = JSON.parse(text('package.json')) as {
  activationEvents: string[];
  contributes: { commands: { command: string; title: string }[] };
};
const commands = new Map(manifest.contributes.commands.map(({ command, title }) => [command, title]));
const translations = ['package.nls.json', 'package.nls.de.json'].map(
  (path) => [path, JSON.parse(text(path)) as Record<string, string>] as const,
);

/** The command that opens a page, as its file names it; results are opened by runs. */
function commandOf(page: string): string {
  if (page === 'results') return 'archscale.showLastResults';
  const source = text(`client/${page}/page.ts`);
  const [, literal, shared] = /command: (?:'([\w.]+)'|clientCommands\.(\w+))/.exec(source) ?? [];
  return literal ?? (shared === undefined ? '' : `archscale.${shared}`);
}

it('there are pages', () => {
  expect(pages.length).toBeGreaterThan(5);
});

describe.each(pages)('the page %s', (page) => {
  it('has its contract and its panel beside its script', () => {
    for (const file of ['messages.ts', 'page.ts'])
      expect(existsSync(join(root, 'client', page, file)), file).toBe(true);
  });

  it('has an element and a script of its name', () => {
    const source = text(`client/${page}/page.ts`);
    expect(source).toMatch(new RegExp(`['"]${page}['"]`));
    expect(source).toContain(`viewType: 'archscale.${page}'`);
  });

  it('is brought back after a reload of the window: package.json, activationEvents', () => {
    expect(manifest.activationEvents).toContain(`onWebviewPanel:archscale.${page}`);
  });

  it('has a command with a title in each language: package.json, package.nls.json, package.nls.de.json', () => {
    const title = commands.get(commandOf(page));
    expect(title, `${commandOf(page)} is no command of package.json`).toMatch(/^%[\w.]+%$/);
    for (const [path, titles] of translations) expect(titles[title?.slice(1, -1) ?? ''], path).toBeTruthy();
  });

  it('is registered: client/features.ts, or by those who show results', () => {
    if (page === 'results') return;
    expect(text('client/features.ts')).toContain(`from './${page}/page.js'`);
  });

  it('is looked at by axe and by the keyboard: test/vscode/accessibility.test.ts', () => {
    expect(text('test/vscode/accessibility.test.ts')).toContain(`{ name: '${page}', command: '`);
  });
});
