import fc from 'fast-check';
import { EmptyFileSystem } from 'langium';
import { describe, expect, it } from 'vitest';
import { createArchServices } from '../../language/index.js';
import { words } from '../../present/words/words.js';

const lexer = createArchServices(EmptyFileSystem, words).Arch.parser.Lexer;
const read = (text: string): string[] => lexer.tokenize(text).tokens.map(({ image }) => image);

/** Every code unit that begins a letter, one of each range of codes that the lexer keeps tokens by, and letters of two code units. */
const letters = [
  ...Array.from({ length: 2 ** 16 }, (_, code) => String.fromCharCode(code)).filter((one) => /[_\p{L}]/u.test(one)),
  '𝛼',
  '𐐀',
  '𠀀',
];

describe('names', () => {
  it('may begin with any letter', () => {
    const unread = letters.filter((letter) => read(`${letter}1`).join() !== `${letter}1`);
    expect(unread).toEqual([]);
  });

  it('are told from all other text, whatever stands around them', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom(...letters), (noise, letter) => {
        // Neither the rest of a word nor a quote or a comment that goes on.
        const before = noise.replace(/["'/*\p{L}\p{M}\p{N}_]/gu, ' ');
        expect(read(`${before} ${letter}x `)).toContain(`${letter}x`);
      }),
    );
  });
});
