import { t } from '@vscode/l10n';
import { titleOf } from '../../present/diagram/wording.js';
import type { Pictured } from './chosen.js';

/** What an answer shows, as a title. */
export function titleFor(study: string, answer: Pictured): string {
  return answer.kind === 'diagram' ? titleOf(answer.scene) : t`${study}: energy against ${answer.plot.variable}`;
}
