import { neverSilenced } from '../../../language/silencing.js';
import { actionTitles } from '../../../present/words/actions.js';
import { CodeActionKind, type CodeAction } from 'vscode-languageserver';
import type { ActionRequest, ActionSource } from './action.js';

/** The protocol's number for errors: they cannot be silenced. */
const error = 1;

/** Silences a remark by a comment on the line above it. */
export const silence: ActionSource = { kind: CodeActionKind.QuickFix, actions };

function* actions({ document, diagnostics }: ActionRequest): Iterable<CodeAction> {
  for (const diagnostic of diagnostics) {
    const { code, range, severity } = diagnostic;
    if ((severity ?? error) === error || typeof code !== 'string' || !code.startsWith('arch-')) continue;
    if (neverSilenced.has(code)) continue;
    const { line } = range.start;
    const text = document.textDocument.getText({ start: { line, character: 0 }, end: range.start });
    const indent = /^\s*/.exec(text)?.[0] ?? '';
    const position = { line, character: 0 };
    const newText = `${indent}// archscale: ignore ${code}\n`;
    yield {
      title: actionTitles.silence(code),
      kind: CodeActionKind.QuickFix,
      diagnostics: [diagnostic],
      edit: { changes: { [document.uri.toString()]: [{ range: { start: position, end: position }, newText }] } },
    };
  }
}
