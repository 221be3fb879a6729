import * as ast from '../../language/generated/ast.js';
import type { LayerPattern } from '../../theory/prediction.js';
import { competing } from '../markdown/competing.js';
import { describeLayer, parameterSymbol, unitOf } from '../markdown/layer.js';
import { code, list, paragraphs } from '../markdown/text.js';
import { readable } from '../numerals.js';
import { declarationId, placeOf, touches } from '../places.js';
import type { Predicted } from '../predictions.js';
import type { Hint, HintKind, HintRequest } from './hint.js';
import { cut, label } from './label.js';

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
      const pattern = first.layer(layer.name);
      if (!position || !pattern) continue;
      yield {
        key: `patterns:${network.name}/${layer.name}`,
        kind: 'patterns',
        position,
        label: patternLabel(pattern, layer.kind, first),
        tooltip: tooltip(layer.name, layer.kind, first, others),
        place: placeOf(first.node),
        from,
      };
    }
  }
}

function patternLabel({ pattern, parameter }: LayerPattern, kind: string, { written }: Predicted): string {
  const name = pattern === 'gfl' ? 'GFL' : pattern;
  if (!parameter) return cut(name);
  const value = parameter.size.value(written.study.reference);
  return label({
    lead: `${name}, `,
    symbol: parameterSymbol(parameter.name),
    formula: parameter.size.isConstant ? '' : parameter.size.toUnicode(),
    value: { text: readable(value), number: value },
    ...(parameter.name === 'M' && { unit: unitOf(kind, value) }),
  });
}

function tooltip(layer: string, kind: string, first: Predicted, others: readonly Predicted[]): string {
  const said = (one: Predicted): string => {
    const pattern = one.layer(layer);
    return pattern ? `study ${code(one.node.name)}: ${describeLayer(pattern, kind, one.written.study)}` : '';
  };
  const elsewhere = others.length > 0 && `Other studies of this network:\n\n${list(others.map(said))}`;
  return paragraphs(`**${code(layer)}** in ${said(first)}`, competing(first), elsewhere);
}
