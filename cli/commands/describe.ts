import type { Command } from 'commander';
import { URI } from 'langium';
import { basename, dirname, relative, resolve, sep } from 'node:path';
import { measureFile, type FileData } from '../../language/data/data-files.js';
import { dataFiles } from '../../language/data/files.js';
import { anywhere } from '../../language/files/reach.js';
import type { DataOptions } from '../../language/data/options.js';
import { UnusableDataError } from '../../language/data/table.js';
import { describedJson } from '../../present/json/described.js';
import { describedSentences, describedText } from '../../present/text/described.js';
import { describedData, describedFile } from '../../present/views/described.js';
import { words } from '../../present/words/words.js';
import { ExitCode } from '../exit-code.js';
import { formatOption, writeJson, type Format } from '../format.js';
import { withExamples } from '../help.js';
import { colorsOf } from '../terminal.js';
import { writeOut } from '../write-out.js';
import { WrongCall } from '../wrong-call.js';

interface Options {
  readonly label?: string;
  readonly direction?: string;
  readonly columns?: string;
  readonly exclude?: string;
  readonly oneHot?: string;
  readonly standardize?: boolean;
  readonly member?: string;
  readonly out?: string;
  readonly format: Format;
}

/** `archscale describe DATA`: what a data file tells of its label. */
export function addDescribe(program: Command): void {
  const command = program
    .command('describe')
    .description('say what a data file holds: its effective dimension, and what its label is along which direction')
    .argument('<data>', 'a .csv, .npy or .npz file')
    .option('--label <column>', 'the column of the labels, by its name or by its number from 1')
    .option('--direction <file>', 'a file with a direction in the columns, where it is known')
    .option('--columns <names>', 'the columns that are used, with commas between them; all when left out')
    .option('--exclude <names>', 'the columns that are not used, with commas between them')
    .option('--one-hot <names>', 'the columns of categories: each value becomes a column of zeros and ones')
    .option('--standardize', 'shift and scale each column to zero mean and unit variance')
    .option('--member <name>', 'the array of an .npz file')
    .option('--out <file>', 'an .arch file to write, with the input and the measured target')
    .addOption(formatOption())
    .action(async (path: string, options: Options) => {
      process.exitCode = await describe(path, options);
    });
  withExamples(command, [
    ['archscale describe data.csv --label y', 'rows, columns, effective dimension, and the components of y'],
    ['archscale describe data.csv --label y --exclude id,date --out data.arch', 'a file to begin with'],
    ['archscale describe data.npz --member X --label 10 --format json', 'the same for a script'],
  ]);
}

async function describe(path: string, options: Options): Promise<ExitCode> {
  const selection = dataOptionsOf(options);
  const data = await measured(path, selection);
  const named = { ...selection, path };
  if (options.out !== undefined) {
    const { out } = options;
    const beside = (file: string): string =>
      relative(dirname(resolve(out)), resolve(file))
        .split(sep)
        .join('/');
    const given = selection.direction === undefined ? {} : { direction: beside(selection.direction) };
    const lines = describedData(beside(path), { ...selection, ...given }, data);
    const sentences = [`${basename(path)}, by "archscale describe":`, ...describedSentences(named, data)];
    await writeOut(describedFile(lines, data, sentences), out);
  }
  const lines = describedData(path.split(sep).join('/'), selection, data);
  if (options.format === 'json') writeJson(describedJson(path, data, lines));
  else process.stdout.write(describedText(named, data, lines, colorsOf(process.stdout)));
  return ExitCode.success;
}

async function measured(path: string, options: DataOptions): Promise<FileData> {
  const at = (file: string): URI => URI.file(resolve(file));
  const { direction } = options;
  let read = path;
  const onDirection = (isOn: boolean): void => void (read = isOn ? (direction ?? path) : path);
  try {
    const request = { ...options, file: at(path), direction: direction === undefined ? undefined : at(direction) };
    return await measureFile(
      request,
      (file, selection) => dataFiles.read(file, anywhere, selection),
      undefined,
      onDirection,
    );
  } catch (error) {
    if (error instanceof UnusableDataError) throw new WrongCall(`${read}: ${words(error.reason)}`);
    throw error;
  }
}

function dataOptionsOf({ label, direction, columns, exclude, oneHot, standardize, member }: Options): DataOptions {
  return {
    ...(label !== undefined && { label }),
    ...(direction !== undefined && { direction }),
    ...(columns !== undefined && { columns: namesIn(columns) }),
    ...(exclude !== undefined && { exclude: namesIn(exclude) }),
    ...(oneHot !== undefined && { oneHot: namesIn(oneHot) }),
    ...(member !== undefined && { member }),
    standardize: standardize ?? false,
  };
}

/** Names with commas between them. */
function namesIn(list: string): string[] {
  return list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
