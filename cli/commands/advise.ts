import { Option, type Command } from 'commander';
import { advised, openDesign, withAdvisedEstimate, type AdviceCall } from '../advised.js';
import { ExitCode } from '../exit-code.js';
import { formatOption, writeJson, type Format } from '../format.js';
import { withFile } from '../file-argument.js';
import { withExamples } from '../help.js';
import { adviceJson } from '../../present/json/advice.js';
import { adviceText } from '../../present/text/advice.js';
import { reportDiagnostics } from '../../present/text/diagnostics.js';
import { colorsOf } from '../terminal.js';

interface Options extends AdviceCall {
  readonly format: Format;
  readonly estimate?: boolean;
}

/** `archscale advise FILE`: the sizes to choose, and why. */
export function addAdvise(program: Command): void {
  const command = withFile(program.command('advise'))
    .description('say how to choose the free sizes of a study')
    .option('--study <name>', 'which study; the only one of the file when left out')
    .requiredOption('--free <names>', 'the sizes that may be chosen, with commas between them')
    .option('--samples <size>', 'how many samples there are, such as "20*d"')
    .addOption(
      new Option(
        '--goal <goal>',
        'the fewest samples; the smallest network for which they suffice; the widest with feature learning',
      )
        .choices(['samples', 'smallest', 'widest'])
        .default(undefined, 'smallest with --samples, else samples'),
    )
    .option('--parameters <size>', 'the most weights that a layer may have')
    .option('--compute <size>', 'the most that the samples of a small error times the parameters may be')
    .option('--equal-widths', 'let all free sizes be equal')
    .option('--estimate', 'estimate in numbers how many samples alignment needs at the advised sizes')
    .addOption(formatOption())
    .action(async (file: string, options: Options) => {
      process.exitCode = await run(file, options);
    });
  withExamples(command, [
    [
      'archscale advise examples/three-layer.arch --free N1,N2',
      'the widths at which a small error needs the fewest samples',
    ],
    [
      'archscale advise net.arch --study S --free N --samples "20*d"',
      'the smallest network for which the samples suffice',
    ],
    ['archscale advise net.arch --study S --free N1,N2 --parameters "d^2" --format json', 'a step before a search'],
  ]);
}

async function run(file: string, options: Options): Promise<ExitCode> {
  const design = await openDesign(file);
  reportDiagnostics(design.source);
  const answer = await withAdvisedEstimate(await advised(design, options), file, options.estimate ?? false);
  if (options.format === 'json') {
    writeJson({ file: design.source.file, diagnostics: design.source.diagnostics, ...adviceJson(answer) });
  } else {
    process.stdout.write(`${adviceText(answer, colorsOf(process.stdout))}\n`);
  }
  return design.source.hasErrors ? ExitCode.fileHasErrors : ExitCode.success;
}
