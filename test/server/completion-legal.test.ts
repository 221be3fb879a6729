import { expect, test } from 'vitest';
import type { CompletionItem, CompletionList } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { startEditor } from './editor.js';

const network = (layer: string, output = 'linear') =>
  `network Net {\n  input gaussian(d)\n  ${layer}\n  output ${output}\n}\n`;
const whole = `scale d = 64\n${network('dense h (width: d, activation: erf)')}target cubic = he(3)\n`;

/** Places of a file that is otherwise whole: the cursor is at », and what stands there is what is accepted. */
const places: Readonly<Record<string, string>> = {
  'the top of a file': `${whole}»`,
  'behind declarations and a blank line': `${whole}\n»\n`,
  'the value of a size': `scale d = 64\nscale N ~ »\n`,
  'the body of a network': `scale d = 64\nnetwork Net {\n  input gaussian(d)\n  »\n}\n`,
  'an input': `scale d = 64\nnetwork Net {\n  input »\n  output linear\n}\n`,
  'the kind of an output': `scale d = 64\n${network('dense h (width: d, activation: erf)', '»')}`,
  'an argument of dense': `scale d = 64\n${network('dense h (width: d, »)')}`,
  'an argument of attention': `scale d = 64\nnetwork Net {\n  input tokens(d, d)\n  attention a (»)\n  output linear\n}\n`,
  'an activation': `scale d = 64\n${network('dense h (width: d, activation: »)')}`,
  'a width': `scale d = 64\n${network('dense h (width: », activation: erf)')}`,
  'a target': `target x = »\n`,
  'a term behind a sum': `target x = he(1) + »\n`,
  'the body of a study': `${whole}study S {\n  »\n}\n`,
  'a property behind others': `${whole}study S {\n  network: Net\n  target: cubic\n  »\n}\n`,
  'the network of a study': `${whole}study S {\n  network: »\n  target: cubic\n}\n`,
  'the target of a study': `${whole}study S {\n  network: Net\n  target: »\n}\n`,
  'a setting of a validation': `${whole}study S {\n  network: Net\n  target: cubic\n  validate {\n    »\n  }\n}\n`,
  'the level of a validation': `${whole}study S {\n  network: Net\n  target: cubic\n  validate {\n    level: »\n  }\n}\n`,
  'the engine of a validation': `${whole}study S {\n  network: Net\n  target: cubic\n  validate {\n    engine: »\n  }\n}\n`,
};

/** What no accepted item may bring. */
const illegal = new Set([
  'arch-syntax',
  'arch-unknown-name',
  'arch-unknown-argument',
  'arch-unknown-activation',
  'arch-unknown-function',
]);

test.each(Object.entries(places))('whatever is accepted at %s is legal there, and offered once', async (_, marked) => {
  const offset = marked.indexOf('»');
  const text = marked.replace('»', '');
  const editor = await startEditor({ files: { 'common.arch': '' } });
  editor.open('study.arch', text);
  await editor.diagnostics('study.arch');
  const document = TextDocument.create('', '', 0, text);
  const context = { triggerKind: 2, triggerCharacter: ' ' };
  const position = document.positionAt(offset);
  const isBehindBlank = /[:=~*(,+] $/.test(text.slice(0, offset)) || /(input|output) $/.test(text.slice(0, offset));
  const params =
    isBehindBlank && !/(input|output|\+) $/.test(text.slice(0, offset)) ? { position, context } : { position };
  const list = await editor.ask<CompletionList | null>('textDocument/completion', 'study.arch', params);
  const items = list?.items ?? [];
  expect(items.length).toBeGreaterThan(0);
  const labels = items.map(({ label }) => label);
  expect(labels.filter((label, index) => labels.indexOf(label) !== index)).toEqual([]);
  const wrong: string[] = [];
  for (const [index, item] of items.entries()) {
    const name = `accepted${index}.arch`;
    editor.open(name, accepted(document, item));
    const found = await editor.diagnostics(name);
    for (const { code, message } of found) if (illegal.has(String(code))) wrong.push(`${item.label}: ${message}`);
  }
  expect(wrong).toEqual([]);
});

/** The text once an item is accepted, its places filled as they are proposed. */
function accepted(document: TextDocument, { label, textEdit, insertText }: CompletionItem): string {
  const text = textEdit?.newText ?? insertText ?? label;
  const filled = text
    .replace(/\$\{\d+\|([^,|]*)[^}]*\|\}/g, '$1')
    .replace(/\$\{\d+:([^}]*)\}/g, '$1')
    .replace(/\$\{?\d+\}?/g, '');
  return textEdit && 'range' in textEdit
    ? TextDocument.applyEdits(document, [{ range: textEdit.range, newText: filled }])
    : filled;
}
