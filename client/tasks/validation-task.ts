import path from 'node:path';
import type { Uri } from 'vscode';
import {
  ProcessExecution,
  Task,
  TaskPanelKind,
  TaskRevealKind,
  TaskScope,
  type WorkspaceFolder,
  workspace,
} from 'vscode';
import type { StudySummary } from '../../protocol/studies.js';
import { childEnvironment, editorTexts } from '../child-environment.js';
import { endingFile } from './run-ending.js';
import { type Run, type RunDefinition, runOf, validateArguments } from '../runs/run.js';

/** The name that tasks of this extension go by. */
export const taskSource = 'archscale';

/** The run of a task of type `archscale`; undefined for other tasks and incomplete ones. */
export function runOfTask(task: Task): Run | undefined {
  if (task.definition.type !== 'archscale') return undefined;
  return runOf(task.definition, folderOf(task.scope)?.uri.fsPath ?? '');
}

/** The definition of a run of a file, as tasks.json would have it: by the study's validate block, else by the settings. */
export function definitionFor(
  file: Uri,
  { name, validation }: Pick<StudySummary, 'name' | 'validation'>,
): RunDefinition {
  const folder = workspace.getWorkspaceFolder(file);
  const settings = workspace.getConfiguration('archscale.validation', file);
  return {
    type: 'archscale',
    file: folder ? path.relative(folder.uri.fsPath, file.fsPath) : file.fsPath,
    study: name,
    level: validation?.level ?? 'rate',
    preset: validation?.preset ?? settings.get('preset', 'quick'),
    engine: validation?.engine ?? settings.get('engine', 'auto'),
    ...(settings.get('on') === 'slurm' && { on: 'slurm' as const }),
  };
}

/**
 * The task that runs a definition: the bundled command line, in a process of its own, with VS Code's own Node.
 * @param cli path of the command line's bundle
 * @returns undefined when the definition lacks its file or study
 */
export function validationTask(definition: RunDefinition, scope: Task['scope'], cli: string): Task | undefined {
  const run = runOf({ ...definition }, folderOf(scope)?.uri.fsPath ?? '');
  if (!run) return undefined;
  const slurm = workspace.getConfiguration('archscale').get<Record<string, unknown>>('slurm', {});
  const task = new Task(
    definition,
    scope ?? TaskScope.Global,
    `validate ${run.study} (${run.level})`,
    taskSource,
    new ProcessExecution(process.execPath, [cli, ...validateArguments(run, slurm)], {
      cwd: path.dirname(run.file),
      env: { ...childEnvironment(), ...editorTexts(), ...endingFile() },
    }),
    '$archscale',
  );
  task.detail = path.basename(run.file);
  // Its terminal never opens over the page: a notification says why it failed.
  task.presentationOptions = { reveal: TaskRevealKind.Never, panel: TaskPanelKind.Dedicated, clear: true };
  return task;
}

/** Where a file's task belongs: its workspace folder, or none. */
export function scopeOf(file: Uri): WorkspaceFolder | TaskScope {
  return workspace.getWorkspaceFolder(file) ?? TaskScope.Global;
}

function folderOf(scope: Task['scope']): WorkspaceFolder | undefined {
  if (typeof scope === 'object') return scope;
  return workspace.workspaceFolders?.[0];
}
