import { keptBeside } from '../language/calibration/store.js';
import type { GivenSize } from '../language/parse-expression.js';
import { loadFile, loadFileText, UnreadableFileError } from '../language/file.js';
import type { Reach } from '../language/files/reach.js';
import { advise } from '../theory/advice/advice.js';
import type { Goal } from '../theory/advice/design-space.js';
import { words } from '../present/words/words.js';
import { folderOf, keptEstimate, newEstimate, withKeptEstimates } from './estimated.js';
import { atAdvisedSizes, type AdvisedStudy } from '../present/views/advice.js';
import type { Monomial } from '../theory/index.js';
import { freedStudy, type Design } from './freed-study.js';
import { predicted } from './predicted.js';
import { standardInputOf } from './standard-input.js';
import { reachOfFile } from './reach.js';
import { WrongCall } from './wrong-call.js';

/** A question for advice as a call states it; sizes are expressions of the file. */
export interface AdviceCall {
  readonly study?: string | undefined;
  /** Names of sizes, with commas between them. */
  readonly free: string;
  readonly samples?: string | undefined;
  readonly goal?: Goal | undefined;
  readonly parameters?: string | undefined;
  readonly compute?: string | undefined;
  readonly equalWidths?: boolean | undefined;
}

/** The fields of a call that hold sizes, and how a caller names them. */
const sizeFields = ['samples', 'parameters', 'compute'] as const;

/**
 * Reads a file for advice.
 * @param text what is in it, when that is not what is on disk.
 * @param reach where its imports and data may lie.
 * @throws WrongCall when it cannot be read.
 */
export async function openDesign(file: string, text?: string, reach: Reach = reachOfFile(file)): Promise<Design> {
  try {
    const given = text ?? (await standardInputOf(file));
    const loaded = await (given === undefined
      ? loadFile(file, { wording: words, reach })
      : loadFileText(given, file, { wording: words, reach }));
    return { source: await withKeptEstimates(predicted(file, loaded, keptBeside(file))), loaded, reach };
  } catch (error) {
    if (error instanceof UnreadableFileError) throw new WrongCall(words(error.reason));
    throw error;
  }
}

/**
 * Advice on a study of a file.
 * @param how how the caller states a study and a size: `--study`, `--samples`.
 * @throws WrongCall when the question is not one, or when no sizes serve it.
 * @throws FileHasErrors when the study depends on an error.
 */
export async function advised(
  design: Design,
  call: AdviceCall,
  how: (field: string) => string = (field) => `--${field}`,
): Promise<AdvisedStudy> {
  const free = [...new Set(call.free.split(',').map((name) => name.trim()))].filter(Boolean);
  if (free.length === 0) throw new WrongCall(`Say which sizes may be chosen: ${how('free')} N1,N2.`);
  const fields = sizeFields.filter((field) => call[field] !== undefined);
  const sizes = fields.map((field): GivenSize => ({ name: how(field), text: call[field] ?? '' }));
  const freed = await freedStudy(design, call.study, free, sizes, `${how('study')} NAME`);
  const given = Object.fromEntries(fields.map((field, index) => [field, freed.given[index]] as const)) as {
    readonly [field in (typeof sizeFields)[number]]?: Monomial;
  };
  const advice = advise({
    study: freed.study,
    free,
    goal: call.goal ?? (given.samples ? 'smallest' : 'samples'),
    ...(given.samples && { samples: given.samples }),
    limits: {
      ...(given.parameters && { parameters: given.parameters }),
      ...(given.compute && { compute: given.compute }),
      equalSizes: call.equalWidths ?? false,
    },
  });
  if (advice.kind === 'none') throw new WrongCall(words(advice.reason));
  return { study: freed.study, advice };
}

/**
 * Advice with the estimate of P* at the advised sizes, where it is kept beside the file.
 * @param isMade makes it where it is not kept.
 */
export async function withAdvisedEstimate(answer: AdvisedStudy, file: string, isMade: boolean): Promise<AdvisedStudy> {
  const study = atAdvisedSizes(answer);
  const folder = folderOf(file);
  const kept = await keptEstimate(study, folder);
  const estimate = kept ?? (isMade ? await newEstimate(study, folder) : undefined);
  return estimate ? { ...answer, estimate } : answer;
}
