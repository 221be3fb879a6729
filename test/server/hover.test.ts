import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { casesOf } from './case.js';
import { sharedEditor, startEditor } from './editor.js';

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

describe('hovers of an editor that links explanations', () => {
  it('a study is told in few lines, with the rest behind a link, and columns have space between them', async () => {
    const editor = await startEditor({ initializationOptions: { linksExplanations: true } });
    const { text, offset } = casesOf('hover').find(({ name }) => name === 'study') ?? { text: '', offset: 0 };
    editor.open('study.arch', text);
    await editor.diagnostics('study.arch');
    const hover = await editor.hover('study.arch', TextDocument.create('', '', 0, text).positionAt(offset));
    const lines = hover.split('\n').filter((line) => line !== '');
    const first = lines.findIndex((line) => line.startsWith('|'));
    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThanOrEqual(5);
    expect(hover).toContain('above what a small error needs');
    expect(hover).toContain('lazy, specialization (best)&emsp; |');
    expect(hover).not.toContain('What it leaves out');
    expect(lines.at(-1)).toMatch(/^\[More: .*\]\(command:archscale\.explainPrediction\?%5B%22file.*S1%22%5D\)$/);
  });
});
