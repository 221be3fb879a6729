import type { DerivationStep, Pattern } from '../../theory/index.js';
import type { PredictedStudy } from '../../cli/predicted.js';
import { studyJson } from './prediction.js';

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
    derivation: prediction.derivation(pattern).map(stepJson),
  };
}

function stepJson({ title, formulas, rule }: DerivationStep) {
  const { rule: name, status, summary, source } = rule;
  return { title, formulas: [...formulas], rule: name, status, summary, source };
}
