import { CstUtils, GrammarUtils, type AstNode, type CstNode } from 'langium';
import * as ast from '../../../language/generated/ast.js';
import { once } from '../../../language/lowering/once.js';

/** A line of several that may be aligned: the word before the gap, and what comes after it. */
interface Row {
  readonly node: AstNode;
  readonly word: CstNode;
  readonly after: CstNode;
}

/** The spaces before a row's gap ends, by the row's node. */
type Gaps = ReadonlyMap<AstNode, number>;

/** How many spaces go before `=` or `~`: more than one where neighbouring lines are aligned by hand. */
export function relationSpaces(node: ast.Scale | ast.Target): number {
  return ast.isDocument(node.$container) ? (gapsOfRelations(node.$container).get(node) ?? 1) : 1;
}

/** How many spaces go after the colon of a study's property or of a setting. */
export function valueSpaces(node: ast.StudyProperty | ast.ValidationSetting): number {
  return gapsOfProperties(node.$container).get(node) ?? 1;
}

const gapsOfRelations = once(({ declarations }: ast.Document): Gaps => {
  const [scales, targets] = [declarations.filter(ast.isScale), declarations.filter(ast.isTarget)];
  return new Map([...gapsOf(scales.flatMap(relationRow)), ...gapsOf(targets.flatMap(relationRow))]);
});

const gapsOfProperties = once((block: ast.Study | ast.Validation): Gaps => {
  const lines = ast.isValidation(block) ? block.settings : block.properties;
  return gapsOf(lines.flatMap(propertyRow));
});

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

/** The gaps of rows that are aligned; the others have one space. */
function gapsOf(rows: readonly Row[]): Gaps {
  const gaps = new Map<AstNode, number>();
  for (const group of blocksOf(rows).filter(isAligned)) {
    const widest = Math.max(...group.map(lengthBefore));
    for (const one of group) gaps.set(one.node, widest - lengthBefore(one) + 1);
  }
  return gaps;
}

/** What stands before the gap, in characters. */
const lengthBefore = ({ node: { $cstNode }, word }: Row): number => word.end - ($cstNode?.offset ?? 0);

/** Rows that stand on lines one after the other, in the same column. */
function blocksOf(rows: readonly Row[]): Row[][] {
  const blocks: Row[][] = [];
  for (const one of rows) {
    const last = blocks.at(-1);
    const previous = last?.at(-1);
    if (last && previous && isBelow(one, previous)) last.push(one);
    else blocks.push([one]);
  }
  return blocks;
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
