import { CodeActionKind, type CodeAction } from 'vscode-languageserver';
import * as ast from '../../../language/generated/ast.js';
import { actionTitles } from '../../../present/words/actions.js';
import { nameRange } from '../../positions.js';
import { editOf, nodeAt, type ActionRequest, type ActionSource } from './action.js';

/** What a size gets when nobody says more: large enough for the patterns to differ. */
const usualValue = 64;

/** Gives a free scale a reference value. */
export const referenceValue: ActionSource = { kind: CodeActionKind.QuickFix, actions };

function* actions({ document, root, diagnostics }: ActionRequest): Iterable<CodeAction> {
  for (const diagnostic of diagnostics) {
    if (diagnostic.code !== 'arch-scale-without-value') continue;
    const offset = document.textDocument.offsetAt(diagnostic.range.start);
    const scale = nodeAt(root, offset, ast.isScale) ?? nodeAt(root, offset, ast.isScaleReference)?.scale?.ref;
    const end = scale && nameRange(scale)?.end;
    if (!scale || !end || scale.relation) continue;
    yield {
      title: actionTitles.giveReference(scale.name, usualValue),
      kind: CodeActionKind.QuickFix,
      diagnostics: [diagnostic],
      isPreferred: true,
      edit: editOf(scale, { range: { start: end, end }, newText: ` = ${usualValue}` }),
    };
  }
}
