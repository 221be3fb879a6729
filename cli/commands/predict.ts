import type { Command } from 'commander';
import { chosenStudy } from '../chosen-study.js';
import { folderOf, withEstimates } from '../estimated.js';
import { ExitCode } from '../exit-code.js';
import { formatOption, writeJson, type Format } from '../format.js';
import { withFile } from '../file-argument.js';
import { withExamples } from '../help.js';
import { studyJson } from '../../present/json/prediction.js';
import { openSource } from '../source.js';
import { predictionsText } from '../../present/text/prediction.js';
import { reportDiagnostics } from '../../present/text/diagnostics.js';
import { colorsOf } from '../terminal.js';

interface Options {
  readonly format: Format;
  readonly estimate?: boolean;
  readonly study?: string;
}

/** `archscale predict FILE`: what the heuristic says of every study of a file. */
export function addPredict(program: Command): void {
  const command = withFile(program.command('predict'))
    .description('predict the scale of samples of each study of a file, and the pattern of its layers')
    .option('--study <name>', 'which study alone; all of the file when left out')
    .option('--estimate', 'estimate P* in numbers, in seconds for each study; the estimates are kept in .archscale')
    .addOption(formatOption())
    .action(async (file: string, options: Options) => {
      process.exitCode = await predict(file, options);
    });
  withExamples(command, [
    ['archscale predict examples/three-layer.arch', 'the ranking of patterns, and the sample scale P*'],
    ['archscale predict net.arch --estimate', 'P* in numbers, too: about so many samples'],
    ['archscale predict net.arch --format json | jq .studies[0].samples', 'the exponents of P*, for a script'],
  ]);
}

async function predict(path: string, { format, estimate, study }: Options): Promise<ExitCode> {
  const opened = await openSource(path);
  reportDiagnostics(opened);
  const chosen = study === undefined ? opened.studies : [chosenStudy(opened, study)];
  const source = { ...opened, studies: estimate ? await withEstimates(chosen, folderOf(path)) : chosen };
  if (format === 'json') {
    const studies = source.studies.map(studyJson);
    writeJson({ file: source.file, diagnostics: source.diagnostics, studies });
  } else {
    process.stdout.write(predictionsText(source.studies, colorsOf(process.stdout)));
  }
  return source.hasErrors ? ExitCode.fileHasErrors : ExitCode.success;
}
