import { describe, expect, it } from 'vitest';
import type { CodeAction } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { casesOf, type Case } from './case.js';
import { sharedEditor } from './editor.js';

const editor = sharedEditor();

describe('quick fixes', () => {
  it.each(casesOf('quick-fix'))('$name', async (one) => {
    expect(await applied(one, 'quickfix')).toBe(one.after);
  });
});

describe('changes offered at the cursor', () => {
  it.each(casesOf('refactor'))('$name', async (one) => {
    expect(await applied(one, 'refactor')).toBe(one.after);
  });
});

/** The text after the action that the case names; the titles there are, where it is not among them. */
async function applied({ text, offset, end, says }: Case, only: string): Promise<string> {
  const name = editor().openNew(text);
  const document = TextDocument.create('', '', 0, text);
  const range = { start: document.positionAt(offset), end: document.positionAt(end) };
  // What takes boundaries to tell comes when nobody types.
  const [code] = says['code'] ?? [];
  const found = await editor().diagnostics(name, (all) => !code || all.some((one) => one.code === code));
  const diagnostics = found.filter(({ range: { start } }) => document.offsetAt(start) === offset);
  const actions = await editor().ask<CodeAction[]>('textDocument/codeAction', name, {
    range,
    context: { diagnostics, only: [only] },
  });
  const action = actions.find(({ title }) => title === says.title?.[0]);
  const edits = action?.edit?.changes?.[editor().uri(name)];
  return edits ? editor().applied(name, edits) : JSON.stringify({ offered: actions.map(({ title }) => title), found });
}
