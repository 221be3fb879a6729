import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { casesOf } from './case.js';
import { sharedEditor } from './editor.js';

describe('hover', () => {
  const editor = sharedEditor();

  it.each(casesOf('hover'))('$name', async ({ text, offset, says }) => {
    const name = editor().openNew(text);
    const hover = await editor().hover(name, TextDocument.create('', '', 0, text).positionAt(offset));
    for (const expected of says.expect ?? []) expect(hover).toContain(expected);
    for (const rejected of says.reject ?? []) expect(hover).not.toContain(rejected);
  });

  it('says nothing where there is nothing to say', async () => {
    const name = editor().openNew('scale d = 64\n\n');
    expect(await editor().hover(name, { line: 1, character: 0 })).toBe('');
  });
});
