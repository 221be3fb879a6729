import { FileHasErrors } from './file-has-errors.js';
import type { PredictedStudy } from '../present/views/predicted.js';
import type { Source } from '../present/views/predicted.js';
import { WrongCall } from './wrong-call.js';

/**
 * The study that a call names, or the only one of the file.
 * @param how how the caller can name one.
 * @throws WrongCall when it is not there, or when none is named and there are several.
 * @throws FileHasErrors when it is there and could not be predicted.
 */
export function chosenStudy(
  { file, names, studies, hasErrors }: Source,
  name: string | undefined,
  how = '--study NAME',
): PredictedStudy {
  const listed = names.join(', ');
  if (name === undefined && names.length > 1) {
    throw new WrongCall(`${file} has several studies: choose one with ${how} (${listed}).`);
  }
  const wanted = name ?? names[0];
  if (wanted === undefined || !names.includes(wanted)) {
    if (hasErrors && names.length === 0) throw new FileHasErrors(`${file} has errors and no study.`);
    throw new WrongCall(
      names.length === 0 ? `${file} has no study.` : `${file} has no study ${wanted ?? ''}; it has ${listed}.`,
    );
  }
  const chosen = studies.find(({ study }) => study.name === wanted);
  if (!chosen) throw new FileHasErrors(`${wanted} cannot be predicted: correct the errors of ${file} first.`);
  return chosen;
}
