import { expect, it } from 'vitest';
import type { CodeAction, Diagnostic } from 'vscode-languageserver-protocol';
import { networkRequest } from '../../protocol/requests.js';
import german from '../../l10n/bundle.l10n.de.json';
import { startEditor } from './editor.js';

const text = `scale d = 64
network One { input gaussian(d) dense h (width: d, activation: erf) output linear }
target cubic = he(3)
study Cubic { network: One target: cubic }
`;

it.each([
  ['the translation that the editor hands over', { texts: german }, 'Dimension d = 64'],
  ['English without one', undefined, 'dimension d = 64'],
  ['English where it is no translation', { texts: { 'dimension {0}': 1 } }, 'dimension d = 64'],
])('the server speaks %s', async (_, initializationOptions, fact) => {
  const editor = await startEditor(initializationOptions ? { initializationOptions } : {});
  const name = editor.openNew(text);
  const question = { uri: editor.uri(name), study: 'Cubic' };
  const answer = await editor.request(networkRequest, question);
  expect(answer.picture.blocks[0]?.facts).toEqual([fact]);
  expect(answer.picture.title).toContain('P* ~');
});

it('what the server says of a file is in the language of the editor, with the codes of every language', async () => {
  const editor = await startEditor({ initializationOptions: { texts: german } });
  const name = editor.openNew(text.replace('erf', 'erff'));
  const [found] = await editor.diagnostics(name, (all) => all.length > 0);
  expect({ code: found?.code, message: found?.message }).toEqual({
    code: 'arch-unknown-activation',
    message: 'Keine Aktivierung heißt erff. Meinten Sie erf?',
  });
  const actions = await editor.ask<CodeAction[]>('textDocument/codeAction', name, {
    range: found?.range,
    context: { diagnostics: [found] satisfies (Diagnostic | undefined)[] },
  });
  expect(actions.map(({ title }) => title)).toContain('In erf ändern');
});

it('hovers are in the language of the editor, with the formulas of every language', async () => {
  const [own, english] = await Promise.all([startEditor({ initializationOptions: { texts: german } }), startEditor()]);
  const [inGerman = '', inEnglish = ''] = await Promise.all(
    [own, english].map((editor) => {
      const name = editor.openNew(text);
      return editor.hover(name, editor.positionOf(name, 'Cubic'));
    }),
  );
  expect(inGerman).toContain('| Muster | Energie E | gegen die beste |');
  expect(inGerman).toContain('Nur Skalen: Vorfaktoren, von der Ordnung 1 bis 10, sind nicht bekannt.');
  // N ~ d: one unit holds P* at d, and below it the alignment jumps.
  expect(inGerman).toContain('Unter P\\* gilt: keine Ausrichtung');
  const formulas = (markdown: string): string[] => markdown.match(/\S+ = \d+/g) ?? [];
  expect(formulas(inGerman).length).toBeGreaterThan(4);
  expect(formulas(inGerman)).toEqual(formulas(inEnglish));
});
