import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../architecture/sources.js';
import { archscale } from './archscale.js';

const commands = [
  'predict',
  'compare',
  'advise',
  'curve',
  'diagram',
  'export',
  'import',
  'validate',
  'lsp',
  'mcp',
  'completion',
];

it('lists every command', () => {
  const { code, stdout } = archscale(['--help']);
  expect(code).toBe(0);
  for (const command of commands) expect(stdout).toMatch(new RegExp(`^ {2}${command}\\b`, 'm'));
});

it.each(commands)('%s explains itself with examples', (command) => {
  const { code, stdout } = archscale([command, '--help']);
  expect(code).toBe(0);
  expect(stdout).toMatch(new RegExp(`Examples:\n {2}.*archscale ${command}`));
});

it('says the version of the package', () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  expect(archscale(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
});

describe('completion', () => {
  it.each(['bash', 'zsh', 'fish'])('%s knows every command and the options of predict', (shell) => {
    const { code, stdout, stderr } = archscale(['completion', shell]);
    expect(code).toBe(0);
    expect(stderr).toBe('');
    for (const word of [...commands, 'format', 'json', 'study']) expect(stdout).toContain(word);
  });
});
