import { CodeActionKind, type CodeAction } from 'vscode-languageserver';
import * as ast from '../../../language/generated/ast.js';
import { scaleValue } from '../../../language/index.js';
import type { Predicted } from '../../../present/views/predicted.js';
import { actionTitles } from '../../../present/words/actions.js';
import type { Predictions } from '../../document/predictions.js';
import { editOf, nodeAt, type ActionRequest, type ActionSource } from './action.js';

/** Boundaries of deeper networks take too long for something that is asked at every move of the cursor. */
const deepest = 4;

/** How far past a boundary the new width lies: on it, both patterns cost the same. */
const margin = 2;

/** Widens a layer past the boundary where the best pattern changes, by the reference value of its width. */
export const widen: ActionSource = { kind: CodeActionKind.RefactorRewrite, actions };

function* actions({ document, root, range, predictions }: ActionRequest): Iterable<CodeAction> {
  const layer = nodeAt(root, document.textDocument.offsetAt(range.start), ast.isLayer);
  const width = layer && freeWidth(layer);
  const predicted = layer && firstPrediction(layer, predictions);
  const current = width && scaleValue(width);
  if (!layer || !width || !predicted || current === undefined || !width.value?.$cstNode) return;
  for (const { variable, value, above } of predicted.prediction.boundaries) {
    if (variable !== width.name || value < current) continue;
    const wider = Math.ceil(margin * value);
    if (!Number.isSafeInteger(wider)) continue;
    yield {
      title: actionTitles.widen(layer.name, width.name, value, above),
      kind: CodeActionKind.RefactorRewrite,
      edit: editOf(width, { range: width.value.$cstNode.range, newText: String(wider) }),
    };
  }
}

/** The free scale that a layer's width (channels, heads) is, with its reference value. */
function freeWidth(layer: ast.Layer): ast.Scale | undefined {
  const size = layer.arguments.find(ast.isSizeArgument)?.size;
  const scale = ast.isScaleReference(size) ? size.scale?.ref : undefined;
  return scale?.relation === '=' ? scale : undefined;
}

function firstPrediction(layer: ast.Layer, predictions: Predictions): Predicted | undefined {
  const isShallow = layer.$container.parts.filter(ast.isLayer).length <= deepest;
  return isShallow ? predictions.ofNetwork(layer.$container)[0] : undefined;
}
