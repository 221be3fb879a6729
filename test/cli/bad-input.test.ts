import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { archscale, file, folder, twoLayer, type Answer } from './archscale.js';
import type { PredictionJson } from './contract.js';

const stackTrace = /\n\s+at .*[:(]\d+:\d+\)?|node:internal|fault of archscale/;

function expectNoTrace({ stdout, stderr }: Answer): void {
  expect(stdout).not.toMatch(stackTrace);
  expect(stderr).not.toMatch(stackTrace);
}

describe('a wrong call ends with 2 and says what is wrong', () => {
  it.each([
    [['predict'], /missing required argument 'file'/],
    [['predict', 'a.arch', 'b.arch'], /too many arguments/],
    [['predict', 'a.arch', '--fromat', 'json'], /unknown option '--fromat'[^]*--format/],
    [['predict', 'a.arch', '--format', 'yaml'], /text, json/],
    [['predict', 'a.arch', '--format'], /argument missing/],
    [['predcit', 'a.arch'], /unknown command 'predcit'[^]*predict/],
    [['completion', 'tcsh'], /bash, zsh, fish/],
    [['completion'], /missing required argument/],
    [['lsp'], /--stdio/],
    [[], /Usage: archscale/],
  ])('%j', (args, message) => {
    const answer = archscale(args);
    expect(answer.code).toBe(2);
    expect(answer.stderr).toMatch(message);
    expect(answer.stdout).toBe('');
    expectNoTrace(answer);
  });
});

describe('a file that cannot be read ends with 2 and is named', () => {
  const expectUnreadable = (path: string, reason: RegExp): void => {
    for (const format of ['text', 'json']) {
      const answer = archscale(['predict', path, '--format', format]);
      expect(answer.code).toBe(2);
      expect(answer.stderr).toContain(path);
      expect(answer.stderr).toMatch(reason);
      expect(answer.stdout).toBe('');
      expectNoTrace(answer);
    }
  };

  it('missing', () => {
    expectUnreadable(join(folder(), 'missing.arch'), /no such file/);
  });

  it('a folder', () => {
    const path = join(folder(), 'folder.arch');
    mkdirSync(path);
    expectUnreadable(path, /folder/);
  });

  it('below a file', () => {
    expectUnreadable(join(file(twoLayer), 'inside.arch'), /not a folder/);
  });

  it('not permitted', () => {
    const path = file(twoLayer);
    chmodSync(path, 0);
    // Whoever may read everything reads this one, too.
    if (process.getuid?.() === 0) expect(archscale(['predict', path]).code).toBe(0);
    else expectUnreadable(path, /not permitted/);
  });

  it('not text', () => {
    expectUnreadable(file(Uint8Array.from({ length: 4096 }, (_, index) => (index * 197 + 13) % 256)), /not text/);
  });
});

describe('odd files', () => {
  it('an empty file has no studies and no errors', () => {
    const answer = archscale(['predict', file(''), '--format', 'json']);
    expect(answer.code).toBe(0);
    expect(JSON.parse(answer.stdout)).toMatchObject({ diagnostics: [], studies: [] });
    expect(answer.stderr).toContain('no study');
  });

  it('CRLF and a byte order mark change nothing', () => {
    const path = file(`\uFEFF${twoLayer.replaceAll('\n', '\r\n')}`);
    const answer = archscale(['predict', path, '--format', 'json']);
    expect(answer.code).toBe(0);
    const { studies } = JSON.parse(answer.stdout) as PredictionJson;
    expect(studies[0]?.samples.exponents).toEqual({ N: '1/2', d: '1/2' });
  });

  it('errors in a CRLF file stand at their line and column', () => {
    const path = file('scale d = 64\r\n\r\nscale N ~ 4 * e\r\n');
    const answer = archscale(['predict', path, '--format', 'json']);
    expect(answer.code).toBe(1);
    const { diagnostics } = JSON.parse(answer.stdout) as PredictionJson;
    expect(diagnostics[0]).toMatchObject({ line: 3, column: 15, severity: 'error' });
  });

  it('text that is not the language is refused with places, and the JSON is valid', () => {
    const path = file('%PDF-1.4 «»‽ }{ )( study study study scale ~ ~ ~ 1e999999\n'.repeat(50));
    const answer = archscale(['predict', path, '--format', 'json']);
    expect(answer.code).toBe(1);
    const { diagnostics, studies } = JSON.parse(answer.stdout) as PredictionJson;
    expect(diagnostics.length).toBeGreaterThan(0);
    expect(studies).toEqual([]);
    expect(answer.stderr).toMatch(new RegExp(`^${path}:1:\\d+: `));
    expectNoTrace(answer);
  });

  it('names in any script work', () => {
    const greek = twoLayer.replaceAll(/\bN\b/g, 'Ν_幅').replaceAll('cubic', 'кубика');
    const answer = archscale(['predict', file(greek), '--format', 'json']);
    expect(answer.code).toBe(0);
    const { studies } = JSON.parse(answer.stdout) as PredictionJson;
    expect(studies[0]?.target).toBe('кубика');
    expect(studies[0]?.samples.exponents).toEqual({ Ν_幅: '1/2', d: '1/2' });
  });

  it('a file of 1 MB is predicted', () => {
    const scales = Array.from({ length: 30_000 }, (_, index) => `scale unused_size_${index} ~ ${index + 1} * d\n`).join(
      '',
    );
    const text = twoLayer + scales;
    expect(text.length).toBeGreaterThan(1_000_000);
    const answer = archscale(['predict', file(text), '--format', 'json']);
    expect(answer.code).toBe(0);
    expect((JSON.parse(answer.stdout) as PredictionJson).studies[0]?.samples.value).toBe(256);
  });

  it('a relation in a circle is an error at its place, not a hang', () => {
    const answer = archscale(['predict', file('scale a ~ b\nscale b ~ a\n'), '--format', 'json']);
    expect(answer.code).toBe(1);
    const { diagnostics } = JSON.parse(answer.stdout) as PredictionJson;
    expect(diagnostics[0]?.line).toBe(1);
    expectNoTrace(answer);
  });

  it('an import that is missing is an error at the import', () => {
    const answer = archscale(['predict', file(`import "./nowhere.arch"\n${twoLayer}`), '--format', 'json']);
    expect(answer.code).toBe(1);
    const { diagnostics, studies } = JSON.parse(answer.stdout) as PredictionJson;
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]).toMatchObject({ line: 1, severity: 'error' });
    expect(studies).toHaveLength(1);
  });

  it.each(['0', '-64', '1e999', '1e-999'])('a size of %s is no trap', (value) => {
    const answer = archscale(['predict', file(twoLayer.replace('d = 64', `d = ${value}`)), '--format', 'json']);
    expect(answer.code).toBe(1);
    const { diagnostics } = JSON.parse(answer.stdout) as PredictionJson;
    expect(diagnostics[0]?.line).toBe(1);
    expectNoTrace(answer);
  });
});
