import { GrammarUtils } from 'langium';
import { CodeActionKind, type CodeAction } from 'vscode-languageserver';
import * as ast from '../../../language/generated/ast.js';
import { networkOf } from '../../../language/lowering/study-nodes.js';
import { actionTitles } from '../../../present/words/actions.js';
import { dataOf, editOf, nodeAt, type ActionRequest, type ActionSource } from './action.js';

/** Gives a layer an activation with which the network can represent the target. */
export const representingActivation: ActionSource = { kind: CodeActionKind.QuickFix, actions };

function* actions({ document, root, diagnostics }: ActionRequest): Iterable<CodeAction> {
  for (const diagnostic of diagnostics) {
    if (diagnostic.code !== 'arch-target-not-representable') continue;
    const offset = document.textDocument.offsetAt(diagnostic.range.start);
    const study = nodeAt(root, offset, ast.isStudy);
    const network = study ? networkOf(study) : nodeAt(root, offset, ast.isNetwork);
    const suggestions = dataOf(diagnostic, 'suggestions');
    for (const suggestion of Array.isArray(suggestions) ? suggestions.filter(isSuggestion) : []) {
      const layer = network?.parts.filter(ast.isLayer).find(({ name }) => name === suggestion.layer);
      const argument = layer?.arguments.find(ast.isActivationArgument);
      const range = argument && GrammarUtils.findNodeForProperty(argument.$cstNode, 'activation')?.range;
      if (!argument || !range) continue;
      yield {
        title: actionTitles.giveActivation(suggestion.layer, suggestion.activation),
        kind: CodeActionKind.QuickFix,
        diagnostics: [diagnostic],
        edit: editOf(argument, { range, newText: suggestion.activation }),
      };
    }
  }
}

function isSuggestion(value: unknown): value is { layer: string; activation: string } {
  if (typeof value !== 'object' || value === null) return false;
  const { layer, activation } = value as Record<string, unknown>;
  return typeof layer === 'string' && typeof activation === 'string';
}
