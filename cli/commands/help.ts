import type { Command } from 'commander';
import { withExamples } from '../help.js';

/** `archscale help COMMAND`: what `archscale COMMAND --help` shows; Commander's own shows all commands for one that is not there. */
export function addHelp(program: Command): void {
  program.helpCommand(false);
  const command = program
    .command('help')
    .description('show what a command does, or all commands')
    .argument('[command]', 'the command')
    .action((name: string | undefined) => {
      const asked = name === undefined ? program : program.commands.find((one) => one.name() === name);
      if (!asked) program.error(`error: unknown command '${name ?? ''}'`, { code: 'commander.unknownCommand' });
      else asked.outputHelp();
    });
  withExamples(command, [['archscale help predict', 'the options of predict, with examples']]);
}
