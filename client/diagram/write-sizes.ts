import { t } from '@vscode/l10n';
import { Uri, workspace } from 'vscode';
import type { Sizes } from '../../server/diagram/messages.js';
import type { StudyRequests } from '../requests.js';
import type { Subject } from '../pages/subject.js';

/** How often an edit is asked for anew when the text changes while it is being worked out. */
const attempts = 3;

/**
 * Makes sizes the reference values of the file, as one edit that can be undone. The edit is made for the text as it stands
 * now, whatever has changed since the page was drawn.
 * @returns what became of it, in a sentence
 */
export async function writeSizes(requests: StudyRequests, { uri, study }: Subject, sizes: Sizes): Promise<string> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    await workspace.openTextDocument(Uri.parse(uri));
    const before = versions();
    const answer = await requests.setSizes(uri, study, sizes);
    if (!answer) return t`Nothing was written: there is no study ${study} in the file at the moment.`;
    if (versions() !== before) continue;
    const { edit, written, untied } = answer;
    if (written.length === 0) return t('The file has these sizes already.');
    if (!(await workspace.applyEdit(edit))) return t('Nothing was written: VS Code refused the edit.');
    const values = written.map((name) => `${name} = ${Number(sizes[name]?.toPrecision(6))}`).join(', ');
    const freed = untied.length > 0 ? ` ${t`No longer tied to other sizes: ${untied.join(', ')}.`}` : '';
    return `${t`Written: ${values}.`}${freed}`;
  }
  return t('Nothing was written: the file keeps changing. Try again.');
}

/** What the open files of the language have for text: the same as long as none is edited. */
function versions(): string {
  const open = workspace.textDocuments.filter(({ languageId }) => languageId === 'arch');
  return open.map(({ uri, version }) => `${uri.toString()} ${version}`).join('\n');
}
