import { t } from '@vscode/l10n';
import type { SampleVerdict } from '../../theory/calibration.js';
import type { Monomial } from '../../theory/monomial.js';
import type { LayerPattern, Pattern, Prediction } from '../../theory/prediction.js';
import type { RuleStatus } from '../../theory/rules.js';
import type { PatternName } from '../../theory/study.js';
import type { ValidationResult } from '../../validation/result.js';

/** How far a rule is known, in words. */
export function ruleStatusText(status: RuleStatus): string {
  switch (status) {
    case 'published':
      return t('published');
    case 'derived':
      return t('derived here');
    case 'conjecture':
      return t('conjecture');
  }
}

/** What a comparison of exponents came to, in words. */
export function verdictText(verdict: ValidationResult['verdict']): string {
  switch (verdict) {
    case 'agrees':
      return t('agrees');
    case 'disagrees':
      return t('disagrees');
    case 'cannot tell':
      return t('cannot tell');
  }
}

/** Where samples are, beside P* and what a small error needs: the label of a hint, a cell of a table. */
export function sampleVerdictText(verdict: SampleVerdict): string {
  switch (verdict) {
    case 'above':
      return t('above what a small error needs');
    case 'between':
      return t('between P* and a small error');
    case 'below':
      return t('below P*');
    case 'within':
      return t('within the interval of P*');
  }
}

/** How a pattern compares with the winner of its ranking. */
export type RankLabel = 'best' | 'equal' | 'competing';

/** How a pattern compares with the winner; undefined where it costs more, past what prefactors decide. */
export function rankLabel(pattern: Pattern, winner: Pattern): RankLabel | undefined {
  if (pattern === winner) return 'best';
  if (pattern.energy.equals(winner.energy)) return 'equal';
  return pattern.competing ? 'competing' : undefined;
}

/** The same in words, for tables. */
export function rankText(label: RankLabel | undefined): string {
  switch (label) {
    case 'best':
      return t('best');
    case 'equal':
      return t('equal');
    case 'competing':
      return t('competing: within a factor 2');
    case undefined:
      return '';
  }
}

/** The patterns between which and the winner the heuristic alone cannot decide: within a factor 2 of it. */
export function competingPatterns({ patterns }: Prediction): string[] {
  return patterns.filter(({ competing }) => competing).map(({ name }) => patternLabel(name));
}

/** A pattern's name for people. */
export function patternTitle(name: PatternName): string {
  return name === 'gfl' ? 'GFL' : name;
}

/** A run of equal layers at least this long is counted. */
const shortestRun = 4;
const runs = new RegExp(`\\b(\\w+)(?:, \\1\\b){${shortestRun - 1},}`, 'g');

/** A pattern's name, or a sentence with one in it, as people write it, long runs of layers counted: `lazy ×998, specialization`. */
export function patternLabel(text: string): string {
  const named = text.replaceAll(/\bgfl\b/g, () => patternTitle('gfl'));
  return named.replaceAll(runs, (run, pattern: string) => `${pattern} ×${run.split(', ').length}`);
}

/** A symbol as formulas have it. */
export interface FormulaSymbol {
  readonly unicode: string;
  readonly latex: string;
}

/** M, D and β. */
const parameterSymbols: Readonly<Record<NonNullable<LayerPattern['parameter']>['name'], FormulaSymbol>> = {
  M: { unicode: 'M', latex: 'M' },
  D: { unicode: 'D', latex: 'D' },
  beta: { unicode: 'β', latex: '\\beta' },
};

/** The length of a unit, and the product that is predicted where its length is free. */
const [length, product]: readonly [FormulaSymbol, FormulaSymbol] = [
  { unicode: 'm', latex: 'm' },
  { unicode: 'M·m²', latex: 'M m^2' },
];

/** What a pattern predicts in a layer: M, D or β, the length m of a single unit, or M m². */
export interface PatternSetting {
  readonly symbol: FormulaSymbol;
  readonly size: Monomial;
  /** The length is that of one unit, or the number of units is free; undefined where units have length 1. */
  readonly length?: 'single' | 'free';
}

/** The number that a pattern predicts of a layer. */
export function patternSetting(
  parameter: NonNullable<LayerPattern['parameter']>,
  unitLength: LayerPattern['length'],
): PatternSetting {
  if (unitLength === undefined) return { symbol: parameterSymbols[parameter.name], size: parameter.size };
  if (unitLength === 'free') return { symbol: product, size: parameter.size, length: 'free' };
  return { symbol: length, size: unitLength, length: 'single' };
}
