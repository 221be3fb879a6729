import { t } from '@vscode/l10n';
import { ProgressLocation, type QuickPickItem, Uri, window } from 'vscode';
import type { DataAnswer } from '../../protocol/data.js';
import type { StudyRequests } from '../requests.js';
import { bytesOf, saveAs } from '../results/save.js';

/** What a data file may end in. */
const endings = ['csv', 'tsv', 'txt', 'npy', 'npz'];

/** The command "Describe Data File": an .arch file with what a data file holds, for a label that the user picks. */
export function describeData(requests: StudyRequests) {
  return async (given?: unknown): Promise<void> => {
    const file = given instanceof Uri ? given : await chosenFile();
    if (!file) return;
    const uri = file.toString();
    const first = await described(requests.describeData({ uri }));
    if (!first) return;
    const columns = first.columns.map((label): QuickPickItem => ({ label }));
    const picked = await window.showQuickPick(columns, { placeHolder: t('Which column holds the labels?') });
    if (!picked) return;
    const folder = Uri.joinPath(file, '..');
    const name = `${file.path.replace(/^.*\//, '').replace(/\.\w+$/, '')}.arch`;
    const out = Uri.joinPath(folder, name).toString();
    const answer = await described(requests.describeData({ uri, label: picked.label, out }));
    const saved = answer && (await saveAs(folder, name, t('Archscale file'), bytesOf(answer.file)));
    if (saved) await window.showTextDocument(saved);
  };
}

async function chosenFile(): Promise<Uri | undefined> {
  const files = await window.showOpenDialog({
    filters: { [t('Data files')]: endings },
    title: t('Describe a data file'),
  });
  return files?.[0];
}

/** The answer, or a message where there is none. */
async function described(
  asked: Promise<DataAnswer | undefined>,
): Promise<Extract<DataAnswer, { kind: 'described' }> | undefined> {
  const answer = await window.withProgress(
    { location: ProgressLocation.Window, title: t('Archscale: measuring a data file') },
    () => asked,
  );
  if (answer?.kind === 'described') return answer;
  await window.showErrorMessage(
    answer?.reason ?? t('The data file could not be measured. The log of the language server has the reason.'),
  );
  return undefined;
}
