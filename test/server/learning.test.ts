import { expect, it } from 'vitest';
import { explainRequest } from '../../protocol/requests.js';
import { casesOf } from './case.js';
import { sharedEditor } from './editor.js';

const text = casesOf('hover').find(({ name }) => name === 'study-of-several-degrees')?.text ?? '';
const editor = sharedEditor();

it('the page of a study says what is learned first, where its laws change, and what an algorithm needs', async () => {
  const uri = editor().uri(editor().openNew(text));
  const page = await editor().request(explainRequest, {
    uri,
    study: 'Mixture',
  });
  for (const said of [
    '## Predicted order of the components',
    '| He₁ | d = 64 |',
    // One unit is left where alpha = sqrt(d/N) = 1/4; it costs d. Below, alpha^2 d^3.
    'He₃: at P = d = 64 a bound holds the energy, and α falls from √(d/N) = 0.25 to 1/d = 0.0156 at once',
    'He₃: below P = d = 64, from α = 1/d = 0.0156 on, α ~ P^(1/2) by lazy',
    '## What an algorithm needs',
    '| one pass | d = 64 |',
    'No gap between data and algorithms is known.',
  ]) {
    expect(page.markdown).toContain(said);
  }
});
