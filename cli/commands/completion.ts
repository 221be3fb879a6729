import { Argument, type Command } from 'commander';
import { bashCompletion } from '../completion/bash.js';
import { fishCompletion } from '../completion/fish.js';
import { zshCompletion } from '../completion/zsh.js';
import { withExamples } from '../help.js';

const scripts = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } as const;
type Shell = keyof typeof scripts;

/** `archscale completion SHELL`: a script that completes commands, options, their values, files and study names. */
export function addCompletion(program: Command): void {
  const command = program
    .command('completion')
    .description('print a completion script for a shell')
    .addArgument(new Argument('<shell>', 'the shell').choices(Object.keys(scripts)))
    .action((shell: Shell) => {
      process.stdout.write(scripts[shell](program));
    });
  withExamples(command, [
    ['source <(archscale completion bash)', 'complete in this bash; put the line into ~/.bashrc to keep it'],
    ['source <(archscale completion zsh)', 'the same for zsh, in ~/.zshrc'],
    ['archscale completion fish > ~/.config/fish/completions/archscale.fish', 'complete in every fish'],
  ]);
}
