import { t } from '@vscode/l10n';
import type { Pages } from '../pages/pages.js';
import type { Subject } from '../pages/subject.js';
import type { StudyRequests } from '../requests.js';
import { chosenStudy } from './chosen-study.js';

/** The command "Show Phase Diagram": where each pattern of a study wins, beside the editor. */
export function showDiagram(requests: StudyRequests, pages: Pages<Subject>) {
  return async (uri?: unknown, study?: unknown): Promise<void> => {
    const chosen = await chosenStudy(requests, t('draw its phase diagram'), uri, study);
    if (chosen) await pages.show({ uri: chosen.uri.toString(), study: chosen.study });
  };
}
