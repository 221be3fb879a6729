import type { Command } from 'commander';
import { ExitCode } from '../exit-code.js';
import { formatOption, writeJson, type Format } from '../format.js';
import { withExamples } from '../help.js';
import { studyJson } from '../../present/json/prediction.js';
import { openSource } from '../source.js';
import { predictionsText } from '../../present/text/prediction.js';
import { reportDiagnostics } from '../../present/text/diagnostics.js';
import { colorsOf } from '../terminal.js';

/** `archscale predict FILE`: what the heuristic says of every study of a file. */
export function addPredict(program: Command): void {
  const command = program
    .command('predict')
    .description('predict the scale of samples of each study of a file, and the pattern of its layers')
    .argument('<file>', 'an .arch file')
    .addOption(formatOption())
    .action(async (file: string, { format }: { format: Format }) => {
      process.exitCode = await predict(file, format);
    });
  withExamples(command, [
    ['archscale predict examples/three-layer.arch', 'the ranking of patterns, and the sample scale P*'],
    ['archscale predict net.arch --format json | jq .studies[0].samples', 'the exponents of P*, for a script'],
  ]);
}

async function predict(path: string, format: Format): Promise<ExitCode> {
  const source = await openSource(path);
  reportDiagnostics(source);
  if (format === 'json') {
    const studies = source.studies.map(studyJson);
    writeJson({ file: source.file, diagnostics: source.diagnostics, studies });
  } else {
    process.stdout.write(predictionsText(source.studies, colorsOf(process.stdout)));
  }
  return source.hasErrors ? ExitCode.fileHasErrors : ExitCode.success;
}
