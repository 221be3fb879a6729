import type { Command } from 'commander';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { withoutStudy, withPrefactor } from '../../language/calibration/format.js';
import { calibrationPath, readCalibrationFile, writeCalibrationFile } from '../../language/calibration/store.js';
import { readOwnText } from '../../language/files/run-files.js';
import { words } from '../../present/words/words.js';
import { asResult } from '../../present/report/reading.js';
import { calibrationOf } from '../../theory/index.js';
import { prefactorFrom, type ValidationResult } from '../../validation/index.js';
import { openDesign } from '../advised.js';
import { chosenStudy } from '../chosen-study.js';
import { ExitCode } from '../exit-code.js';
import { formatOption, writeJson, type Format } from '../format.js';
import { standardInput, withFile } from '../file-argument.js';
import { withExamples } from '../help.js';
import { calibratedEnergyJson, calibratedJson } from '../../present/json/calibrated.js';
import type { PredictedStudy } from '../../present/views/predicted.js';
import { defaultRunFolder } from '../run-folder.js';
import { unformatted } from '../../present/markdown/text.js';
import { calibrationSentences, prefactorText } from '../../present/views/samples.js';
import { reportDiagnostics } from '../../present/text/diagnostics.js';
import { validatedStudy } from '../validated.js';
import { WrongCall } from '../wrong-call.js';

interface Options {
  readonly study?: string;
  readonly from?: string;
  readonly remove?: true;
  readonly format: Format;
}

/** `archscale calibrate FILE`: keeps the prefactor of a run for the numbers of a study, or takes it away. */
export function addCalibrate(program: Command): void {
  const command = withFile(program.command('calibrate'))
    .description('keep the prefactor that a run measured: a rate run that of E, a training run that of P*')
    .option('--study <name>', 'which study; the only one of the file when left out')
    .option('--from <folder>', 'the folder of the run; the rate run beside the file when left out')
    .option('--remove', 'take the prefactors of the study away')
    .addOption(formatOption())
    .action(async (file: string, options: Options) => {
      process.exitCode = await run(file, options);
    });
  withExamples(command, [
    ['archscale calibrate examples/two-layer.arch', 'after a validation: its prefactor scales E from now on'],
    ['archscale calibrate net.arch --study Cubic --from runs/cubic', 'a training run there: its prefactor scales P*'],
    ['archscale calibrate net.arch --study Cubic --remove', 'back to bare scales'],
  ]);
}

async function run(file: string, { study: name, from, remove, format }: Options): Promise<ExitCode> {
  if (file === standardInput) throw new WrongCall('A calibration is kept beside a file: name the file.');
  if (remove && from !== undefined) throw new WrongCall('Give --from or --remove, not both.');
  const design = await openDesign(file);
  const { source } = design;
  reportDiagnostics(source);
  const before = readCalibrationFile(file);
  if (remove) {
    // A study that is gone or broken may still have a prefactor.
    const gone = name ?? chosenStudy(source, name).study.name;
    if (!before.has(gone)) throw new WrongCall(`${basename(calibrationPath(file))} keeps nothing for ${gone}.`);
    await writeCalibrationFile(file, withoutStudy(before, gone), words);
    if (format === 'json') writeJson({ file, study: gone, calibrated: null, calibratedEnergy: null });
    else process.stdout.write(`${gone}: the numbers are bare scales again\n`);
    return ExitCode.success;
  }
  const one = chosenStudy(source, name);
  const folder = from ?? defaultRunFolder(file, one.study.name, 'rate');
  const { following } = validatedStudy(design, one.study.name, {});
  const kept = prefactorFrom(one.study, await resultIn(folder), runName(file, folder), following);
  const after = withPrefactor(before, one.study.name, kept);
  await writeCalibrationFile(file, after, words);
  const { study, prediction } = one;
  const calibration = calibrationOf(study, prediction, after.get(study.name) ?? []);
  const calibrated: PredictedStudy = { study, prediction, calibration };
  if (format === 'json') {
    const numbers = { calibrated: calibratedJson(calibrated), calibratedEnergy: calibratedEnergyJson(calibrated) };
    writeJson({ file, study: study.name, kept, ...numbers });
  } else {
    const lines = [`prefactor ${prefactorText(kept)}`, ...calibrationSentences(calibrated).map(unformatted)];
    process.stdout.write(`${study.name}\n${lines.map((line) => `  ${line}\n`).join('')}`);
    process.stdout.write(`  kept in ${calibrationPath(file)}\n`);
  }
  return ExitCode.success;
}

async function resultIn(folder: string): Promise<ValidationResult> {
  const path = join(folder, 'result.json');
  const text = await readOwnText(path).catch((error: unknown) => {
    const isAbsent = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    const why = isAbsent ? 'there is no result: run archscale validate first' : 'its result cannot be read';
    throw new WrongCall(`${folder}: ${why}.`, { cause: error });
  });
  const result = asResult(text);
  if (!result) throw new WrongCall(`${path} is not the result of a validation.`);
  return result;
}

/** A run's folder relative to the file, the same on every system. */
function runName(file: string, folder: string): string {
  return relative(dirname(resolve(file)), resolve(folder))
    .split(sep)
    .join('/');
}
