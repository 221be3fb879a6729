import { t } from '@vscode/l10n';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { type QuickPickItem, Uri, commands, tasks, window, workspace } from 'vscode';
import type { Pages } from '../pages/pages.js';
import type { Folders } from '../results/page.js';
import type { RunsView } from '../runs-view/view.js';
import { stateText } from '../runs-view/wording.js';
import { type KnownRun, RunReader, filesOf } from '../runs/known-run.js';
import type { RunDefinition } from '../runs/run.js';
import { scopeOf, validationTask } from '../tasks/validation-task.js';
import { mayRun } from '../trust.js';

/** What a command of the side bar gets: the run that was clicked, and all that are selected. */
type RunArguments = readonly [clicked?: unknown, selected?: unknown];

interface RunChoice extends QuickPickItem {
  readonly run: KnownRun;
}

/** The runs that a command is about: all selected ones when the clicked one is among them. */
function runsMeant([clicked, selected]: RunArguments): KnownRun[] {
  const [run] = runsIn(clicked);
  const several = Array.isArray(selected) ? selected.flatMap(runsIn) : [];
  if (!run) return several;
  return several.some(({ folder }) => folder === run.folder) ? several : [run];
}

function runsIn(node: unknown): KnownRun[] {
  const { kind, run } = (node ?? {}) as { readonly kind?: unknown; readonly run?: KnownRun };
  return kind === 'run' && run ? [run] : [];
}

/** Lets the user pick one of some runs. */
async function pickRun(runs: readonly KnownRun[], placeHolder: string): Promise<KnownRun | undefined> {
  const picked = await window.showQuickPick(runs.map(choice), { placeHolder, matchOnDetail: true });
  return picked?.run;
}

/** Lets the user pick some of some runs. */
async function pickRuns(runs: readonly KnownRun[], placeHolder: string): Promise<readonly KnownRun[]> {
  const picked = await window.showQuickPick(runs.map(choice), { placeHolder, matchOnDetail: true, canPickMany: true });
  return (picked ?? []).map(({ run }) => run);
}

const choice = (run: KnownRun): RunChoice => ({
  label: `${run.study} (${run.level})`,
  description: stateText(run),
  detail: path.join(path.basename(path.dirname(run.folder)), path.basename(run.folder)),
  run,
});

/** Opens the results page of each run that is meant. */
export function openRun(pages: Pages<Folders>) {
  return async (...meant: readonly unknown[]): Promise<void> => {
    for (const { folder } of runsMeant([meant[0], meant[1]]))
      await pages.show([Uri.file(folder)], { preserveFocus: true });
  };
}

/** Shows a run's folder: in the explorer when it is in the workspace, else in the system's file manager. */
export async function revealRun(...meant: readonly unknown[]): Promise<void> {
  const [run] = runsMeant([meant[0], undefined]);
  if (!run) return;
  const folder = Uri.file(run.folder);
  const isInWorkspace = workspace.getWorkspaceFolder(folder) !== undefined;
  await commands.executeCommand(isInWorkspace ? 'revealInExplorer' : 'revealFileInOS', folder);
}

/** The runs that a command is about, which a page names by the address of their folder. */
async function runsFor([clicked, selected]: readonly unknown[]): Promise<KnownRun[]> {
  if (typeof clicked !== 'string') return runsMeant([clicked, selected]);
  const run = await new RunReader().runIn(Uri.parse(clicked).fsPath);
  return run ? [run] : [];
}

/** Asks the processes of runs to end, which keeps their points. */
export async function cancelRun(...meant: readonly unknown[]): Promise<void> {
  for (const { study, owner } of await runsFor(meant)) {
    if (!owner) continue;
    if (!owner.isHere) {
      await window.showInformationMessage(
        t`The run of ${study} is on ${owner.host}: stop process ${owner.process} there.`,
      );
      continue;
    }
    try {
      process.kill(owner.process, 'SIGTERM');
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      await window.showErrorMessage(t`The run of ${study} was not stopped: ${reason}.`);
    }
  }
}

/**
 * Continues runs in their folders, as tasks: what was measured is not measured again.
 * @param cli path of the command line's bundle
 */
export function resumeRun(cli: string) {
  return async (...meant: readonly unknown[]): Promise<void> => {
    if (!(await mayRun(t('Resuming a validation')))) return;
    for (const run of await runsFor(meant)) {
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

/** Moves runs to the trash, once the user has agreed. */
export function deleteRuns(view: RunsView) {
  return async (...meant: readonly unknown[]): Promise<void> => {
    const runs = runsMeant([meant[0], meant[1]]);
    const live = runs.find(({ owner }) => owner);
    if (live) {
      await window.showInformationMessage(t`The run of ${live.study} goes on: cancel it before it is deleted.`);
      return;
    }
    const [first, ...others] = runs;
    if (!first) return;
    const question =
      others.length > 0
        ? t`Delete these ${runs.length} runs, with all points?`
        : t`Delete the run of ${first.study} (${first.level}), with all points?`;
    const remove = t('Move to Trash');
    const detail = runs.map(({ folder }) => folder).join('\n');
    const answer = await window.showWarningMessage(question, { modal: true, detail }, remove);
    if (answer !== remove) return;
    for (const run of runs) await moveToTrash(run);
    await view.search();
  };
}

async function moveToTrash({ folder }: KnownRun): Promise<void> {
  const uri = Uri.file(folder);
  try {
    await workspace.fs.delete(uri, { recursive: true, useTrash: true });
  } catch {
    // Remote file systems have no trash.
    const forGood = t('Delete Permanently');
    const question = t`${folder} cannot be moved to the trash.`;
    const answer = await window.showWarningMessage(question, { modal: true }, forGood);
    if (answer !== forGood) return;
    try {
      await workspace.fs.delete(uri, { recursive: true, useTrash: false });
    } catch (error) {
      await window.showErrorMessage(
        t`${folder} was not deleted: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }
}

/** The command "Compare Runs": several results over each other; asks for others while there are fewer than two. */
export function compareRuns(pages: Pages<Folders>, view: RunsView) {
  return async (...meant: readonly unknown[]): Promise<void> => {
    const chosen = runsMeant([meant[0], meant[1]]);
    const [first, second] = chosen;
    if (second) return pages.show(foldersOf(chosen));
    await view.search();
    const others = view.known.filter(({ result, folder }) => result && folder !== first?.folder);
    if (others.length < (first ? 1 : 2)) {
      await window.showInformationMessage(t('There is no other run to compare with. Validate another study first.'));
      return;
    }
    if (first) {
      const other = await pickRun(others, t`Which run, to compare ${first.study} (${first.level}) with?`);
      if (other) await pages.show(foldersOf([first, other]));
      return;
    }
    const picked = await pickRuns(others, t('Which runs, to compare them? Pick two or more'));
    if (picked.length > 0) await pages.show(foldersOf(picked));
  };
}

const foldersOf = (runs: readonly KnownRun[]): Uri[] => runs.map(({ folder }) => Uri.file(folder));

/** The folder of the run that a report is about: the one that was clicked, else the one that the user picks. */
export async function reportedRun(view: RunsView, meant: readonly unknown[]): Promise<Uri | undefined> {
  const [run] = runsMeant([meant[0], undefined]);
  if (run) return Uri.file(run.folder);
  await view.search();
  const finished = view.known.filter(({ result }) => result);
  if (finished.length === 0) {
    await window.showInformationMessage(t('There are no results yet. "Archscale: Validate Study" makes some.'));
    return undefined;
  }
  const picked = await pickRun(finished, t('Which run, to report it?'));
  return picked && Uri.file(picked.folder);
}
