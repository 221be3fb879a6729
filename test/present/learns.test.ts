import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import german from '../../l10n/bundle.l10n.de.json';
import english from '../../package.nls.json';
import { sourcesOf } from '../architecture/sources.js';

/** The word for what was measured: a prediction is "predicted to need", or "not learnable from fewer than". */
const measured = /\blearn(s|ed)\b|\b[Ll]earning needs\b/;

/** What names the target, or the column of the labels, says nothing of what is predicted. */
const target = /\bdoes not say what it learn(s|ed)\b|\bcolumn (is )?to be learned\b/;

it('no text of the editor says that a network learns: texts are those of predictions', () => {
  expect(Object.keys(german).filter((text) => measured.test(text) && !target.test(text))).toEqual([]);
  expect(Object.values(english).filter((text) => measured.test(text))).toEqual([]);
});

it('nor does a text of the command line', () => {
  const texts = [...sourcesOf('cli'), ...sourcesOf('present')].flatMap(({ path }) =>
    // Strings and templates; comments are for who reads the code.
    [...readFileSync(path, 'utf8').matchAll(/(['"`])((?:(?!\1)[^\\\n]|\\.)*)\1/g)]
      .map(([, , text]) => ({ path, text: text ?? '' }))
      .filter(({ text }) => measured.test(text) && text.includes(' ')),
  );
  const heading = /Predict at which data and width scales/;
  expect(texts.filter(({ text }) => !target.test(text) && !heading.test(text))).toEqual([]);
});
