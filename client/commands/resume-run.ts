import { t } from '@vscode/l10n';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { tasks, Uri, window, workspace } from 'vscode';
import { filesOf, type KnownRun } from '../runs/known-run.js';
import type { RunDefinition } from '../runs/run.js';
import { scopeOf, validationTask } from '../tasks/validation-task.js';
import { mayRun } from '../trust.js';
import { runsMeant } from './chosen-runs.js';

/**
 * Continues runs in their folders, as tasks: what was measured is not measured again.
 * @param cli path of the command line's bundle
 */
export function resumeRun(cli: string) {
  return async (...meant: readonly unknown[]): Promise<void> => {
    if (!(await mayRun(t('Resuming a validation')))) return;
    for (const run of runsMeant([meant[0], meant[1]])) {
      const workspaces = (workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);
      const file = filesOf(run, workspaces).find((candidate) => existsSync(candidate));
      if (file === undefined) {
        await window.showErrorMessage(
          t`The file of ${run.study} was not found. Call archscale validate with --out ${run.folder}.`,
        );
        continue;
      }
      const scope = scopeOf(Uri.file(file));
      const task = validationTask(definitionOf(run, file), scope, cli);
      if (task) await tasks.executeTask(task);
    }
  };
}

function definitionOf({ study, level, preset, result, folder }: KnownRun, file: string): RunDefinition {
  const beside = workspace.getWorkspaceFolder(Uri.file(file))?.uri.fsPath;
  const relative = (name: string): string => (beside === undefined ? name : path.relative(beside, name));
  return {
    type: 'archscale',
    file: relative(file),
    study,
    level,
    ...((preset === 'quick' || preset === 'full') && { preset }),
    engine: result?.engine ?? 'auto',
    // A run that was measured on a cluster goes on there.
    ...(existsSync(path.join(folder, 'parts', 'job.json')) && { on: 'slurm' as const }),
    out: relative(folder),
  };
}
