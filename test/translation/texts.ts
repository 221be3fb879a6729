import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { root } from '../architecture/sources.js';

/** A text of the program, with `{0}` where a value goes. */
export interface Text {
  readonly text: string;
  /** `client/trust.ts:12` */
  readonly place: string;
  /** True when it is looked up while its module is loaded, which is before the language is known. */
  readonly isEarly: boolean;
}

/** The texts of a file that are looked up in the translation, and those that read like texts and are not. */
export function textsIn(path: string): { readonly translated: Text[]; readonly bare: Text[] } {
  const source = ts.createSourceFile(path, readFileSync(join(root, path), 'utf8'), ts.ScriptTarget.Latest, true);
  const [translated, bare]: [Text[], Text[]] = [[], []];
  const visit = (node: ts.Node, isEarly: boolean): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node)) return;
    if (ts.isTypeAliasDeclaration(node) || ts.isInterfaceDeclaration(node)) return;
    const early = isEarly && !ts.isFunctionLike(node) && !ts.isPropertyDeclaration(node);
    const place = `${path}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
    const lookedUp = lookedUpIn(node);
    if (lookedUp) {
      translated.push({ text: textOf(lookedUp) ?? '', place, isEarly: early });
      for (const inner of ts.isTemplateExpression(lookedUp) ? lookedUp.templateSpans : []) visit(inner, early);
      return;
    }
    const text = textOf(node);
    if (text !== undefined && readsLikeText(text) && !isNoText(node)) bare.push({ text, place, isEarly: early });
    ts.forEachChild(node, (child) => visit(child, early));
  };
  visit(source, true);
  return { translated, bare };
}

/** The literal that t`...` or t('...') looks up. */
function lookedUpIn(node: ts.Node): ts.Node | undefined {
  if (ts.isTaggedTemplateExpression(node) && node.tag.getText() === 't') return node.template;
  return ts.isCallExpression(node) && node.expression.getText() === 't' ? node.arguments[0] : undefined;
}

function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return node.head.text + node.templateSpans.map(({ literal }, index) => `{${index}}${literal.text}`).join('');
}

/** Words beside each other, or one word with a capital letter. */
function readsLikeText(text: string): boolean {
  return /[A-Za-z]{2,}[,:.]? [A-Za-z{]|\}:? [a-z]{2,}|^[A-Z][a-z]+[.:]?$/.test(text);
}

/** Names of roles, classes and the like, and what is compared with a value of the program. */
const nameless = new Set(['type', 'class', 'role', 'id', 'kind', 'viewType', 'for', 'font', 'className']);

function isNoText(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isPropertyAssignment(parent) && parent.name === node) return true;
  if (ts.isBinaryExpression(parent)) return /^[!=]==$/.test(parent.operatorToken.getText());
  if (ts.isPropertyAssignment(parent)) return nameless.has(parent.name.getText());
  return (
    ts.isCaseClause(parent) || ts.isElementAccessExpression(parent) || parent.kind === ts.SyntaxKind.ThrowStatement
  );
}
