import type { Command } from 'commander';
import { explanationJson } from '../../present/json/explanation.js';
import { reportDiagnostics } from '../../present/text/diagnostics.js';
import { explanationText } from '../../present/text/explanation.js';
import { wrappedLines } from '../../present/text/wrap.js';
import { chosenPattern } from '../chosen-pattern.js';
import { chosenStudy } from '../chosen-study.js';
import { ExitCode } from '../exit-code.js';
import { withFile } from '../file-argument.js';
import { formatOption, writeJson, type Format } from '../format.js';
import { withExamples } from '../help.js';
import { openSource } from '../source.js';

interface Options {
  readonly study?: string;
  readonly pattern?: string;
  readonly format: Format;
}

/** `archscale explain FILE`: the derivation of a prediction, step by step. */
export function addExplain(program: Command): void {
  const command = withFile(program.command('explain'))
    .description('derive the prediction of a study step by step, each with its rule and source')
    .option('--study <name>', 'which study; the only one of the file when left out')
    .option('--pattern <pattern>', 'which pattern to derive, as predict names it; the winner when left out')
    .addOption(formatOption())
    .action(async (file: string, options: Options) => {
      process.exitCode = await explain(file, options);
    });
  withExamples(command, [
    ['archscale explain examples/two-layer.arch', 'why the winner needs as many samples as it does'],
    ['archscale explain net.arch --study S --pattern "lazy, specialization"', 'what another pattern would cost'],
  ]);
}

async function explain(file: string, { study, pattern, format }: Options): Promise<ExitCode> {
  const source = await openSource(file);
  reportDiagnostics(source);
  const one = chosenStudy(source, study);
  const chosen = chosenPattern(one, pattern);
  if (format === 'json') {
    writeJson({ file: source.file, diagnostics: source.diagnostics, study: explanationJson(one, chosen) });
  } else {
    process.stdout.write(`${wrappedLines(explanationText(one, chosen))}\n`);
  }
  return source.hasErrors ? ExitCode.fileHasErrors : ExitCode.success;
}
