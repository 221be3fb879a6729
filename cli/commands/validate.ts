import { resolve } from 'node:path';
import { Option, type Command } from 'commander';
import { text } from 'node:stream/consumers';
import { engineChoices, levelChoices, optimiserChoices } from '../../language/syntax/words.js';
import { openDesign } from '../advised.js';
import { ExitCode } from '../exit-code.js';
import { formatOption, writeJson, type Format } from '../format.js';
import { standardInput, withFile } from '../file-argument.js';
import { withExamples } from '../help.js';
import { isScan } from '../../present/report/findings.js';
import { interruption } from '../interruption.js';
import { workspaceFolders } from '../reach.js';
import { defaultRunFolder } from '../run-folder.js';
import { reportDiagnostics } from '../../present/text/diagnostics.js';
import { shownPlan } from '../../present/plan.js';
import { planNotes, planText } from '../../present/text/plan.js';
import { Progress } from '../../present/text/progress.js';
import { colorsOf } from '../terminal.js';
import { validationText } from '../../present/text/validation.js';
import { words } from '../../present/words/words.js';
import { slurmKeys, withSlurmSetting } from '../slurm-settings.js';
import { validatedStudy } from '../validated.js';
import { WrongCall } from '../wrong-call.js';
import {
  allowProgramsIn,
  engineFor,
  engineHere,
  InterruptedError,
  onSlurm,
  planValidation,
  projectFolders,
  validate,
  type ChooseEngine,
  type Level,
  type OptimiserName,
  type Preset,
  type SlurmSettings,
  type ValidationResult,
} from '../../validation/index.js';

interface Options {
  readonly study?: string;
  readonly level?: Level;
  readonly preset?: Preset;
  readonly engine?: string;
  readonly optimiser?: OptimiserName;
  readonly on: 'local' | 'slurm';
  readonly slurm: SlurmSettings;
  readonly out?: string;
  readonly plan?: true;
  readonly stdin?: true;
  readonly format: Format;
}

/** `archscale validate FILE`: holds a study's prediction against a measurement. */
export function addValidate(program: Command): void {
  const command = withFile(program.command('validate'))
    .description('measure the exponent of a study, and hold it against the predicted one')
    .option('--study <name>', 'which study; the only one of the file when left out')
    .addOption(new Option('--level <level>', 'how deep to look; as the study says, else rate').choices(levelChoices))
    .addOption(
      new Option('--preset <preset>', 'how far to sweep; as the study says, else quick').choices(['quick', 'full']),
    )
    .addOption(new Option('--engine <engine>', 'what measures; as the study says, else auto').choices(engineChoices))
    .addOption(
      new Option('--optimiser <name>', 'what trains at the level descent; as the study says, else sgd').choices(
        optimiserChoices,
      ),
    )
    .addOption(new Option('--on <place>', 'where it runs').choices(['local', 'slurm']).default('local'))
    .addOption(
      new Option('--slurm <setting>', `with --on slurm, KEY=VALUE: ${slurmKeys.join(', ')}`)
        .argParser(withSlurmSetting)
        .default({}, 'the defaults of the cluster'),
    )
    .option('--out <folder>', "the run's folder; .archscale beside the file when left out")
    .option('--plan', 'say what would be measured, why, and what it costs, and measure nothing')
    .option('--stdin', "take the file's text from standard input, with --plan")
    .addOption(formatOption())
    .action(async (file: string, options: Options) => {
      process.exitCode = await run(file, options);
    });
  withExamples(command, [
    ['archscale validate examples/two-layer.arch', 'the exponent in d, measured in seconds'],
    ['archscale validate examples/two-layer.arch --plan', 'what that would measure, and what it costs'],
    [
      'archscale validate examples/descent.arch --study Cubic --optimiser onepass',
      'the samples that SGD needs which sees each one once',
    ],
    ['archscale validate net.arch --study Cubic --preset full --out runs/cubic', 'a longer sweep, kept in runs/cubic'],
    [
      'archscale validate net.arch --on slurm --slurm partition=gpu --slurm gpus=1',
      'its sizes as a job array on a cluster; called again, it follows the same jobs',
    ],
  ]);
}

/** The engine of a name, or the first that can: nothing is timed. */
const engineByName: ChooseEngine = (name, plan) => Promise.resolve({ engine: engineFor(name, plan) });

/** The command line that measures a part: this program. */
const workCommand = (): string[] => [process.execPath, resolve(process.argv[1] ?? ''), 'work'];

async function run(file: string, options: Options): Promise<ExitCode> {
  if (options.stdin && !options.plan)
    throw new WrongCall('--stdin goes with --plan only: a run needs the file itself.');
  if (file === standardInput && !options.plan)
    throw new WrongCall('A run needs the file itself; standard input goes with --plan only.');
  const target = options.on === 'slurm' ? onSlurm(options.slurm, workCommand()) : undefined;
  const design = await openDesign(file, options.stdin && (await text(process.stdin)));
  reportDiagnostics(design.source);
  const validated = validatedStudy(design, options.study, options);
  const signal = interruption();
  const progress = new Progress(process.stderr);
  const onLook = (variable: string, value: number): void => progress.look(variable, value);
  const { study, prediction, engine } = validated;
  const question = { ...validated.options, study, prediction, engine, words, signal, onLook };
  if (options.plan) {
    const isElsewhere = target !== undefined;
    const described = await planValidation({
      ...question,
      isElsewhere,
      startsNothing: options.stdin === true,
      // While somebody types, nothing is timed.
      chooseEngine: options.stdin || isElsewhere ? engineByName : engineHere,
    })
      .catch((error: unknown) => {
        throw error instanceof InterruptedError ? new InterruptedError({ code: 'plan-interrupted' }) : error;
      })
      .finally(() => progress.wipe());
    const shown = shownPlan(described);
    if (options.format === 'json') writeJson(shown);
    else process.stdout.write(`${planText(shown, colorsOf(process.stdout))}${planNotes(shown)}`);
    return ExitCode.success;
  }
  const outDir = options.out ?? defaultRunFolder(file, study.name, question.level);
  allowProgramsIn(projectFolders(process.cwd(), workspaceFolders()));
  try {
    const result = await validate({
      ...{ ...question, file, outDir },
      ...(target ? { on: target } : {}),
      onPlan: (described) => {
        progress.wipe();
        process.stderr.write(`${planText(shownPlan(described), colorsOf(process.stderr))}\n`);
        return Promise.resolve();
      },
      onEvent: (event) => progress.show(event),
    });
    progress.end();
    if (options.format === 'json') writeJson(result);
    else {
      const text = validationText(result, colorsOf(process.stdout));
      process.stdout.write(`${text}\n  kept in ${outDir}\n${offer(result, file, options.out)}`);
    }
    return ExitCode.success;
  } finally {
    progress.end();
  }
}

/** How its prefactor can be used from now on; nothing where it says little. */
function offer(result: ValidationResult, file: string, out: string | undefined): string {
  const { study, prefactor, verdict, level } = result;
  if (!prefactor || verdict === 'disagrees' || level === 'estimate' || level === 'descent' || isScan(result)) return '';
  const scaled = level === 'rate' ? 'the energy' : 'the number of samples';
  const from = out === undefined ? '' : ` --from ${out}`;
  return `  archscale calibrate ${file} --study ${study}${from}  keeps its prefactor for ${scaled} of ${study}\n`;
}
