import type { LayerPattern, ReferenceSizes } from '../../theory/index.js';
import { numberText } from '../numbers.js';

const parameterMeanings = {
  M: { symbol: 'M', one: 'unit', many: 'units' },
  D: { symbol: 'D', one: '', many: '' },
  beta: { symbol: 'β', one: '', many: '' },
} as const;

/** `lazy, specialization`; in a deep network equal neighbours are counted: `lazy ×9, specialization`. */
export function patternLabel(name: string): string {
  return name.split(', ').length <= 4 ? name : counted(name, /(\w+)(?:, \1\b)+/g);
}

/** A sentence in which long runs of one pattern are counted. */
export function withRunsCounted(sentence: string): string {
  return counted(sentence, /\b(\w+)(?:, \1\b){3,}/g);
}

function counted(text: string, runs: RegExp): string {
  return text.replaceAll(runs, (run, pattern: string) => `${pattern} ×${run.split(', ').length}`);
}

/** What a layer's pattern sets: `h2: M ~ √(N/d) = 2 units`. Undefined for a lazy layer. */
export function parameterLabel({ layer, parameter }: LayerPattern, reference: ReferenceSizes): string | undefined {
  if (!parameter) return undefined;
  const { symbol, one, many } = parameterMeanings[parameter.name];
  const { size } = parameter;
  const value = numberText(size.value(reference));
  const formula = size.toUnicode();
  const unit = value === '1' ? one : many;
  return `${layer}: ${symbol} ~ ${[formula === value ? value : `${formula} = ${value}`, unit].join(' ').trim()}`;
}
