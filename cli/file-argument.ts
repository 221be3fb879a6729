import { Option, type Command } from 'commander';
import { allowOutside } from './reach.js';

/** What a command takes in the place of a file to read its text from standard input. */
export const standardInput = '-';

/** Adds the argument of a command that reads a file of the language, and what it may read besides. */
export function withFile(
  command: Command,
  name = '<file>',
  description = 'an .arch file; - for standard input',
): Command {
  return withOutside(command.argument(name, description));
}

/** Adds the option that lets imports and data lie outside of the folders that are read. */
export function withOutside(command: Command): Command {
  return command
    .addOption(new Option('--allow-outside', 'let imports and data lie outside of the project'))
    .hook('preAction', (called) => {
      if (called.opts<{ readonly allowOutside?: true }>().allowOutside) allowOutside();
    });
}
