import type { Command } from 'commander';
import { bashCompletion } from './bash.js';

/** The completion script for zsh, which runs bash's by its own compatibility layer. */
export function zshCompletion(program: Command): string {
  return `autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n${bashCompletion(program)}`;
}
