import { t } from '@vscode/l10n';
import * as ast from '../../../language/generated/ast.js';
import type { LayerPattern } from '../../../theory/prediction.js';
import { describeParts } from '../../../present/markdown/pattern.js';
import { competing } from '../../../present/markdown/samples.js';
import { partName, specializedNoun } from '../../../present/views/layer.js';
import { parameterSymbols, patternTitle } from '../../../present/words/results.js';
import { code, list, paragraphs } from '../../../present/markdown/text.js';
import { declarationId, placeOf, touches } from '../../positions.js';
import type { Predicted } from '../../../present/views/predicted.js';
import type { Hint, HintKind, HintRequest } from './hint.js';
import { cut, label } from '../../../present/hint-label.js';

/** After each layer: its pattern, and the parameter of that pattern. */
export const patternHints: HintKind = { kind: 'patterns', hints };

function* hints({ document, range, predictions }: HintRequest): Iterable<Hint> {
  for (const network of document.declarations.filter(ast.isNetwork)) {
    if (!touches(network, range)) continue;
    const [first, ...others] = predictions.ofNetwork(network);
    if (!first) continue;
    const from = first.from.map(declarationId);
    for (const layer of network.parts) {
      if (!ast.isLayer(layer) || !touches(layer, range)) continue;
      const position = layer.$cstNode?.range.end;
      const parts = first.layers(layer);
      if (!position || parts.length === 0) continue;
      yield {
        key: `patterns:${network.name}/${layer.name}`,
        kind: 'patterns',
        position,
        label: layerLabel(parts, first),
        tooltip: tooltip(layer, first, others),
        place: placeOf(first.node),
        from,
      };
    }
  }
}

/** What a layer does; of a block what its part does that learns, or both in brief. */
function layerLabel(parts: readonly LayerPattern[], predicted: Predicted): string {
  const learning = parts.filter(({ pattern }) => pattern !== 'lazy');
  const [first, ...others] = learning.length > 0 ? learning : parts.slice(0, 1);
  if (!first) return '';
  if (others.length > 0)
    return cut(learning.map((part) => partName(part.layer) + patternTitle(part.pattern)).join(', '));
  return patternLabel(first, predicted, learning.length > 0 ? partName(first.layer) : '');
}

function patternLabel(layer: LayerPattern, { written }: Predicted, part: string): string {
  const { pattern, parameter } = layer;
  const name = part + patternTitle(pattern);
  if (!parameter) return cut(name);
  const value = parameter.size.value(written.study.reference);
  const unit = specializedNoun(layer, written.study);
  return label({
    lead: `${name}, `,
    symbol: parameterSymbols[parameter.name].unicode,
    formula: parameter.size.isConstant ? '' : parameter.size.toUnicode(),
    value,
    ...(unit !== undefined && { unit }),
  });
}

function tooltip(layer: ast.Layer, first: Predicted, others: readonly Predicted[]): string {
  const said = (one: Predicted): string =>
    t`study ${code(one.node.name)}: ${describeParts(one.layers(layer), one.written.study)}`;
  const elsewhere = others.length > 0 && `${t('Other studies of this network:')}\n\n${list(others.map(said))}`;
  return paragraphs(t`**${code(layer.name)}** in ${said(first)}`, competing(first), elsewhere);
}
