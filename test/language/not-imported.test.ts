import { expect, test } from 'vitest';
import { diagnosticsOf, load } from './load.js';

const network = `scale d = 64

network Imported {
  input gaussian(d)
  dense h1 (width: d, activation: erf)
  // Not imported: MaxPool pool1 is no layer of the language.
  output linear
}
`;
const study = `
target t = he(3)

study S {
  network: Imported
  target: t
}
`;

test.each([
  ['without a study', network, 'Not imported: MaxPool pool1 is no layer of the language.'],
  [
    'with a study that is predicted',
    network + study,
    'Not imported: MaxPool pool1 is no layer of the language. What is predicted is for the network without it.',
  ],
  [
    'with one whose target cannot be represented',
    network + study.replace('he(3)', 'he(2)'),
    'Not imported: MaxPool pool1 is no layer of the language.',
  ],
])('a gap that an import left says what is predicted where something is: %s', async (_, text, message) => {
  const found = diagnosticsOf(await load(text)).filter(({ code }) => code === 'arch-not-imported');
  expect(found.map((one) => one.message)).toEqual([message]);
});
