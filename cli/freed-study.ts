import { NotASizeError, type GivenSize } from '../language/parse-expression.js';
import { loadFileText } from '../language/file.js';
import type { Reach } from '../language/files/reach.js';
import { freedDesign } from '../language/freed-design.js';
import type { LoadedFile } from '../language/text.js';
import { words } from '../present/words/words.js';
import type { Monomial, Study } from '../theory/index.js';
import { chosenStudy } from './chosen-study.js';
import { FileHasErrors } from './file-has-errors.js';
import type { Source } from '../present/views/predicted.js';
import { WrongCall } from './wrong-call.js';

/** A file that has been read for questions about other sizes. */
export interface Design {
  readonly source: Source;
  readonly loaded: LoadedFile;
  /** Where its imports and data may lie. */
  readonly reach: Reach;
}

/** A study with some of its sizes free, whatever the file ties them to, and the sizes that came with the question. */
export interface FreedStudy {
  readonly study: Study;
  /** In the order in which they were given. */
  readonly given: readonly Monomial[];
}

/**
 * A study of a file, to ask what other sizes would do.
 * @param name the study; the only one of the file when undefined.
 * @param free the sizes that are to be free.
 * @param sizes expressions of the file that came with the question.
 * @param how how the caller names a study: `--study NAME`.
 * @throws WrongCall when there is no such study, size or expression.
 * @throws FileHasErrors when the study depends on an error.
 */
export async function freedStudy(
  { source, loaded, reach }: Design,
  name: string | undefined,
  free: readonly string[],
  sizes: readonly GivenSize[],
  how: string,
): Promise<FreedStudy> {
  const { study: chosen } = chosenStudy(source, name, how);
  const read = (text: string): Promise<LoadedFile> => loadFileText(text, source.file, { wording: words, reach });
  const design = await freedDesign(loaded, read, chosen.name, free, sizes).catch((error: unknown) => {
    throw error instanceof NotASizeError ? new WrongCall(words(error.reason), { cause: error }) : error;
  });
  if (!design)
    throw new FileHasErrors(`${chosen.name} cannot be predicted: correct the errors of ${source.file} first.`);
  if ('unknown' in design) {
    throw new WrongCall(
      `${design.unknown} is no size of ${chosen.name}: it depends on ${design.known.join(', ')}; name those that may be chosen.`,
    );
  }
  return design;
}
