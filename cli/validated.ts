import type { LoadedFile } from '../language/text.js';
import { wordsOfError } from '../present/words/words.js';
import { BrokenStudyError } from '../validation/errors.js';
import { resolveValidation, type ResolvedValidation, type ValidationCall } from '../validation/request/resolve.js';
import { chosenStudy } from './chosen-study.js';
import { FileHasErrors } from './file-has-errors.js';
import type { Source } from '../present/views/predicted.js';

/**
 * What a call is to validate: the study, by its `validate` block, by what the call says.
 * @param name the study; the only one of the file when undefined.
 * @param how how the caller names a study: `--study NAME`.
 * @throws WrongCall when there is no such study.
 * @throws FileHasErrors when the study or its block depends on an error.
 */
export function validatedStudy(
  { source, loaded }: { readonly source: Source; readonly loaded: LoadedFile },
  name: string | undefined,
  call: ValidationCall,
  how?: string,
): ResolvedValidation {
  const chosen = chosenStudy(source, name, how);
  try {
    return resolveValidation(loaded, chosen.study.name, call);
  } catch (error) {
    throw error instanceof BrokenStudyError ? new FileHasErrors(wordsOfError(error), { cause: error }) : error;
  }
}
