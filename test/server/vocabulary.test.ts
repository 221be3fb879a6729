import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { vocabulary } from '../../present/words/vocabulary.js';
import { sharedEditor } from './editor.js';

const grammar = readFileSync(fileURLToPath(new URL('../../language/arch.langium', import.meta.url)), 'utf8');
const keywords = [...new Set([...grammar.matchAll(/'([a-z]+)'/g)].map(([, word]) => word ?? ''))];
const editor = sharedEditor();

describe('every word of the grammar', () => {
  it.each(keywords)('%s has a meaning', (word) => {
    expect(vocabulary.get(word)?.meaning()).toBeTruthy();
  });

  it('has an example that parses', async () => {
    const parts: Record<string, string> = {};
    for (const [word, { example }] of vocabulary) parts[word] = inContext(example);
    for (const [word, text] of Object.entries(parts)) {
      const name = editor().openNew(text);
      const found = await editor().diagnostics(name);
      const syntax = found.filter(({ code }) => code === 'arch-syntax' || code === undefined);
      expect(syntax.map(({ message }) => `${word}: ${message}`)).toEqual([]);
    }
  });
});

const settings = ['sweep', 'follow', 'scan', 'points', 'seeds', 'threshold', 'level', 'preset', 'engine', 'optimiser'];

/** An example in the block where it can stand. */
function inContext(example: string): string {
  const first = /^[a-z]+/.exec(example)?.[0] ?? '';
  if (['import', 'scale', 'network', 'target', 'study'].includes(first)) return example;
  if (settings.includes(first)) return `study S {\nvalidate {\n${example}\n}\n}`;
  if (['samples', 'ridge', 'noise', 'validate'].includes(first)) return `study S {\n${example}\n}`;
  return `network A {\n${example}\n}`;
}
