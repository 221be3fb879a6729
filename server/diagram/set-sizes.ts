import { AstUtils, GrammarUtils } from 'langium';
import type { TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import type * as ast from '../../language/generated/ast.js';
import { scalesOf } from './asked.js';
import type { Sizes } from './messages.js';

/** The edit that gives scales of a study new reference values; scales that were tied are free after it. */
export function settingSizes(node: ast.Study, sizes: Sizes): WorkspaceEdit {
  const changes: Record<string, TextEdit[]> = {};
  for (const scale of scalesOf(node)) {
    const value = sizes[scale.name];
    const whole = scale.value?.$cstNode?.range;
    // A tied scale loses its relation; what stands before it stays as it is aligned.
    const relation = GrammarUtils.findNodeForProperty(scale.$cstNode, 'relation')?.range;
    if (value === undefined || !(value > 0) || !relation || !whole) continue;
    const uri = AstUtils.getDocument(scale).uri.toString();
    const edit = { range: { start: relation.start, end: whole.end }, newText: `= ${written(value)}` };
    (changes[uri] ??= []).push(edit);
  }
  return { changes };
}

/** A number as the language reads it: without an exponent. */
function written(value: number): string {
  return value.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 6 });
}
