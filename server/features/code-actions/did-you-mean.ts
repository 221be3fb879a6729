import { CodeActionKind, type CodeAction } from 'vscode-languageserver';
import { actionTitles } from '../../../present/words/actions.js';
import { dataOf, type ActionRequest, type ActionSource } from './action.js';

/** Replaces a word that is not known by one that is. */
export const didYouMean: ActionSource = { kind: CodeActionKind.QuickFix, actions };

function* actions({ document, diagnostics }: ActionRequest): Iterable<CodeAction> {
  for (const diagnostic of diagnostics) {
    const suggestions = dataOf(diagnostic, 'suggestions');
    const words = Array.isArray(suggestions) ? suggestions.filter((word) => typeof word === 'string') : [];
    for (const word of words) {
      yield {
        title: actionTitles.changeTo(word),
        kind: CodeActionKind.QuickFix,
        diagnostics: [diagnostic],
        isPreferred: words.length === 1,
        edit: { changes: { [document.uri.toString()]: [{ range: diagnostic.range, newText: word }] } },
      };
    }
  }
}
