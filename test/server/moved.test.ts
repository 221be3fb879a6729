import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { difference, moved } from '../../server/features/inlay-hints/moved.js';

describe('a position under an edit', () => {
  it('goes with the text after it', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n'), maxLength: 40 });
    fc.assert(
      fc.property(text, text, fc.nat(40), fc.nat(40), fc.nat(40), (before, inserted, a, b, c) => {
        const [start = 0, end = 0, place = 0] = [a, b, c].map((n) => Math.min(n, before.length)).sort((x, y) => x - y);
        if (place <= end && start !== end) return;
        if (place === end) return;
        const old = TextDocument.create('', '', 0, before);
        const edit = { range: { start: old.positionAt(start), end: old.positionAt(end) }, text: inserted };
        const changed = TextDocument.create('', '', 0, before.slice(0, start) + inserted + before.slice(end));
        const position = moved(old.positionAt(place), edit);
        expect(position && changed.offsetAt(position)).toBe(place - (end - start) + inserted.length);
      }),
    );
  });

  const at = (character: number) => ({ line: 0, character });

  it('stays before what is typed after it', () => {
    expect(moved(at(4), { range: { start: at(4), end: at(4) }, text: ' x' })).toEqual(at(4));
  });

  it('goes to the end of a word that is typed on', () => {
    expect(moved(at(4), { range: { start: at(4), end: at(4) }, text: '2' })).toEqual(at(5));
  });

  it('is lost with its text', () => {
    expect(moved(at(4), { range: { start: at(2), end: at(6) }, text: '' })).toBeUndefined();
  });
});

describe('the difference of two texts', () => {
  it('makes one of the other', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        const { start, end, text } = difference(before, after);
        expect(before.slice(0, start) + text + before.slice(end)).toBe(after);
      }),
    );
  });
});
