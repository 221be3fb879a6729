import { t } from '@vscode/l10n';
import type { Pages } from '../pages/pages.js';
import type { Subject } from '../pages/subject.js';
import type { StudyRequests } from '../requests.js';
import { chosenStudy } from './chosen-study.js';

/** The command "Explain Prediction": the derivation of a study's prediction beside the editor. */
export function explainPrediction(requests: StudyRequests, pages: Pages<Subject>) {
  return async (uri?: unknown, study?: unknown): Promise<void> => {
    const chosen = await chosenStudy(requests, t('explain its prediction'), uri, study);
    if (chosen) await pages.show({ uri: chosen.uri.toString(), study: chosen.study });
  };
}
