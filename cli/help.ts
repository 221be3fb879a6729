import type { Command } from 'commander';

/** Adds examples to a command's help: calls, each with what it does. */
export function withExamples(command: Command, examples: readonly (readonly [call: string, what: string])[]): Command {
  const lines = examples.map(([call, what]) => `  ${call}\n      ${what}`);
  return command.addHelpText('after', `\nExamples:\n${lines.join('\n')}`);
}
