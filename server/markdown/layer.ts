import type { LayerPattern } from '../../theory/prediction.js';
import type { PatternName, Study } from '../../theory/study.js';
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
export function unitOf(kind: string, count: number): string {
  const unit = kind === 'conv' ? 'channel' : kind === 'attention' ? 'head' : 'unit';
  return count === 1 ? unit : `${unit}s`;
}

/** What a layer does, in one line of Markdown: `specialization on He₁, M ~ √(N2/d) = 2 units, cost Δ ~ √(N2·d) = 128`. */
export function describeLayer(layer: LayerPattern, kind: string, { reference }: Study): string {
  const { pattern, degree, parameter, cost } = layer;
  const on = degree === undefined ? '' : ` on ${featureName(degree)}`;
  if (!parameter) return `${patternTitle(pattern)}${on}, at no cost`;
  const value = parameter.size.value(reference);
  const relation = parameter.size.isConstant ? '=' : '~';
  const unit = parameter.name === 'M' ? ` ${unitOf(kind, value)}` : '';
  const bound = parameter.bound ? `, held at its ${parameter.bound} bound` : '';
  const price = cost ? `, cost Δ ${cost.isConstant ? '=' : '~'} ${sized(cost, reference)}` : '';
  return `${patternTitle(pattern)}${on}, ${parameterSymbol(parameter.name)} ${relation} ${sized(parameter.size, reference)}${unit}${bound}${price}`;
}

/** A layer's move in few words, for tables: `specialization on He₁, M ~ √(N/d)`. */
export function shortLayer({ pattern, degree, parameter }: LayerPattern): string {
  const on = degree === undefined ? '' : ` on ${featureName(degree)}`;
  return `${patternTitle(pattern)}${on}${parameter ? `, ${parameterSymbol(parameter.name)} ~ ${formula(parameter.size)}` : ''}`;
}
