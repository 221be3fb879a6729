import type { Pattern } from '../../theory/index.js';
import { derivationView, type StepView } from '../derivation.js';
import type { PredictedStudy } from '../views/predicted.js';
import { studyJson } from './prediction.js';
import { ruleJson } from './rule.js';

/** Why a study's prediction is what it is. */
export type ExplanationJson = ReturnType<typeof explanationJson>;

/**
 * A study with one of its patterns and that pattern's derivation, instead of the whole ranking: docs/agents.md lists the
 * fields.
 * @param pattern which pattern to derive; the winner unless said otherwise.
 */
export function explanationJson(one: PredictedStudy, pattern: Pattern = one.prediction.winner) {
  const { prediction } = one;
  const { patterns, ...rest } = studyJson(one);
  return {
    ...rest,
    pattern: patterns[prediction.patterns.indexOf(pattern)] ?? null,
    derivation: derivationView(prediction.derivation(pattern)).map(stepJson),
  };
}

function stepJson({ title, formulas, rule }: StepView) {
  return { title, formulas: [...formulas], ...ruleJson(rule) };
}
