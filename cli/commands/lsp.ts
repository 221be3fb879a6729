import type { Command } from 'commander';
import { withExamples } from '../help.js';

/** `archscale lsp --stdio`: the language server for any editor that speaks LSP. */
export function addLsp(program: Command): void {
  const command = program
    .command('lsp')
    .description('run the language server on stdin and stdout, for any editor')
    .requiredOption('--stdio', 'speak LSP on stdin and stdout')
    .option('--clientProcessId <number>', 'end when the process of this number does')
    .action(async () => {
      // The library of the connection reads --clientProcessId from the command line itself.
      const { startServer } = await import('../../server/start.js');
      startServer();
    });
  withExamples(command, [['archscale lsp --stdio', 'what docs/editors.md has Neovim and Helix call']]);
}
