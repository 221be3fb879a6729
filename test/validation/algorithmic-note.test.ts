import { expect, it } from 'vitest';
import { Monomial } from '../../theory/index.js';
import { words } from '../../present/words/words.js';
import { algorithmicNote } from '../../validation/index.js';
import { twoLayerStudy } from './studies.js';

const noteOf = (...asked: Parameters<typeof algorithmicNote>): string | undefined => {
  const note = algorithmicNote(...asked);
  return note && words(note);
};

/** d = 64, He_3: smoothed SGD needs d^(3/2) = 512, online SGD d^2 = 4096. */
const cubic = twoLayerStudy({ reference: { d: 64, N: 64 } });

it('between P* and the fastest algorithm a run that does not equilibrate is expected', () => {
  const note = noteOf(cubic, 200, 64);
  expect(note).toContain('With P = 200 the data allow learning (P* ~ 64)');
  expect(note).toContain('d^(3/2) = 512 samples (information exponent 3)');
  expect(note).toContain('says nothing against the prediction');
});

it('with samples enough for an algorithm the hard phase is no excuse', () => {
  expect(noteOf(cubic, 512, 64)).toContain('no hard phase explains');
  // He_1 has none: SGD needs d samples.
  expect(noteOf(twoLayerStudy({ degree: 1 }), 100, 64)).toContain('no hard phase explains');
});

it('says nothing below P*, where nothing is to be learned, and where nothing is published', () => {
  expect(noteOf(cubic, 63, 64)).toBeUndefined();
  const two = Monomial.constant(2);
  const teacher = { name: 'two', kind: 'hermite', terms: [{ degree: 3, coefficient: 1 }], directions: two } as const;
  expect(noteOf({ ...cubic, target: teacher }, 100, 64)).toBeUndefined();
});
