import { chosenPattern } from '../chosen-pattern.js';
import { chosenStudy } from '../chosen-study.js';
import { explanationJson } from '../../present/json/explanation.js';
import { explanationText } from '../../present/text/explanation.js';
import type { Diagnostic, StudyExplanation } from './contract.js';
import { sourceOf, type ParsedFile, type ParseOptions } from './parse.js';

export interface ExplainOptions extends ParseOptions {
  /** The study to explain; may be left out when there is only one. */
  readonly study?: string;
  /** The pattern to derive, as predictions name it (`lazy, specialization`); the winner unless given. */
  readonly pattern?: string;
}

/** Why a prediction is what it is. */
export interface Explanation {
  /** The name of the text, as given in the options. */
  readonly file: string;
  /** All diagnostics of the text and of the texts that it imports. */
  readonly diagnostics: readonly Diagnostic[];
  /** The study, with the derivation of one pattern. */
  readonly study: StudyExplanation;
  /** The same in plain text. */
  readonly text: string;
}

/**
 * The derivation of a study's prediction, step by step.
 * @param source the text of an .arch file, or what `parse` made of one; then only `study` and `pattern` count of the options.
 * @throws WrongCall when there is no such study or pattern, or none is named and there are several studies.
 * @throws FileHasErrors when the study depends on an error.
 */
export async function explain(source: string | ParsedFile, options: ExplainOptions = {}): Promise<Explanation> {
  const known = await sourceOf(source, options);
  const one = chosenStudy(known, options.study, 'the option study');
  const pattern = chosenPattern(one, options.pattern);
  const { file, diagnostics } = known;
  return { file, diagnostics, study: explanationJson(one, pattern), text: explanationText(one, pattern) };
}
