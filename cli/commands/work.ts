import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { engineChoices } from '../../language/syntax/words.js';
import { words } from '../../present/words/words.js';
import { allowProgramsIn, InterruptedError, limitSignal, measurePart, projectFolders } from '../../validation/index.js';
import { ExitCode } from '../exit-code.js';
import { withExamples } from '../help.js';
import { interruption } from '../interruption.js';
import { workspaceFolders } from '../reach.js';
import { WrongCall } from '../wrong-call.js';

interface Options {
  readonly part: number;
  readonly of: number;
  readonly engine: string;
  readonly plan?: string;
}

/** `archscale work FOLDER`: measures one part of a run. It is what the jobs of a cluster call. */
export function addWork(program: Command): void {
  const command = program
    .command('work')
    .description('measure one part of a run; what the jobs of a cluster call')
    .argument('<folder>', "the run's folder, with its plan")
    .requiredOption('--part <number>', 'which part, from 1', wholeNumber)
    .requiredOption('--of <number>', 'how many parts there are', wholeNumber)
    .addOption(new Option('--engine <engine>', 'what measures').choices(engineChoices).default('auto'))
    .option('--plan <mark>', 'do nothing when the folder has another plan than this')
    .action(async (folder: string, options: Options) => {
      process.exitCode = await run(folder, options);
    });
  withExamples(command, [
    ['archscale work .archscale/net/Cubic-rate --part 1 --of 4', 'the first quarter of the points of that run'],
  ]);
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('It is a whole number, 1 or more.');
  return Number(text);
}

async function run(runFolder: string, { part, of, engine, plan }: Options): Promise<ExitCode> {
  if (part > of) throw new WrongCall(`There is no part ${part} of ${of}.`);
  const limit = new AbortController();
  process.on(limitSignal, () => limit.abort());
  let points = 0;
  allowProgramsIn(projectFolders(process.cwd(), workspaceFolders()));
  try {
    await measurePart({
      ...{ runFolder, part, of, engine, words },
      ...(plan === undefined ? {} : { plan }),
      signal: AbortSignal.any([interruption(), limit.signal]),
      onEvent: (event) => {
        if (event.event !== 'point') return;
        points++;
        process.stdout.write(`point ${event.index}\n`);
      },
    });
    return ExitCode.success;
  } catch (error) {
    if (error instanceof InterruptedError && limit.signal.aborted) await queueAgain(points);
    throw error;
  }
}

/** So many starts may go by without a point before the time limit is called too short. */
const mostStarts = 3;

/** Has Slurm put this job back into its queue, which ends it. */
async function queueAgain(points: number): Promise<void> {
  const { SLURM_ARRAY_JOB_ID: job, SLURM_ARRAY_TASK_ID: task, SLURM_RESTART_COUNT: restarts = '0' } = process.env;
  if (job === undefined || task === undefined) return;
  if (points === 0 && Number(restarts) + 1 >= mostStarts) {
    throw new WrongCall('No point was finished within the time limit, time after time: give the parts more time.');
  }
  process.stdout.write('The time limit is near: the part goes back into the queue.\n');
  await promisify(execFile)('scontrol', ['requeue', `${job}_${task}`]);
}
