import { AstUtils, type LangiumDocument } from 'langium';
import * as ast from '../generated/ast.js';

const brokenByDocument = new WeakMap<object, ReadonlySet<ast.Declaration>>();

/**
 * True when no syntax error lies in a declaration. What the parser's recovery left of a broken one may lack a layer or a
 * factor, so that nothing must be concluded from it; its neighbours are complete all the same.
 */
export function isComplete(declaration: ast.Declaration): boolean {
  const document = AstUtils.getDocument(declaration);
  let broken = brokenByDocument.get(document.parseResult);
  if (!broken) {
    broken = brokenDeclarations(document);
    brokenByDocument.set(document.parseResult, broken);
  }
  return !broken.has(declaration);
}

function brokenDeclarations(document: LangiumDocument): ReadonlySet<ast.Declaration> {
  const broken = new Set<ast.Declaration>();
  const root = document.parseResult.value;
  if (!ast.isDocument(root)) return broken;
  const blame = (offset: number | undefined): void => {
    const declaration = offset === undefined ? undefined : declarationBefore(root.declarations, offset);
    if (declaration) broken.add(declaration);
  };
  for (const { offset } of document.parseResult.lexerErrors) blame(offset);
  for (const error of document.parseResult.parserErrors) {
    // An error between two declarations is the fault of neither. Names of rules end in an invisible mark of the parser.
    if (!error.context.ruleStack.some((rule) => rule.startsWith(ast.Declaration.$type))) continue;
    const previous = 'previousToken' in error ? (error.previousToken as typeof error.token) : error.token;
    blame(Number.isNaN(previous.startOffset) ? error.token.startOffset : previous.startOffset);
  }
  return broken;
}

/** The last declaration that starts at or before an offset. Declarations are in the order of the text. */
function declarationBefore(declarations: readonly ast.Declaration[], offset: number): ast.Declaration | undefined {
  let low = 0;
  let high = declarations.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((declarations[middle]?.$cstNode?.offset ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return declarations[low - 1];
}

/** The items, or undefined when one is missing. */
export function allPresent<T>(items: readonly (T | undefined)[]): T[] | undefined {
  const present = items.filter((item) => item !== undefined);
  return present.length === items.length ? present : undefined;
}
