import { t } from '@vscode/l10n';
import type { Sizes } from '../../protocol/diagram.js';
import type { SizesEdit } from '../../protocol/diagram.js';
import { numberText } from '../../present/numbers.js';

/** How often an edit is asked for anew when the text changes while it is being worked out. */
const attempts = 3;

/** The files that sizes are written into, as an editor has them open. */
export interface EditedFiles<Edit> {
  /** What the files have for text: the same as long as none is edited. */
  version(): string;
  /** The edit after which the text as it stands has the sizes; undefined when there is no such study. */
  ask(sizes: Sizes): Promise<(Omit<SizesEdit, 'edit'> & { readonly edit: Edit }) | undefined>;
  /**
   * Makes an edit, as one that can be undone.
   * @returns whether it was made
   */
  apply(edit: Edit): boolean | PromiseLike<boolean>;
}

/**
 * Makes sizes the reference values of the file, as one edit that can be undone. The edit is made for the text as it stands
 * now, whatever has changed since the page was drawn.
 * @returns what became of it, in a sentence
 */
export async function writeSizes<Edit>(files: EditedFiles<Edit>, study: string, sizes: Sizes): Promise<string> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const before = files.version();
    const answer = await files.ask(sizes);
    if (!answer) return t`Nothing was written: there is no study ${study} in the file at the moment.`;
    if (files.version() !== before) continue;
    const { edit, written, untied } = answer;
    if (written.length === 0) return t('The file has these sizes already.');
    if (!(await files.apply(edit))) return t('Nothing was written: VS Code refused the edit.');
    const values = written.map((name) => `${name} = ${numberText(sizes[name] ?? NaN)}`).join(', ');
    const freed = untied.length > 0 ? ` ${t`No longer tied to other sizes: ${untied.join(', ')}.`}` : '';
    return `${t`Written: ${values}.`}${freed}`;
  }
  return t('Nothing was written: the file keeps changing. Try again.');
}
