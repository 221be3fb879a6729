import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** With ARCHSCALE_TOOLS=required, tests that need an editor fail without it instead of being skipped. */
const required = process.env.ARCHSCALE_TOOLS === 'required';

function works(program: string, args: readonly string[]): boolean {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}

const foundNeovim = ['nvim'].find((name) => works(name, ['--version']));
const foundEmacs = ['emacs'].find((name) =>
  works(name, ['--batch', '--eval', "(progn (package-initialize) (require 'eglot))"]),
);
const ale = '/usr/share/vim/vimfiles/pack/dist-bundle/opt/ale';
const foundVim = ['vim'].find((name) => existsSync(ale) && works(name, ['--version']));

/** Neovim (Debian: neovim). */
export const neovim = foundNeovim ?? (required ? 'nvim' : undefined);

/** Emacs with eglot (Debian: emacs-nox, elpa-eglot). */
export const emacs = foundEmacs ?? (required ? 'emacs' : undefined);

/** Vim with ALE (Debian: vim-nox, vim-ale). */
export const vim = foundVim ?? (required ? 'vim' : undefined);

for (const [name, program] of Object.entries({ neovim, emacs, vim }))
  if (!program) process.stderr.write(`The tests in a real ${name} are skipped: it is not installed.\n`);
