import { Option, type Command } from 'commander';
import { chosenStudy } from '../chosen-study.js';
import { curveOf } from '../curve.js';
import { ExitCode } from '../exit-code.js';
import { writeJson } from '../format.js';
import { withFile } from '../file-argument.js';
import { withExamples } from '../help.js';
import { curveCsv, curveJson } from '../../present/json/curve.js';
import { openSource } from '../source.js';
import { curveText } from '../../present/text/curve.js';
import { reportDiagnostics } from '../../present/text/diagnostics.js';
import { colorsOf } from '../terminal.js';
import { WrongCall } from '../wrong-call.js';

interface Options {
  readonly study?: string;
  readonly from?: string;
  readonly to?: string;
  readonly points: string;
  readonly format: 'text' | 'json' | 'csv';
}

const mostPoints = 10_000;

/** `archscale curve FILE`: the alignment that samples reach, component by component. */
export function addCurve(program: Command): void {
  const command = withFile(program.command('curve'))
    .description('predict the alignment with each part of a target against the number of samples')
    .option('--study <name>', 'which study; the only one of the file when left out')
    .option('--from <samples>', 'the least number of samples; a hundredth of the least P* when left out')
    .option('--to <samples>', 'the largest; ten times the largest P* when left out')
    .option('--points <count>', 'how many points between them, evenly in the logarithm', '13')
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json', 'csv']).default('text'))
    .action(async (file: string, options: Options) => {
      process.exitCode = await run(file, options);
    });
  withExamples(command, [
    ['archscale curve examples/mixed.arch', 'the predicted order of the components, and the least error against P'],
    ['archscale curve net.arch --study S --from 100 --to 1e5 --points 40 --format csv', 'a curve to plot'],
  ]);
}

async function run(file: string, options: Options): Promise<ExitCode> {
  const source = await openSource(file);
  reportDiagnostics(source);
  const curve = curveOf(chosenStudy(source, options.study), {
    from: samplesIn('--from', options.from),
    to: samplesIn('--to', options.to),
    points: countIn(options.points),
  });
  if (options.format === 'json') {
    writeJson({ file: source.file, diagnostics: source.diagnostics, ...curveJson(curve) });
  } else {
    process.stdout.write(options.format === 'csv' ? curveCsv(curve) : curveText(curve, colorsOf(process.stdout)));
  }
  return source.hasErrors ? ExitCode.fileHasErrors : ExitCode.success;
}

function samplesIn(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const samples = text.trim() === '' ? NaN : Number(text);
  if (!(samples > 0 && Number.isFinite(samples))) {
    throw new WrongCall(`${option} ${text}: this is not a number of samples: write one such as 1e4.`);
  }
  return samples;
}

function countIn(text: string): number {
  const count = /^\d+$/.test(text) ? Number(text) : NaN;
  if (!(count >= 2 && count <= mostPoints)) {
    throw new WrongCall(`--points ${text}: write a whole number from 2 to ${mostPoints}.`);
  }
  return count;
}
