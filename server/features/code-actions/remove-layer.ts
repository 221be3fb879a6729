import { CodeActionKind, type CodeAction } from 'vscode-languageserver';
import * as ast from '../../../language/generated/ast.js';
import { lowerStudy, predictLowered } from '../../../language/index.js';
import { actionTitles } from '../../../present/words/actions.js';
import type { Study } from '../../../theory/study.js';
import { dataOf, editOf, nodeAt, type ActionRequest, type ActionSource } from './action.js';

/** Removes a layer that learns nothing, where the study then needs no more samples. */
export const removeLayer: ActionSource = { kind: CodeActionKind.QuickFix, actions };

function* actions({ document, root, diagnostics, predictions }: ActionRequest): Iterable<CodeAction> {
  for (const diagnostic of diagnostics) {
    if (diagnostic.code !== 'arch-always-lazy') continue;
    const layer = nodeAt(root, document.textDocument.offsetAt(diagnostic.range.start), ast.isLayer);
    // Another study may need the layer.
    const [user, ...others] = layer ? predictions.studiesOf(layer.$container) : [];
    const study = user && lowerStudy(user);
    const own = layer?.$cstNode?.range;
    if (!layer || !own || !study || others.length > 0 || layer.name !== dataOf(diagnostic, 'layer')) continue;
    if (!isAsGood(study, layer.name)) continue;
    const range = { start: { line: own.start.line, character: 0 }, end: { line: own.end.line + 1, character: 0 } };
    const isAlone = /^\s*$/.test(document.textDocument.getText(range).replace(layer.$cstNode?.text ?? '', ''));
    yield {
      title: actionTitles.removeLayer(layer.name),
      kind: CodeActionKind.QuickFix,
      diagnostics: [diagnostic],
      edit: editOf(layer, { range: isAlone ? range : own, newText: '' }),
    };
  }
}

function isAsGood(study: Study, removed: string): boolean {
  const layers = study.network.layers.filter(({ name }) => name !== removed);
  const without = layers.length > 0 && predictLowered({ ...study, network: { ...study.network, layers } });
  const before = predictLowered(study);
  if (!without || !before) return false;
  return without.sampleScale.log(study.reference) <= before.sampleScale.log(study.reference) + 1e-9;
}
