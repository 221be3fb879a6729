import { t } from '@vscode/l10n';
import type { LayerPattern } from '../../theory/prediction.js';
import type { Study } from '../../theory/study.js';
import { featureName, related, sized, unicode } from '../formulas.js';
import { unitNounOf } from '../nouns.js';
import { numberText } from '../numbers.js';
import { countedWords } from '../words/kinds.js';
import { patternSetting, patternTitle } from '../words/results.js';

/** The part of a block that a layer of the theory is, as the start of a line: `attention: `; nothing for other layers. */
export function partName(layer: string): string {
  const [, part] = layer.split('.');
  return part === undefined ? '' : `${part}: `;
}

/** The noun of what specialises in a layer, as many as its pattern says; undefined where it does not say how many. */
export function specializedNoun({ layer, parameter, length }: LayerPattern, study: Study): string | undefined {
  if (parameter?.name !== 'M' || length !== undefined) return undefined;
  return unitNounOf(layer, study, Number(numberText(parameter.size.value(study.reference))));
}

/**
 * What a layer's pattern sets: `M ~ √(N2/d) = 2 units`, `1 unit of length m ~ (N/d)^(1/6) = 2`, or
 * `M·m² ~ √(N/d) = 4, number of units free`; undefined for a lazy layer.
 */
export function parameterText(layer: LayerPattern, study: Study): string | undefined {
  const { parameter, length } = layer;
  if (!parameter) return undefined;
  const { symbol, size } = patternSetting(parameter, length);
  const noun = specializedNoun(layer, study);
  const text = related(symbol.unicode, size, study.reference);
  return noun === undefined ? withLength(text, layer) : `${text} ${noun}`;
}

/** A formula with what it says of the length of units. */
function withLength(text: string, { counts = 'unit', length }: LayerPattern): string {
  if (length === undefined) return text;
  return length === 'free'
    ? t`${text}, number of ${countedWords[counts](2)} free`
    : t`1 ${countedWords[counts](1)} of length ${text}`;
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
  const { parameter, length } = layer;
  if (!parameter) return patternOn(layer);
  const { symbol, size } = patternSetting(parameter, length);
  return `${patternOn(layer)}, ${withLength(`${symbol.unicode} ~ ${unicode.formula(size)}`, layer)}`;
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
