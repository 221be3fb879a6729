import path from 'node:path';
import { readOwnText, statusOfOwnFile } from '../../language/files/run-files.js';
import { isLevel, type LevelName } from '../../language/syntax/words.js';
import type { ValidationResult } from '../../validation/result.js';
import { ownerOf, type Owner } from './owner.js';
import { readResult, resultFile } from './result-file.js';
import { runsFolderName } from './run-folder.js';

/** How a run stands: `stopped` is one whose process ended without saying so. */
export type RunState = 'running' | 'finished' | 'interrupted' | 'failed' | 'stopped';

/** A run that lies on the disk, whoever started it. */
export interface KnownRun {
  readonly folder: string;
  readonly study: string;
  readonly level: LevelName;
  readonly preset: string | undefined;
  /** Points of the plan, as far as it can be read. */
  readonly planned: number;
  readonly state: RunState;
  readonly owner: Owner | undefined;
  /** Undefined until the first is written. */
  readonly result: ValidationResult | undefined;
  /** When it was last changed, in milliseconds. */
  readonly time: number;
}

/** The parts of a plan that are shown; plans are files, which are not trusted. */
interface PlanParts {
  readonly study?: unknown;
  readonly level?: unknown;
  readonly preset?: unknown;
  readonly points?: unknown;
}

/** Reads runs, and reads again only those whose files have changed. */
export class RunReader {
  private readonly read = new Map<
    string,
    { readonly stamp: string; readonly plan: PlanParts; readonly result: ValidationResult | undefined }
  >();

  /** The run in a folder; undefined when there is none that can be read. */
  async runIn(folder: string): Promise<KnownRun | undefined> {
    const files = [path.join(folder, 'plan.json'), resultFile(folder)];
    const versions = await Promise.all(files.map(versionOf));
    const stamp = versions.map(({ stamp }) => stamp).join(' ');
    let known = this.read.get(folder);
    if (known?.stamp !== stamp) {
      // While its file is being replaced a result that was seen stays.
      const result = (await readResult(folder)) ?? known?.result;
      const plan = (await readPlan(files[0] ?? '')) ?? (result && { ...result.plan, study: result.study });
      if (!plan) return undefined;
      known = { stamp, plan, result };
      this.read.set(folder, known);
    }
    const { plan, result } = known;
    const owner = await ownerOf(folder);
    return {
      folder,
      study: typeof plan.study === 'string' ? plan.study : path.basename(folder),
      level: isLevel(plan.level) ? plan.level : 'rate',
      preset: typeof plan.preset === 'string' ? plan.preset : undefined,
      planned: Array.isArray(plan.points) ? plan.points.length : 0,
      state: stateOf(result, owner),
      owner,
      result,
      time: Math.max(...versions.map(({ time }) => time)),
    };
  }
}

function stateOf(result: ValidationResult | undefined, owner: Owner | undefined): RunState {
  if (owner) return 'running';
  if (!result || result.status === 'running') return 'stopped';
  return result.status;
}

/** What tells a file from one that took its place, also within one tick of the clock, or when the clock was put back. */
async function versionOf(file: string): Promise<{ readonly time: number; readonly stamp: string }> {
  const status = await statusOfOwnFile(file);
  if (!status) return { time: 0, stamp: 'none' };
  const { mtimeMs, size, ino } = status;
  return { time: mtimeMs, stamp: `${mtimeMs}:${size}:${ino}` };
}

async function readPlan(file: string): Promise<PlanParts | undefined> {
  try {
    const plan: unknown = JSON.parse(await readOwnText(file));
    return typeof plan === 'object' && plan !== null ? plan : undefined;
  } catch {
    return undefined;
  }
}

/** Where the .arch file of a run may be, the likeliest first. @param workspaces folders that are open */
export function filesOf({ folder, result }: KnownRun, workspaces: readonly string[]): string[] {
  const named = result?.file;
  const [runs, parent] = [path.dirname(folder), path.dirname(path.dirname(folder))];
  const beside =
    path.basename(parent) === runsFolderName ? [path.join(path.dirname(parent), `${path.basename(runs)}.arch`)] : [];
  if (named === undefined) return beside;
  return path.isAbsolute(named) ? [named, ...beside] : [...beside, ...workspaces.map((root) => path.join(root, named))];
}
