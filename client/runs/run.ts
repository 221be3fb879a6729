import path from 'node:path';
import { isLevel, type LevelName } from '../../language/syntax/words.js';
import { runFolder } from './run-folder.js';
import { slurmArguments } from './slurm.js';

/** Properties of a task of type `archscale`, as tasks.json has them. */
export interface RunDefinition {
  readonly type: 'archscale';
  /** The .arch file: absolute, or relative to the workspace folder. */
  readonly file: string;
  readonly study: string;
  readonly level?: LevelName;
  readonly preset?: 'quick' | 'full';
  /** `auto` or an engine's name. */
  readonly engine?: string;
  /** What trains at the level descent. */
  readonly optimiser?: string;
  readonly on?: 'local' | 'slurm';
  /** The run's folder, as `file`; beside the file when left out. */
  readonly out?: string;
}

/** A validation of one study: what is run and where its files lie. */
export interface Run {
  /** Absolute path of the .arch file. */
  readonly file: string;
  readonly study: string;
  readonly level: LevelName;
  readonly preset?: string;
  readonly engine?: string;
  readonly optimiser?: string;
  /** Where it is measured. */
  readonly on: 'local' | 'slurm';
  /** The run's folder: plan.json, events.jsonl, result.json, log.txt, versions.json. */
  readonly folder: string;
}

/**
 * The run that a task stands for.
 * @param workspaceFolder resolves a relative file and `${workspaceFolder}`
 * @returns undefined when the definition lacks its file or study, or holds what no program can be given
 */
export function runOf(definition: Readonly<Record<string, unknown>>, workspaceFolder: string): Run | undefined {
  const { file, study, level, preset, engine, optimiser, on, out } = definition;
  if (typeof file !== 'string' || file === '' || typeof study !== 'string' || study === '') return undefined;
  // No program can be given it.
  if ([file, study, preset, engine, optimiser, out].some((one) => typeof one === 'string' && one.includes('\0')))
    return undefined;
  // A function, because of the folder's own `$`.
  const resolved = (name: string): string =>
    path.resolve(
      workspaceFolder,
      name.replaceAll('${workspaceFolder}', () => workspaceFolder),
    );
  const absolute = resolved(file);
  const truth = isLevel(level) ? level : 'rate';
  return {
    file: absolute,
    study,
    level: truth,
    ...(typeof preset === 'string' && { preset }),
    ...(typeof engine === 'string' && { engine }),
    ...(typeof optimiser === 'string' && { optimiser }),
    on: on === 'slurm' ? 'slurm' : 'local',
    folder:
      typeof out === 'string' && out !== ''
        ? resolved(out)
        : path.join(path.dirname(absolute), runFolder(absolute, study, truth)),
  };
}

/**
 * The command line's arguments for a run.
 * @param slurm the settings `archscale.slurm.*`
 */
export function validateArguments(run: Run, slurm: Readonly<Record<string, unknown>> = {}): readonly string[] {
  return [
    ...['validate', run.file, '--study', run.study, '--level', run.level],
    ...(run.preset === undefined ? [] : ['--preset', run.preset]),
    ...(run.engine === undefined ? [] : ['--engine', run.engine]),
    ...(run.optimiser === undefined ? [] : ['--optimiser', run.optimiser]),
    ...(run.on === 'slurm' ? ['--on', 'slurm', ...slurmArguments(slurm)] : []),
    ...['--out', run.folder],
  ];
}
