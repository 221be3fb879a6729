import { Option, type Command } from 'commander';
import { join } from 'node:path';
import { readOwnText } from '../../language/files/run-files.js';
import { readNamedFile } from '../../language/files/user-files.js';
import { reportFormats, type ReportFormat } from '../../present/report/formats.js';
import { asResult } from '../../present/report/reading.js';
import type { ValidationResult } from '../../validation/index.js';
import { ExitCode } from '../exit-code.js';
import { withExamples } from '../help.js';
import { writeOut } from '../write-out.js';
import { WrongCall } from '../wrong-call.js';

interface Options {
  readonly to: ReportFormat;
  readonly out?: string;
}

/** `archscale report RUN`: a run's result, with its plots, as a file for others. */
export function addReport(program: Command): void {
  const command = program
    .command('report')
    .description("write a run's result with its plots: Markdown, HTML, CSV or JSON")
    .argument('<run>', "a run's folder, or a result file")
    .addOption(new Option('--to <format>', 'the format').choices(Object.keys(reportFormats)).default('markdown'))
    .option('--out <file>', 'write it there; to standard output when left out')
    .action(async (run: string, options: Options) => {
      process.exitCode = await report(run, options);
    });
  withExamples(command, [
    ['archscale report .archscale/two-layer/Cubic-rate --to html --out cubic.html', 'one page with everything in it'],
    ['archscale report runs/cubic --to csv', 'the points, for a plot of your own'],
  ]);
}

async function report(run: string, { to, out }: Options): Promise<ExitCode> {
  const text = reportFormats[to].write(await resultIn(run));
  await writeOut(text, out);
  return ExitCode.success;
}

/** The result of a run's folder, or of a file. */
async function resultIn(run: string): Promise<ValidationResult> {
  const inFolder = join(run, 'result.json');
  const reads = [
    [inFolder, () => readOwnText(inFolder)],
    [run, async () => (await readNamedFile(run)).toString('utf8')],
  ] as const;
  for (const [path, read] of reads) {
    const text = await read().catch(() => undefined);
    if (text === undefined) continue;
    const result = asResult(text);
    if (!result) throw new WrongCall(`${path} is not the result of a validation.`);
    return result;
  }
  throw new WrongCall(`${run} has no result.json: name the folder of a run, as archscale validate prints it.`);
}
