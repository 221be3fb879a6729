/**
 * A validation on Slurm with points enough to be disturbed, in a process of its own. Arguments: the run's folder, the
 * settings as JSON, the command line that measures a part.
 */
import { predict } from '../../theory/index.js';
import { onSlurm, validate, type SlurmSettings } from '../../validation/index.js';
import { d, twoLayerStudy } from '../validation/studies.js';
import { words, wordsOfError } from '../../present/words/words.js';

const [outDir = '', settings = '{}', ...work] = process.argv.slice(2);
const study = twoLayerStudy({ width: d });
const interruption = new AbortController();
process.on('SIGINT', () => interruption.abort());

validate({
  file: 'S.arch',
  study,
  prediction: predict(study),
  words,
  outDir,
  sweep: { variable: 'd', values: Array.from({ length: 120 }, (_, index) => 128 + 32 * index) },
  on: onSlurm(JSON.parse(settings) as SlurmSettings, work),
  signal: interruption.signal,
  onEvent: (event) => process.stderr.write(`${JSON.stringify(event)}\n`),
}).then(
  () => undefined,
  (error: unknown) => {
    process.stderr.write(`${wordsOfError(error)}\n`);
    process.exitCode = error instanceof Error && error.name === 'InterruptedError' ? 3 : 4;
  },
);
