import { t } from '@vscode/l10n';
import type { ImportMessages } from '../../language/messages.js';
import type { WordsOf } from './words-of.js';

/** Of imports, names and the gaps that an import of a model leaves. */
export const importWords: WordsOf<ImportMessages> = {
  'import-not-arch': ({ extension }) => t`An import names an ${extension} file, as in import "./common${extension}".`,
  'import-utf16': ({ path }) => t`${path} is encoded as UTF-16: save it as UTF-8.`,
  'import-not-readable': ({ path }) =>
    t`${path} is there and cannot be read: import a regular file, no folder or pipe, that you may read.`,
  'import-missing': ({ path }) => t`${path} cannot be read: write the path of an existing file, relative to this one.`,
  'import-itself': () => t('A file cannot import itself: remove this import.'),
  'import-back': ({ path }) =>
    t`${path} imports this file back: move what both need into a third file and import that.`,
  'import-refused': ({ path }) =>
    t`${path} lies outside the folders that are read: copy it into the project, or allow files outside (allowOutside).`,
  'import-other-machine': ({ path }) => t`${path} lies on another machine: copy it into the project.`,
  'outside-file-error': () => t('There is an error here, in a file outside the folders that are read.'),
  'import-outside': ({ path }) =>
    t`${path} lies outside the workspace: copy it into the workspace, or open the folder that holds both.`,
  'import-ambiguous': ({ file, sort, name }) =>
    t`${file} declares a ${sort} called ${name}, and another imported file does too: give one of them another name.`,
  'name-imported-too': ({ file, sort, name }) =>
    t`The imported ${file} declares a ${sort} called ${name} too: give one of them another name.`,
  'name-taken': ({ sort, name }) => t`There is a ${sort} called ${name} above: give one of them another name.`,
  'gap-in-import': ({ comment, others, isPredicted }) =>
    [
      comment,
      ...(others > 0 ? [t`The same reason stands at ${others} other places below.`] : []),
      ...(isPredicted ? [t('What is predicted is for the network without it.')] : []),
    ].join(' '),
  'partial-import': ({ comment }) =>
    t`This study rests on a partial import: ${comment} Its prediction is for the network of this file, not for the model.`,
};
