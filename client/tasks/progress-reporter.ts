import { t } from '@vscode/l10n';
import type { Progress } from 'vscode';
import { estimatedDuration } from '../../present/numbers.js';
import type { RunEvent } from '../../validation/result.js';

/** Shows the events of a run as the progress of a notification. */
export function progressReporter(
  progress: Progress<{ message?: string; increment?: number }>,
): (event: RunEvent) => void {
  let shown = 0;
  return (event) => {
    if (event.event === 'started') progress.report({ message: t`${event.points} points on ${event.device}` });
    if (event.event === 'queue')
      progress.report({ message: t`${event.running} parts running, ${event.waiting} waiting` });
    if (event.event !== 'progress' || event.of === 0) return;
    const percent = (100 * event.done) / event.of;
    const hasNoEstimate = event.secondsLeft === undefined || event.done === event.of;
    const left = hasNoEstimate ? '' : `, ${t`about ${estimatedDuration(event.secondsLeft)} left`}`;
    progress.report({ message: `${t`${event.done} of ${event.of} points`}${left}`, increment: percent - shown });
    shown = percent;
  };
}
