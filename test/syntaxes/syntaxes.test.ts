import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

test('the committed grammars are those that the language gives', () => {
  const print =
    "import { textMateFiles } from './syntaxes/generate.mjs'; process.stdout.write(JSON.stringify(await textMateFiles()))";
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', print], { cwd: root, encoding: 'utf8' });
  for (const [name, text] of Object.entries(JSON.parse(stdout) as Record<string, string>)) {
    expect(readFileSync(join(root, 'syntaxes', name), 'utf8').replaceAll('\r\n', '\n')).toBe(text);
  }
});

const snippets = readdirSync(import.meta.dirname).filter((name) => /\.test\.(arch|md)$/.test(name));

test.each(snippets)('%s is coloured as its comments say', (name) => {
  const command = join(root, 'node_modules/vscode-tmgrammar-test/dist/unit.js');
  const markdown = join(import.meta.dirname, 'text.html.markdown.tmLanguage.json');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [command, '--compact', '--config', join(root, 'package.json'), '-g', markdown, join(import.meta.dirname, name)],
    { cwd: root, encoding: 'utf8' },
  );
  expect(`${stdout}${stderr}`.trim(), 'no complaint').not.toMatch(/ERROR|error|failed/);
  expect(status).toBe(0);
});
