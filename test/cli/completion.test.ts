import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { archscale, file, twoLayer } from './archscale.js';

/** What bash offers for the last word of a line, with the script sourced as a user would. */
function offeredByBash(words: readonly string[], workingFolder: string): string[] {
  const { stdout: script } = archscale(['completion', 'bash']);
  const call = [
    script,
    `COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')})`,
    `COMP_CWORD=${words.length - 1}`,
    '_archscale',
    'printf "%s\\n" "${COMPREPLY[@]}"',
  ].join('\n');
  const { stdout } = spawnSync('bash', ['--norc', '-c', call], { encoding: 'utf8', cwd: workingFolder });
  return stdout.split('\n').filter(Boolean);
}

describe('in bash', () => {
  it('completes commands', () => {
    expect(offeredByBash(['archscale', 'pre'], '/')).toEqual(['predict']);
  });

  it('completes the values of an option', () => {
    expect(offeredByBash(['archscale', 'predict', 'a.arch', '--format', ''], '/')).toEqual(['text', 'json']);
  });

  it('completes options', () => {
    expect(offeredByBash(['archscale', 'predict', '--f'], '/')).toEqual(['--format']);
  });

  it('completes .arch files', () => {
    const folder = dirname(file(twoLayer, 'mine.arch'));
    expect(offeredByBash(['archscale', 'predict', 'mi'], folder)).toEqual(['mine.arch']);
  });

  it('completes the studies of the file', () => {
    const folder = dirname(file(`${twoLayer}study Second{ network: TwoLayer target: cubic }\n`, 'mine.arch'));
    expect(offeredByBash(['archscale', 'validate', 'mine.arch', '--study', ''], folder)).toEqual(['Cubic', 'Second']);
  });
});
