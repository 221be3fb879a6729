import { t } from '@vscode/l10n';
import type { Pages } from '../pages/pages.js';
import type { Subject } from '../pages/subject.js';
import type { StudyRequests } from '../requests.js';
import { chosenStudy } from './chosen-study.js';

/** The command "Show Learning Curve": what is learned from how many samples, beside the editor. */
export function showCurve(requests: StudyRequests, pages: Pages<Subject>) {
  return async (uri?: unknown, study?: unknown): Promise<void> => {
    const chosen = await chosenStudy(requests, t('show its learning curve'), uri, study);
    if (chosen) await pages.show({ uri: chosen.uri.toString(), study: chosen.study });
  };
}
