import { AstUtils } from 'langium';
import type { Range } from 'vscode-languageserver-protocol';
import type * as ast from '../generated/ast.js';
import { placeholderMark } from '../import-marks.js';

const behind = new RegExp(`^[ \\t]*//[ \\t]*${placeholderMark}[ \\t]*(?=[\\r\\n]|$)`);

/**
 * The place of a target's value with the comment that marks it as a placeholder: an import writes it, as a model does not say
 * what it learns.
 * @returns undefined for a target that somebody has chosen.
 */
export function placeholderRange(target: ast.Target): Range | undefined {
  const node = target.value?.$cstNode;
  if (!node) return undefined;
  const { textDocument } = AstUtils.getDocument(target);
  const comment = behind.exec(textDocument.getText().slice(node.end))?.[0];
  if (comment === undefined) return undefined;
  return { start: node.range.start, end: textDocument.positionAt(node.end + comment.trimEnd().length) };
}
