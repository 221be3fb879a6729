import type { Command } from 'commander';
import { slurmKeys } from '../slurm-settings.js';

/** An option as completion needs it. */
export interface CompletedOption {
  readonly flag: string;
  readonly description: string;
  /** The values that it takes: a list, the names of a file's studies or sizes, folders, files, or none. */
  readonly values: readonly string[] | FoundValues | undefined;
}

/** Values that are looked for when somebody completes. */
export type FoundValues = 'studies' | 'sizes' | 'folders' | 'files';

export interface CompletedCommand {
  readonly name: string;
  readonly description: string;
  /** What its argument is: an .arch file, any file, or a folder. */
  readonly takes: 'arch' | 'files' | 'folders' | undefined;
  /** The values of its first argument, where they are a list. */
  readonly choices: readonly string[];
  readonly options: readonly CompletedOption[];
}

const valuesByFlag = new Map<string, FoundValues | readonly string[]>([
  ['--study', 'studies'],
  ['--free', 'sizes'],
  ['--x', 'sizes'],
  ['--y', 'sizes'],
  ['--svg', 'files'],
  ['--slurm', slurmKeys.map((key) => `${key}=`)],
]);

/** Options that mean one thing for one command and another for others. */
const valuesByCommand = new Map<string, FoundValues>([
  ['validate --out', 'folders'],
  ['calibrate --from', 'folders'],
  ['export --out', 'files'],
  ['import --out', 'files'],
  ['report --out', 'files'],
]);

const takenBy = new Map<string, CompletedCommand['takes']>([
  ['file', 'arch'],
  ['model', 'files'],
  ['run', 'folders'],
  ['folder', 'folders'],
]);

/** What can be completed, read from the commands themselves. */
export function completedCommands(program: Command): CompletedCommand[] {
  return program.commands.map((command) => ({
    name: command.name(),
    description: command.description(),
    takes: takenBy.get(command.registeredArguments[0]?.name() ?? ''),
    choices:
      command.name() === 'help'
        ? program.commands.map((one) => one.name())
        : (command.registeredArguments[0]?.argChoices ?? []),
    options: command.options.flatMap(({ long, description, argChoices }) =>
      long
        ? [
            {
              flag: long,
              description,
              values: argChoices ?? valuesByCommand.get(`${command.name()} ${long}`) ?? valuesByFlag.get(long),
            },
          ]
        : [],
    ),
  }));
}

/** A sed script that prints the names of the studies of a file. */
export const studyNames = String.raw`s/^[[:space:]]*study[[:space:]]\{1,\}\([^[:space:]{]*\).*/\1/p`;

/** A sed script that prints the names of the sizes of a file. */
export const sizeNames = String.raw`s/^[[:space:]]*scale[[:space:]]\{1,\}\([^[:space:]=~]*\).*/\1/p`;
