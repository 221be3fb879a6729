/** A validation in a process of its own, for the test that kills it. It tells of each point on its standard output. */
import { predict } from '../../theory/index.js';
import { validate } from '../../validation/index.js';
import { d, twoLayerStudy } from './studies.js';

const study = twoLayerStudy({ width: d });
const outDir = process.argv[2] ?? '';

validate({
  file: 'S.arch',
  study,
  prediction: predict(study),
  preset: 'full',
  outDir,
  onEvent: (event) => {
    if (event.event === 'point') process.stdout.write(`${event.index}\n`);
  },
}).then(
  () => process.stdout.write('finished\n'),
  (error: unknown) => {
    process.stderr.write(String(error));
    process.exitCode = 1;
  },
);
