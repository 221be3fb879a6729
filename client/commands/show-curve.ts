import type { CurvePages } from '../curve/pages.js';
import type { StudyRequests } from '../requests.js';
import { chosenStudy } from './chosen-study.js';

/** The command "Show Learning Curve": what is learned from how many samples, beside the editor. */
export function showCurve(requests: StudyRequests, pages: CurvePages) {
  return async (uri?: unknown, study?: unknown): Promise<void> => {
    const chosen = await chosenStudy(requests, 'show its learning curve', uri, study);
    if (chosen) pages.show({ uri: chosen.uri.toString(), study: chosen.study });
  };
}
