import type { Command } from 'commander';
import { ExitCode } from '../exit-code.js';
import { formatOption, writeJson, type Format } from '../format.js';
import { withFile } from '../file-argument.js';
import { withExamples } from '../help.js';
import { comparisonJson } from '../../present/json/comparison.js';
import { rankedStudies } from '../../present/views/comparison.js';
import { openSource } from '../source.js';
import type { Source } from '../../present/views/predicted.js';
import { comparisonText } from '../../present/text/comparison.js';
import { reportDiagnostics } from '../../present/text/diagnostics.js';

/** `archscale compare FILE`: the studies of a file side by side. */
export function addCompare(program: Command): void {
  const command = withFile(program.command('compare'), '<file...>', '.arch files; - for standard input')
    .description('rank the studies of one or more files by the data that they need')
    .addOption(formatOption())
    .action(async (files: readonly string[], { format }: { format: Format }) => {
      process.exitCode = await compare(files, format);
    });
  withExamples(command, [
    ['archscale compare examples/transition.arch', 'which of the studies is predicted to need less data'],
    ['archscale compare examples/*.arch', 'the studies of several files in one table'],
  ]);
}

async function compare(paths: readonly string[], format: Format): Promise<ExitCode> {
  const sources: Source[] = [];
  for (const path of new Set(paths)) sources.push(await openSource(path));
  sources.forEach(reportDiagnostics);
  const ranked = rankedStudies(sources.flatMap(({ file, studies }) => studies.map((study) => ({ ...study, file }))));
  if (format === 'json') {
    const [{ file } = { file: undefined }, ...others] = sources;
    writeJson({
      ...(others.length > 0 ? { files: sources.map((source) => source.file) } : { file }),
      diagnostics: sources.flatMap(({ diagnostics }) => diagnostics),
      studies: ranked.map((study) =>
        others.length > 0 ? { file: study.file, ...comparisonJson(study) } : comparisonJson(study),
      ),
    });
  } else if (ranked.length > 0) {
    process.stdout.write(`${comparisonText(ranked)}\n`);
  }
  return sources.some(({ hasErrors }) => hasErrors) ? ExitCode.fileHasErrors : ExitCode.success;
}
