import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
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

describe('in bash, from the file and the command', () => {
  it.each([
    [
      ['advise', 'mine.arch', '--free', ''],
      ['d', 'N'],
    ],
    [
      ['advise', 'mine.arch', '--free', 'N,'],
      ['N,d', 'N,N'],
    ],
    [['diagram', 'mine.arch', '--x', 'N'], ['N']],
    [
      ['diagram', 'mine.arch', '--y', ''],
      ['d', 'N'],
    ],
    [['predict', 'mine.arch', '--study', ''], ['Cubic']],
    [['explain', 'mine.arch', '--study', 'C'], ['Cubic']],
    [
      ['validate', 'mine.arch', '--on', 'slurm', '--slurm', 'pa'],
      ['partition=', 'parts='],
    ],
    [['import', 'mo'], ['model.onnx']],
    [['report', 'ru'], ['runs']],
    [['work', 'ru'], ['runs']],
    [['calibrate', 'mine.arch', '--from', 'ru'], ['runs']],
    [['export', 'mine.arch', '--out', 'mo'], ['model.onnx']],
    [['diagram', 'mine.arch', '--svg', 'mo'], ['model.onnx']],
    [['help', 'expl'], ['explain']],
  ])('%j', (words, offered) => {
    const folder = dirname(file(twoLayer, 'mine.arch'));
    writeFileSync(join(folder, 'model.onnx'), '');
    mkdirSync(join(folder, 'runs'));
    expect(offeredByBash(['archscale', ...words], folder)).toEqual(offered);
  });
});
