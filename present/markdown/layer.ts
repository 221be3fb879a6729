import { t } from '@vscode/l10n';
import type { LayerPattern } from '../../theory/prediction.js';
import type { PatternName, Study } from '../../theory/study.js';
import { layerKindWords } from '../words/kinds.js';
import { featureName, formula, sized } from './size.js';

const symbols = { M: 'M', D: 'D', beta: 'β' } as const;

/** The symbol of a pattern's parameter. */
export function parameterSymbol(name: 'M' | 'D' | 'beta'): string {
  return symbols[name];
}

/** A pattern's name for people. */
export function patternTitle(name: PatternName): string {
  return name === 'gfl' ? 'GFL' : name;
}

/** What specialises in a layer: units, channels or heads. */
export function unitOf(layer: string, { network }: Study, count: number): string {
  const kind = network.layers.find(({ name }) => name === layer)?.kind ?? 'dense';
  return layerKindWords[kind].units(count);
}

/** The part of a block that a layer of the theory is, as the start of a line: `attention: `; nothing for other layers. */
export function partName(layer: string): string {
  const [, part] = layer.split('.');
  return part === undefined ? '' : `${part}: `;
}

/** What a layer does, in one line of Markdown: `specialization on He₁, M ~ √(N2/d) = 2 units, cost Δ ~ √(N2·d) = 128`. */
function describeLayer(layer: LayerPattern, study: Study): string {
  const { pattern, degree, parameter, cost } = layer;
  const { reference } = study;
  const on = degree === undefined ? '' : t` on ${featureName(degree)}`;
  if (!parameter) return t`${patternTitle(pattern)}${on}, at no cost`;
  const value = parameter.size.value(reference);
  const relation = parameter.size.isConstant ? '=' : '~';
  const unit = parameter.name === 'M' ? ` ${unitOf(layer.layer, study, value)}` : '';
  const bound = parameter.bound ? boundText(parameter.bound) : '';
  const price = cost ? t`, cost Δ ${cost.isConstant ? '=' : '~'} ${sized(cost, reference)}` : '';
  return `${patternTitle(pattern)}${on}, ${parameterSymbol(parameter.name)} ${relation} ${sized(parameter.size, reference)}${unit}${bound}${price}`;
}

function boundText(bound: 'lower' | 'upper'): string {
  return bound === 'lower' ? t(', held at its lower bound') : t(', held at its upper bound');
}

/** What a layer of the text does: a block's parts one after the other. */
export function describeParts(parts: readonly LayerPattern[], study: Study): string {
  return parts.map((part) => partName(part.layer) + describeLayer(part, study)).join('; ');
}

/** A layer's move in few words, for tables: `specialization on He₁, M ~ √(N/d)`. */
export function shortLayer({ pattern, degree, parameter }: LayerPattern): string {
  const on = degree === undefined ? '' : t` on ${featureName(degree)}`;
  return `${patternTitle(pattern)}${on}${parameter ? `, ${parameterSymbol(parameter.name)} ~ ${formula(parameter.size)}` : ''}`;
}
