import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { built } from '../run/built.js';
import { emacs, neovim, vim } from '../run/editors.js';

const docs = readFileSync(new URL('../../docs/editors.md', import.meta.url), 'utf8');

/** The configuration in a section of docs/editors.md, as it stands there. */
function configuration(section: string, language: string): string {
  const [, body = ''] = docs.split(`\n## ${section}`);
  const found = new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 's').exec(body)?.[1];
  if (found === undefined) throw new Error(`docs/editors.md has no ${language} under ${section}.`);
  return found;
}

const common = 'scale d = 64\n';
const text = `import "./common.arch"

network   Net {
  input gaussian(d)
  dense h (width: d, activation: erf)
  output linear
}
target cubic = he(3)
study S {
  network: Net
  target: cubic
}
`;

interface Session {
  readonly folder: string;
  /** The path of what the editor writes. */
  readonly out: string;
  readonly environment: NodeJS.ProcessEnv;
}

/** A folder with files and no repository, as a home of its own, and `archscale` on the path. */
function session(files: Readonly<Record<string, string>>): Session {
  const folder = mkdtempSync(join(tmpdir(), 'archscale-editors-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const part of ['bin', 'sub', 'home']) mkdirSync(join(folder, part));
  for (const [name, own] of Object.entries(files)) writeFileSync(join(folder, name), own);
  const command = join(folder, 'bin', 'archscale');
  writeFileSync(command, `#!/bin/sh\nexec "${process.execPath}" "${built('cli.cjs')}" "$@"\n`);
  chmodSync(command, 0o755);
  const out = join(folder, 'out.json');
  const PATH = [join(folder, 'bin'), process.env.PATH].join(delimiter);
  const home = join(folder, 'home');
  return { folder, out, environment: { ...process.env, PATH, OUT: out, HOME: home, XDG_CONFIG_HOME: home } };
}

/** Runs an editor, and reads what it wrote. */
function run(
  { folder, out, environment }: Session,
  program: string,
  args: readonly string[],
  more: NodeJS.ProcessEnv = {},
): unknown {
  const env = { ...environment, ...more };
  const { stdout, stderr } = spawnSync(program, args, {
    cwd: folder,
    env,
    encoding: 'utf8',
    timeout: 120_000,
    input: '',
  });
  if (!existsSync(out)) throw new Error(`${program} wrote nothing: ${stdout}${stderr}`);
  return JSON.parse(readFileSync(out, 'utf8'));
}

const script = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const files = { 'a.arch': text, 'common.arch': common, 'sub/b.arch': 'import "../common.arch"\nscale N ~ d\n' };
const renamed = text
  .replace('network   Net', 'network Net')
  .replace('gaussian(d)', 'gaussian(dim)')
  .replace('width: d', 'width: dim');

describe.skipIf(!neovim)('Neovim with the configuration of docs/editors.md', () => {
  const version = Number(
    /v0\.(\d+)/.exec(spawnSync(neovim ?? 'nvim', ['--version'], { encoding: 'utf8' }).stdout)?.[1],
  );

  it('attaches one server, hovers, completes, renames, formats and quits', () => {
    const own = session(files);
    const init = join(own.folder, 'init.lua');
    writeFileSync(init, configuration(version >= 11 ? 'Neovim 0.11' : 'Neovim 0.7', 'lua'));
    const args = ['--headless', '-n', '-u', init, 'a.arch', '-c', `luafile ${script('neovim.lua')}`];
    const found = run(own, neovim ?? 'nvim', args) as Record<string, unknown>;
    expect(found).toMatchObject({
      attached: true,
      filetype: 'archscale',
      commentstring: '// %s',
      syntax: '',
      servers: 1,
    });
    expect(found.root).toBe(own.folder);
    expect(found.hover).toContain('h');
    expect(found.items).toEqual(expect.arrayContaining(['erf', 'relu']));
    expect(found.text).toBe(renamed);
  });
});

describe.skipIf(!emacs)('Emacs with the configuration of docs/editors.md', () => {
  it('attaches, hovers, completes, renames, formats and quits', () => {
    const own = session(files);
    const init = join(own.folder, 'init.el');
    writeFileSync(init, configuration('Emacs', 'elisp'));
    const found = run(own, emacs ?? 'emacs', ['--batch', '-l', script('emacs.el')], { INIT: init }) as Record<
      string,
      unknown
    >;
    expect(found).toMatchObject({ attached: true, mode: 'archscale-mode', commented: '// ' });
    expect(found.hover).not.toMatch(/\*\*|`/);
    expect(found.items).toEqual(expect.arrayContaining(['erf', 'relu']));
    expect(found.text).toBe(renamed);
  });
});

describe.skipIf(!vim)('Vim with the configuration of docs/editors.md', () => {
  it('attaches and shows what is wrong', () => {
    const own = session({ ...files, 'a.arch': text.replace('he(3)', 'he(3) + nothing') });
    const init = join(own.folder, 'vimrc');
    writeFileSync(init, configuration('Vim 9', 'vim'));
    const args = ['-N', '--not-a-term', '-T', 'dumb', '-n', '-u', init, '-S', script('vim.vim'), 'a.arch'];
    const found = run(own, vim ?? 'vim', args) as Record<string, unknown>;
    expect(found).toMatchObject({ filetype: 'archscale', commentstring: '// %s', syntax: '' });
    expect(found.problems).toEqual([expect.stringMatching(/^8: /)]);
  });
});
