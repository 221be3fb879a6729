import type { Command } from 'commander';

/** An option as completion needs it. */
export interface CompletedOption {
  readonly flag: string;
  readonly description: string;
  /** The values that it takes: a list, the names of a file's studies, folders, or none. */
  readonly values: readonly string[] | 'studies' | 'folders' | undefined;
}

export interface CompletedCommand {
  readonly name: string;
  readonly description: string;
  readonly takesFile: boolean;
  /** The values of its first argument, where they are a list. */
  readonly choices: readonly string[];
  readonly options: readonly CompletedOption[];
}

const valuesByFlag = new Map<string, 'studies' | 'folders'>([
  ['--study', 'studies'],
  ['--out', 'folders'],
]);

/** What can be completed, read from the commands themselves. */
export function completedCommands(program: Command): CompletedCommand[] {
  return program.commands.map((command) => ({
    name: command.name(),
    description: command.description(),
    takesFile: command.registeredArguments.some((argument) => argument.name() === 'file'),
    choices: command.registeredArguments[0]?.argChoices ?? [],
    options: command.options.flatMap(({ long, description, argChoices }) =>
      long ? [{ flag: long, description, values: argChoices ?? valuesByFlag.get(long) }] : [],
    ),
  }));
}

/** A sed script that prints the names of the studies of a file. */
export const studyNames = String.raw`s/^[[:space:]]*study[[:space:]]\{1,\}\([^[:space:]{]*\).*/\1/p`;
