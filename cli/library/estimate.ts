import { chosenStudy } from '../chosen-study.js';
import { estimateJson } from '../../present/json/estimate.js';
import { words } from '../../present/words/words.js';
import { estimateOutcome } from '../../validation/estimate/outcome.js';
import { pause } from '../../validation/run/pause.js';
import type { Diagnostic, EstimateJson } from './contract.js';
import { sourceOf, type ParsedFile, type ParseOptions } from './parse.js';

export interface EstimateOptions extends ParseOptions {
  /** The study to estimate; may be left out when there is only one. */
  readonly study?: string;
  /** Ends the work: the promise is rejected with an `InterruptedError`. */
  readonly signal?: AbortSignal;
}

/** P* of a study in numbers. */
export interface Estimate {
  /** The name of the text, as given in the options. */
  readonly file: string;
  /** All diagnostics of the text and of the texts that it imports. */
  readonly diagnostics: readonly Diagnostic[];
  /** The name of the study. */
  readonly study: string;
  /** The estimate; null where the network and the target have none. */
  readonly estimate: EstimateJson | null;
  /** Why there is no estimate, in a sentence; null where there is one. */
  readonly reason: string | null;
}

/**
 * The number of samples that a study needs at equilibrium at its reference sizes, without training. It takes seconds; other events are
 * handled meanwhile.
 * @param source the text of an .arch file, or what `parse` made of one; then only `study` and `signal` count of the options.
 * @throws WrongCall when there is no such study, or none is named and there are several studies.
 * @throws FileHasErrors when the study depends on an error.
 */
export async function estimate(source: string | ParsedFile, options: EstimateOptions = {}): Promise<Estimate> {
  const known = await sourceOf(source, options);
  const { study } = chosenStudy(known, options.study, 'the option study');
  const outcome = await estimateOutcome(study, () => pause(options.signal));
  const reason = outcome?.kind === 'refused' ? outcome.reason : null;
  const { file, diagnostics } = known;
  return {
    file,
    diagnostics,
    study: study.name,
    estimate: estimateJson({ estimate: outcome }),
    reason: reason === null || typeof reason === 'string' ? reason : words(reason),
  };
}
