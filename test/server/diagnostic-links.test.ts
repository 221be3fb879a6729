import { expect, it } from 'vitest';
import { startEditor } from './editor.js';

const documentation = 'https://example.org/archscale/';
const canShow = { textDocument: { publishDiagnostics: { codeDescriptionSupport: true } } };
const text = 'scale d = 64\nscale N ~ 4 * D\nscale M = 4 *\n';

it('a diagnostic links to its section of the documentation that the editor named', async () => {
  const editor = await startEditor({ initializationOptions: { documentation }, capabilities: canShow });
  const name = editor.openNew(text);
  const found = await editor.diagnostics(name, (all) => all.length > 1);
  expect(new Set(found.map(({ code }) => code))).toEqual(new Set(['arch-unknown-name', 'arch-syntax']));
  for (const { code, codeDescription } of found) {
    expect(codeDescription?.href).toBe(`https://example.org/archscale/diagnostics.html#${String(code)}`);
  }
});

it.each([
  ['named no documentation', { capabilities: canShow }],
  ['named something else than an address', { initializationOptions: { documentation: 1 }, capabilities: canShow }],
  ['shows no links', { initializationOptions: { documentation } }],
])('a diagnostic has no link where the editor %s', async (_, options) => {
  const editor = await startEditor(options);
  const name = editor.openNew(text);
  const found = await editor.diagnostics(name, (all) => all.length > 1);
  expect(found.map(({ codeDescription }) => codeDescription)).toEqual(found.map(() => undefined));
});
