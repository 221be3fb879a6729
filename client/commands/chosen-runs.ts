import path from 'node:path';
import { type QuickPickItem, window } from 'vscode';
import type { KnownRun } from '../runs/known-run.js';
import { stateText } from '../runs-view/wording.js';

/** What a command of the side bar gets: the run that was clicked, and all that are selected. */
export type RunArguments = readonly [clicked?: unknown, selected?: unknown];

interface RunChoice extends QuickPickItem {
  readonly run: KnownRun;
}

/** The runs that a command is about: all selected ones when the clicked one is among them. */
export function runsMeant([clicked, selected]: RunArguments): KnownRun[] {
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
export async function pickRun(runs: readonly KnownRun[], placeHolder: string): Promise<KnownRun | undefined> {
  const picked = await window.showQuickPick(runs.map(choice), { placeHolder, matchOnDetail: true });
  return picked?.run;
}

/** Lets the user pick some of some runs. */
export async function pickRuns(runs: readonly KnownRun[], placeHolder: string): Promise<readonly KnownRun[]> {
  const picked = await window.showQuickPick(runs.map(choice), { placeHolder, matchOnDetail: true, canPickMany: true });
  return (picked ?? []).map(({ run }) => run);
}

const choice = (run: KnownRun): RunChoice => ({
  label: `${run.study} (${run.level})`,
  description: stateText(run),
  detail: path.join(path.basename(path.dirname(run.folder)), path.basename(run.folder)),
  run,
});
