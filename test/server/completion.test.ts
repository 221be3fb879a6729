import { describe, expect, it } from 'vitest';
import type { CompletionItem, CompletionList, MarkupContent } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { casesOf } from './case.js';
import { startEditor } from './editor.js';

describe('completion', () => {
  it.each(casesOf('completion'))('$name', async ({ text, offset, says }) => {
    const items = await complete(text, offset);
    const labels = items.map(({ label }) => label);
    expect(labels).toEqual(expect.arrayContaining([...(says.offers ?? [])]));
    for (const label of says.lacks ?? []) expect(labels).not.toContain(label);
    const texts = items.map(({ textEdit }) => textEdit?.newText);
    for (const inserted of says.inserts ?? []) expect(texts).toContain(inserted);
    for (const detail of says.details ?? []) expect(items.map((item) => item.detail)).toContain(detail);
    const documents = items.map(({ documentation }) => (documentation as MarkupContent | undefined)?.value ?? '');
    for (const said of says.documents ?? []) expect(documents.some((text) => text.includes(said))).toBe(true);
  });

  it('names the files that an import can name', async () => {
    const files = { 'common.arch': 'scale d = 64\n', 'parts/more.arch': '', 'notes.txt': '' };
    const items = await complete('import "./', 10, files);
    expect(items.map(({ label }) => label).sort()).toEqual(['./common.arch', './parts/more.arch']);
  });

  it('offers names of imported files', async () => {
    const text = 'import "./common.arch"\nscale N ~ ';
    const items = await complete(text, text.length, { 'common.arch': 'scale shared = 64\n' });
    expect(items.map(({ label }) => label)).toContain('shared');
  });
});

async function complete(text: string, offset: number, files: Record<string, string> = {}): Promise<CompletionItem[]> {
  const editor = await startEditor({ files });
  editor.open('study.arch', text);
  await editor.diagnostics('study.arch');
  const position = TextDocument.create('', '', 0, text).positionAt(offset);
  const list = await editor.ask<CompletionList | null>('textDocument/completion', 'study.arch', { position });
  return list?.items ?? [];
}
