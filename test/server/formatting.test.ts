import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { TextEdit } from 'vscode-languageserver-protocol';
import { casesOf } from './case.js';
import { sharedEditor } from './editor.js';

const options = { tabSize: 2, insertSpaces: true };
const examples = fileURLToPath(new URL('../../examples', import.meta.url));
const files = readdirSync(examples).filter((name) => name.endsWith('.arch'));

const editor = sharedEditor();

describe('formatting', () => {
  it.each(casesOf('formatting'))('$name', async ({ text, after }) => {
    expect(await formatted(text)).toBe(after);
  });

  it.each(casesOf('formatting'))('$name is done after once', async ({ text }) => {
    const once = await formatted(text);
    expect(await formatted(once)).toBe(once);
  });

  it.each(files)('leaves the example %s as it is', async (name) => {
    const text = readFileSync(join(examples, name), 'utf8');
    expect(await formatted(text)).toBe(text);
  });

  it('changes nothing but blanks, and is done after once, however a text was spaced', async () => {
    const tokens = (casesOf('formatting').find(({ name }) => name === 'everything')?.after ?? '')
      .replaceAll(/\/\/.*|\/\*[^]*?\*\//g, '')
      .match(/"[^"]*"|[\p{L}\d._]+|\S/gu);
    const blank = fc.constantFrom(' ', ' ', ' ', '  ', '\n', '\n\n\n', ' // a comment\n', ' /* one */ ');
    const blanks = fc.array(blank, { minLength: tokens?.length ?? 0, maxLength: tokens?.length ?? 0 });
    await fc.assert(
      fc.asyncProperty(blanks, async (between) => {
        const text = (tokens ?? []).map((token, index) => token + (between[index] ?? ' ')).join('');
        const once = await formatted(text);
        expect(once.replaceAll(/\s+/g, '')).toBe(text.replaceAll(/\s+/g, ''));
        expect(await formatted(once)).toBe(once);
      }),
      { numRuns: 40 },
    );
  });

  it('keeps the line ends of a file', async () => {
    expect(await formatted('scale d=64\r\nstudy S{network:A target:t}\r\n')).toBe(
      'scale d = 64\r\nstudy S {\r\n  network: A\r\n  target: t\r\n}\r\n',
    );
  });

  it('leaves a file with syntax errors alone', async () => {
    const text = 'scale d=\nscale N=64\n';
    expect(await formatted(text)).toBe(text);
  });

  it('formats the lines of a range only', async () => {
    const name = editor().openNew('scale d=64\n\nscale N=64\n');
    const range = { start: { line: 2, character: 0 }, end: { line: 2, character: 10 } };
    const edits = await editor().ask<TextEdit[]>('textDocument/rangeFormatting', name, { range, options });
    expect(editor().applied(name, edits)).toBe('scale d=64\n\nscale N = 64\n');
  });
});

async function formatted(text: string): Promise<string> {
  const name = editor().openNew(text);
  return editor().applied(name, await editor().ask<TextEdit[]>('textDocument/formatting', name, { options }));
}
