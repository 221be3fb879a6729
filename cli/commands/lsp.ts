import type { Command } from 'commander';
import { withOutside } from '../file-argument.js';
import { withExamples } from '../help.js';

/** `archscale lsp --stdio`: the language server for any editor that speaks LSP. */
export function addLsp(program: Command): void {
  const command = withOutside(program.command('lsp'))
    .description('run the language server on stdin and stdout, for any editor')
    .requiredOption('--stdio', 'speak LSP on stdin and stdout')
    .option('--clientProcessId <number>', 'end when the process of this number does')
    .action(async ({ allowOutside = false }: { readonly allowOutside?: boolean }) => {
      // The library of the connection reads --clientProcessId from the command line itself.
      const { startServer } = await import('../../server/start.js');
      startServer({ allowsOutside: allowOutside });
    });
  withExamples(command, [['archscale lsp --stdio', 'what docs/editors.md has Neovim and Helix call']]);
}
