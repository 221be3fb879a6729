/** A validation in a process of its own, for the test that kills it. It tells of each point on its standard output. */
import { predict } from '../../theory/index.js';
import { validate } from '../../validation/index.js';
import { d, twoLayerStudy } from './studies.js';
import { words, wordsOfError } from '../../present/words/words.js';

const study = twoLayerStudy({ width: d });
const outDir = process.argv[2] ?? '';

validate({
  file: 'S.arch',
  study,
  prediction: predict(study),
  words,
  preset: 'full',
  outDir,
  onEvent: (event) => {
    if (event.event === 'point') process.stdout.write(`${event.index}\n`);
  },
}).then(
  () => process.stdout.write('finished\n'),
  (error: unknown) => {
    process.stderr.write(wordsOfError(error));
    process.exitCode = 1;
  },
);
