import { t } from '@vscode/l10n';
import { type CancellationToken, ProgressLocation, type TaskExecution, tasks, window } from 'vscode';
import { RunEvents } from '../runs/events.js';
import type { Run } from '../runs/run.js';
import { progressReporter } from './progress-reporter.js';

/**
 * Shows a run's progress as a notification until its process ends; cancelling it terminates the task.
 * @returns the exit code, or undefined when it was terminated
 */
export function showProgress(execution: TaskExecution, run: Run): Thenable<number | undefined> {
  return window.withProgress(
    { location: ProgressLocation.Notification, title: t`Validating ${run.study}`, cancellable: true },
    async (progress, token) => {
      const ended = processEnd(execution, token);
      const stop = await RunEvents.follow(run.folder, progressReporter(progress));
      try {
        return await ended;
      } finally {
        stop();
      }
    },
  );
}

function processEnd(execution: TaskExecution, token: CancellationToken): Promise<number | undefined> {
  let processId: number | undefined;
  return new Promise((resolve) => {
    const done = (code: number | undefined) => {
      for (const listener of listeners) listener.dispose();
      resolve(code);
    };
    const listeners = [
      tasks.onDidEndTaskProcess((event) => {
        if (event.execution === execution) done(event.exitCode);
      }),
      // A task that never became a process has no process end.
      tasks.onDidEndTask((event) => {
        if (event.execution === execution) setTimeout(() => done(undefined), 500);
      }),
      tasks.onDidStartTaskProcess((event) => {
        if (event.execution === execution) processId = event.processId;
      }),
      token.onCancellationRequested(() => interrupt(execution, processId)),
    ];
  });
}

/** Asks the process to end, which keeps its points. VS Code's own way waits for seconds while there is output. */
function interrupt(execution: TaskExecution, processId: number | undefined): void {
  try {
    if (processId === undefined) execution.terminate();
    else process.kill(processId, 'SIGTERM');
  } catch {
    execution.terminate();
  }
}
