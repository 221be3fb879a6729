import { AstUtils, GrammarUtils } from 'langium';
import type { TextEdit } from 'vscode-languageserver';
import * as ast from '../../../language/generated/ast.js';
import { numericValue } from '../../../language/lowering/numeric.js';
import { sourceNumber } from '../../../present/numbers.js';
import { scalesOf } from './resolve-question.js';
import type { Sizes, SizesEdit } from '../../../protocol/diagram.js';

/**
 * The edit after which the scales of a study have the sizes given. What has its size already stays as it is written; so
 * does a relation that gives it. A relation that does not is replaced by the number.
 */
export function settingSizes(node: ast.Study, sizes: Sizes): SizesEdit {
  const changes: Record<string, TextEdit[]> = {};
  const [written, untied]: [string[], string[]] = [[], []];
  for (const scale of scalesOf(node)) {
    const value = sizes[scale.name];
    const valueRange = scale.value?.$cstNode?.range;
    // A tied scale loses its relation; what stands before it stays as it is aligned.
    const relation = GrammarUtils.findNodeForProperty(scale.$cstNode, 'relation')?.range;
    if (value === undefined || !(value > 0) || !relation || !valueRange) continue;
    if (isSame(asWrittenWith(sizes, scale), value)) continue;
    written.push(scale.name);
    if (scale.relation === '~') untied.push(scale.name);
    const uri = AstUtils.getDocument(scale).uri.toString();
    const edit = { range: { start: relation.start, end: valueRange.end }, newText: `= ${sourceNumber(value)}` };
    (changes[uri] ??= []).push(edit);
  }
  return { edit: { changes }, written, untied };
}

/** What the text of a scale comes to once the sizes given are those of the other scales; undefined when it is broken. */
function asWrittenWith(sizes: Sizes, scale: ast.Scale, depth = 0): number | undefined {
  if (!ast.isExpression(scale.value) || depth > 100) return undefined;
  return numericValue(scale.value, (other) => sizes[other.name] ?? asWrittenWith(sizes, other, depth + 1)).value;
}

function isSame(one: number | undefined, other: number): boolean {
  return one !== undefined && Math.abs(one - other) <= 1e-9 * other;
}
