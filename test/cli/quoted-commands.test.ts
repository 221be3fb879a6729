import { cpSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../architecture/sources.js';
import { archscale, folder } from './archscale.js';
import { documents, quotedCommands, wordsOf } from './quoted-commands.js';

const quoted = documents(root).flatMap((name) => quotedCommands(name, readFileSync(join(root, name), 'utf8')));
const own = quoted.filter(({ command }) => command.startsWith('archscale '));

/** Files that a command reads and that the repository has. */
const filesOf = (command: string): string[] =>
  wordsOf(command).filter((word) => /^(?:examples|test)\/.*\.\w+$/.test(word));

/** A word that stands for something of the reader's: FILE, DIR, `net.arch`. */
const isPlaceholder = (word: string): boolean => /^[A-Z]+(?:\.\.\.)?$/.test(word);

const helps = new Map<string, string>();
function helpOf(name: string): string {
  const known = helps.get(name) ?? archscale([name, '--help']).stdout;
  helps.set(name, known);
  return known;
}

test('documents quote commands, in blocks and in sentences', () => {
  expect(own.filter(({ isBlock }) => isBlock).length).toBeGreaterThan(12);
  expect(own.filter(({ isBlock }) => !isBlock).length).toBeGreaterThan(60);
});

test('every command of archscale is one that it has, with options that it has, on files that are there', () => {
  const wrong = own.flatMap(({ place, command }) => {
    const [, name = '', ...words] = wordsOf(command);
    if (isPlaceholder(name) || name.startsWith('-')) return [];
    const help = helpOf(name);
    if (!help.startsWith(`Usage: archscale ${name}`)) return [`${place}: there is no command ${name}`];
    const options = words.filter((word) => word.startsWith('--'));
    const unknown = options.filter((option) => !new RegExp(`${option}[ ,\n]`).test(help));
    const missing = filesOf(command).filter((file) => !existsSync(join(root, file)));
    return [
      ...unknown.map((option) => `${place}: ${name} has no option ${option}`),
      ...missing.map((file) => `${place}: there is no ${file}`),
    ];
  });
  expect(wrong).toEqual([]);
});

test('every study that a command names is in its file', () => {
  const wrong = own.flatMap(({ place, command }) => {
    const words = wordsOf(command);
    const study = words[words.indexOf('--study') + 1] ?? '';
    const [file] = filesOf(command).filter((one) => one.endsWith('.arch'));
    if (!file || !words.includes('--study') || isPlaceholder(study)) return [];
    const text = readFileSync(join(root, file), 'utf8');
    return new RegExp(`\\bstudy\\s+${study}\\b`).test(text) ? [] : [`${place}: ${file} has no study ${study}`];
  });
  expect(wrong).toEqual([]);
});

test('every script of npm, file of Node and file of tests that is named is there', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const wrong = quoted.flatMap(({ place, command }) => {
    const [program, ...words] = wordsOf(command);
    if (program === 'npm') {
      const script = words[0] === 'run' ? words[1] : ['start', 'test'].includes(words[0] ?? '') ? words[0] : undefined;
      return script === undefined || script in scripts ? [] : [`${place}: there is no script ${script}`];
    }
    if (program !== 'node' && program !== 'npx') return [];
    return words
      .filter(
        (word) => /^[\w.-]+\/[\w./-]*$/.test(word) && !/^(?:dist|node_modules)\//.test(word) && !word.startsWith('@'),
      )
      .filter((word) => !existsSync(join(root, word)))
      .map((word) => `${place}: there is no ${word}`);
  });
  expect(wrong).toEqual([]);
});

/** What a reader can copy as it stands: blocks on files of the repository, unless they are marked as long. */
const runnable = own.filter(({ command, isBlock, isLong }) => isBlock && !isLong && filesOf(command).length > 0);

describe('blocks', () => {
  test('are there to be run', () => expect(runnable.length).toBeGreaterThan(7));

  test.each(runnable.map(({ command, place }) => [command, place]))('%s (%s)', (command) => {
    // Runs and pictures are written into a copy.
    const copy = folder();
    for (const name of ['examples', 'docs/images']) cpSync(join(root, name), join(copy, name), { recursive: true });
    const { code, stderr } = archscale(wordsOf(command).slice(1), {}, '', copy);
    expect(stderr).not.toContain('fault of archscale');
    expect(code).toBe(0);
  });
});

test('the first lines that the first tutorial shows are those of its command', () => {
  const text = readFileSync(join(root, 'docs/tutorial-first-file.md'), 'utf8');
  const shown =
    /The first lines say:\n\n([\s\S]*?)\n\n- /.exec(text)?.[1] ?? expect.fail('the tutorial shows no lines');
  const { stdout } = archscale(['predict', join(root, 'examples/two-layer.arch')]);
  expect(stdout).toContain(shown.replaceAll(/^ {4}/gm, ''));
});
