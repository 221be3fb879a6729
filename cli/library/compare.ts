import { comparisonJson } from '../../present/json/comparison.js';
import { rankedStudies } from '../../present/views/comparison.js';
import type { ComparedStudy, Diagnostic } from './contract.js';
import { sourceOf, type ParsedFile, type ParseOptions } from './parse.js';

/** What `archscale compare --format json` prints. */
export interface Comparison {
  /** The name of the text, as given in the options. */
  readonly file: string;
  /** All diagnostics of the text and of the texts that it imports. */
  readonly diagnostics: readonly Diagnostic[];
  /** In the order of the text, each with its rank. */
  readonly studies: readonly ComparedStudy[];
}

/**
 * The studies of a text side by side: which network learns from less data.
 * @param source the text of an .arch file, or what `parse` made of one.
 */
export async function compare(source: string | ParsedFile, options: ParseOptions = {}): Promise<Comparison> {
  const { file, diagnostics, studies } = await sourceOf(source, options);
  return { file, diagnostics, studies: rankedStudies(studies).map(comparisonJson) };
}
