import type { Command } from 'commander';
import { withOutside } from '../file-argument.js';
import { withExamples } from '../help.js';

/** `archscale mcp`: the predictions as tools for agents, by the Model Context Protocol. */
export function addMcp(program: Command): void {
  const command = withOutside(program.command('mcp'))
    .description('serve predictions as tools to agents, by the Model Context Protocol on stdin and stdout')
    .action(async () => {
      const { serveMcp } = await import('../mcp/server.js');
      await serveMcp();
    });
  withExamples(command, [['archscale mcp', 'what docs/agents.md has an agent call']]);
}
