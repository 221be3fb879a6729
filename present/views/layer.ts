import { t } from '@vscode/l10n';
import type { LayerPattern } from '../../theory/prediction.js';
import type { Study } from '../../theory/study.js';
import { featureName, related, sized, unicode } from '../formulas.js';
import { unitNounOf } from '../nouns.js';
import { numberText } from '../numbers.js';
import { parameterSymbols, patternTitle } from '../words/results.js';

/** The part of a block that a layer of the theory is, as the start of a line: `attention: `; nothing for other layers. */
export function partName(layer: string): string {
  const [, part] = layer.split('.');
  return part === undefined ? '' : `${part}: `;
}

/** The noun of what specialises in a layer, as many as its pattern says; undefined where none of them do. */
export function specializedNoun({ layer, parameter }: LayerPattern, study: Study): string | undefined {
  if (parameter?.name !== 'M') return undefined;
  return unitNounOf(layer, study, Number(numberText(parameter.size.value(study.reference))));
}

/** What a layer's pattern sets: `M ~ √(N2/d) = 2 units`; undefined for a lazy layer. */
export function parameterText(layer: LayerPattern, study: Study): string | undefined {
  const { parameter } = layer;
  if (!parameter) return undefined;
  const noun = specializedNoun(layer, study);
  const text = related(parameterSymbols[parameter.name].unicode, parameter.size, study.reference);
  return noun === undefined ? text : `${text} ${noun}`;
}

/** A layer's pattern and what it acts on: `specialization on He₁`. */
function patternOn({ pattern, degree }: LayerPattern): string {
  return `${patternTitle(pattern)}${degree === undefined ? '' : t` on ${featureName(degree)}`}`;
}

/** What a layer does and sets: `specialization on He₁, M ~ √(N2/d) = 2 units`. */
export function moveText(layer: LayerPattern, study: Study): string {
  const parameter = parameterText(layer, study);
  return parameter === undefined ? patternOn(layer) : `${patternOn(layer)}, ${parameter}`;
}

/** The same without values, for tables: `specialization on He₁, M ~ √(N/d)`. */
export function shortMove(layer: LayerPattern): string {
  const { parameter } = layer;
  if (!parameter) return patternOn(layer);
  return `${patternOn(layer)}, ${parameterSymbols[parameter.name].unicode} ~ ${unicode.formula(parameter.size)}`;
}

/** What a layer does, and its price: `specialization on He₁, M ~ √(N2/d) = 2 units, cost Δ ~ √(N2·d) = 128`. */
function pricedMove(layer: LayerPattern, study: Study): string {
  const { parameter, cost } = layer;
  if (!parameter) return t`${patternOn(layer)}, at no cost`;
  const bound = parameter.bound ? boundText(parameter.bound) : '';
  const price = cost ? t`, cost Δ ${cost.isConstant ? '=' : '~'} ${sized(cost, study.reference)}` : '';
  return `${moveText(layer, study)}${bound}${price}`;
}

function boundText(bound: 'lower' | 'upper'): string {
  return bound === 'lower' ? t(', held at its lower bound') : t(', held at its upper bound');
}

/** What a layer of the text does: a block's parts one after the other. */
export function describeParts(parts: readonly LayerPattern[], study: Study): string {
  return parts.map((part) => partName(part.layer) + pricedMove(part, study)).join('; ');
}
