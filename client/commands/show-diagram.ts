import type { DiagramPages } from '../diagram/pages.js';
import type { StudyRequests } from '../requests.js';
import { chosenStudy } from './chosen-study.js';

/** The command "Show Phase Diagram": where each pattern of a study wins, beside the editor. */
export function showDiagram(requests: StudyRequests, pages: DiagramPages) {
  return async (uri?: unknown, study?: unknown): Promise<void> => {
    const chosen = await chosenStudy(requests, 'draw its phase diagram', uri, study);
    if (chosen) pages.show({ uri: chosen.uri.toString(), study: chosen.study });
  };
}
