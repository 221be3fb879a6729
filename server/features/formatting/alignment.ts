import { CstUtils, GrammarUtils, type AstNode, type CstNode } from 'langium';
import * as ast from '../../../language/generated/ast.js';

/** A line of several that may be aligned: the word before the gap, and what comes after it. */
interface Row {
  readonly node: AstNode;
  readonly word: CstNode;
  readonly after: CstNode;
}

/** How many spaces go before `=` or `~`: more than one where neighbouring lines are aligned by hand. */
export function relationSpaces(node: ast.Scale | ast.Target): number {
  const siblings = ast.isDocument(node.$container) ? node.$container.declarations : [];
  return spaces(node, siblings.filter((other) => other.$type === node.$type).flatMap(relationRow));
}

/** How many spaces go after the colon of a study's property or of a setting. */
export function valueSpaces(node: ast.StudyProperty | ast.ValidationSetting): number {
  const siblings = ast.isValidation(node.$container) ? node.$container.settings : node.$container.properties;
  return spaces(node, siblings.flatMap(propertyRow));
}

function relationRow(node: AstNode): Row[] {
  return row(node, GrammarUtils.findNodeForProperty(node.$cstNode, 'name'), relationSign(node));
}

function propertyRow(node: ast.StudyProperty | ast.ValidationSetting): Row[] {
  const colon = GrammarUtils.findNodeForKeyword(node.$cstNode, ':');
  const value = colon && CstUtils.getNextNode(colon, false);
  return row(node, colon, value);
}

function row(node: AstNode, word: CstNode | undefined, after: CstNode | undefined): Row[] {
  return word && after ? [{ node, word, after }] : [];
}

function relationSign({ $cstNode }: AstNode): CstNode | undefined {
  return GrammarUtils.findNodeForKeyword($cstNode, '=') ?? GrammarUtils.findNodeForKeyword($cstNode, '~');
}

function spaces(node: AstNode, rows: readonly Row[]): number {
  const group = block(node, rows);
  const own = group.find((one) => one.node === node);
  if (!own || !isAligned(group)) return 1;
  const widest = Math.max(...group.map(({ node: { $cstNode }, word }) => word.end - ($cstNode?.offset ?? 0)));
  return widest - (own.word.end - (node.$cstNode?.offset ?? 0)) + 1;
}

/** The rows around a node that stand on lines one after the other, in the same column. */
function block(node: AstNode, rows: readonly Row[]): Row[] {
  let group: Row[] = [];
  for (const one of rows) {
    const previous = group.at(-1);
    if (previous && !isBelow(one, previous)) {
      if (group.some((other) => other.node === node)) break;
      group = [];
    }
    group.push(one);
  }
  return group;
}

function isBelow(one: Row, previous: Row): boolean {
  const line = previous.word.range.start.line + 1;
  return one.word.range.start.line === line && one.after.range.start.character === previous.after.range.start.character;
}

function isAligned(group: readonly Row[]): boolean {
  const isSpaced = group.some(({ word, after }) => after.offset - word.end > 1);
  const onOneLine = group.every(({ word, after }) => word.range.end.line === after.range.start.line);
  return group.length > 1 && isSpaced && onOneLine;
}
