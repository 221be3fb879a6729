import { AstUtils, CstUtils } from 'langium';
import type { CompletionAcceptor, CompletionContext } from 'langium/lsp';
import { CompletionItemKind } from 'vscode-languageserver';
import * as ast from '../../../language/generated/ast.js';
import { directionDetail } from '../../../present/words/completion.js';
import { isDirected, directedComponents } from '../directions.js';

/**
 * The directions that are named already: those of this target first, without those of other factors of the same product, which
 * lie along others; then those of the file's other targets.
 */
export function completeDirections(context: CompletionContext, accept: CompletionAcceptor): void {
  const root = context.document.parseResult.value;
  const leaf = root.$cstNode && CstUtils.findLeafNodeBeforeOffset(root.$cstNode, context.tokenOffset);
  const term = AstUtils.getContainerOfType(leaf?.astNode, ast.isTargetTerm);
  const own = AstUtils.getContainerOfType(leaf?.astNode, ast.isTarget);
  const taken = new Set(term ? [term.component, ...term.factors].map(nameElsewhere) : []);
  const offered = new Set<string>();
  const targets = ast.isDocument(root) ? root.declarations.filter(ast.isTarget) : [];
  for (const target of [...targets.filter((one) => one === own), ...targets.filter((one) => one !== own)]) {
    const detail = directionDetail(target === own ? undefined : target.name);
    for (const name of directedComponents(target).map(nameElsewhere)) {
      if (name === undefined || taken.has(name) || offered.has(name)) continue;
      offered.add(name);
      const sortText = `${target === own ? 0 : 1}${name}`;
      accept(context, { label: name, kind: CompletionItemKind.Variable, detail, sortText });
    }
  }

  /** The direction that a component names, unless that is the name which is being typed. */
  function nameElsewhere(component: ast.TargetComponent): string | undefined {
    if (!isDirected(component)) return undefined;
    const isTyped = component === leaf?.astNode;
    return isTyped ? undefined : component.direction;
  }
}
