import { chosenStudy } from '../chosen-study.js';
import { studyJson } from '../../present/json/prediction.js';
import type { Diagnostic, StudyPrediction } from './contract.js';
import { sourceOf, type ParsedFile, type ParseOptions } from './parse.js';

export interface PredictOptions extends ParseOptions {
  /** The only study to predict; all of the file unless given. */
  readonly study?: string;
}

/** What `archscale predict --format json` prints. */
export interface Predictions {
  /** The name of the text, as given in the options. */
  readonly file: string;
  /** All diagnostics of the text and of the texts that it imports. */
  readonly diagnostics: readonly Diagnostic[];
  /** The studies that do not depend on an error, in the order of the text. */
  readonly studies: readonly StudyPrediction[];
}

/**
 * What the heuristic says of the studies of a text: how many samples each needs, and what its layers learn.
 * @param source the text of an .arch file, or what `parse` made of one; then only `study` counts of the options.
 * @throws WrongCall when `study` names none of its studies.
 * @throws FileHasErrors when `study` names one that depends on an error.
 */
export async function predict(source: string | ParsedFile, options: PredictOptions = {}): Promise<Predictions> {
  const known = await sourceOf(source, options);
  const { file, diagnostics, studies } = known;
  const wanted = options.study === undefined ? studies : [chosenStudy(known, options.study, 'the option study')];
  return { file, diagnostics, studies: wanted.map(studyJson) };
}
