import { t } from '@vscode/l10n';
import type { Pages } from '../pages/pages.js';
import type { Subject } from '../pages/subject.js';
import type { StudyRequests } from '../requests.js';
import { chosenStudy } from './chosen-study.js';

/** The command "Show Network": the layers of a study's network as a picture beside the editor. */
export function showNetwork(requests: StudyRequests, pages: Pages<Subject>) {
  return async (uri?: unknown, study?: unknown): Promise<void> => {
    const chosen = await chosenStudy(requests, t('draw its network'), uri, study);
    if (chosen) await pages.show({ uri: chosen.uri.toString(), study: chosen.study });
  };
}
