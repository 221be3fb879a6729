import type { Pattern } from '../../theory/index.js';
import { derivationView, type StepView } from '../derivation.js';
import { ruleSummary } from '../words/rules.js';
import type { PredictedStudy } from '../views/predicted.js';
import { related } from '../formulas.js';
import { patternLabel, ruleStatusText } from '../words/results.js';
import { summaryText } from './summary.js';

/**
 * The derivation of a prediction, step by step, in plain text.
 * @param pattern which pattern to derive; the winner unless said otherwise.
 */
export function explanationText(one: PredictedStudy, pattern: Pattern = one.prediction.winner): string {
  const { study, prediction } = one;
  const other = `The pattern ${patternLabel(pattern.name)} costs ${related('E', pattern.energy, study.reference)}.`;
  return [
    summaryText(one),
    ...(pattern === prediction.winner ? [] : [other]),
    ...derivationView(prediction.derivation(pattern)).map(stepText),
  ].join('\n\n');
}

function stepText({ title, formulas, rule }: StepView, index: number): string {
  return [
    `${index + 1}. ${title}`,
    ...formulas.map((formula) => `   ${formula}`),
    `   Rule ${rule.rule} (${ruleStatusText(rule.status)}): ${ruleSummary(rule)} ${rule.source}`,
  ].join('\n');
}
