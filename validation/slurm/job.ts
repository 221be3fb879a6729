import { createHash } from 'node:crypto';
import { readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { ForeignFileError, makeOwnFolder, readOwnText, replaceOwnFile } from '../../language/files/run-files.js';
import { EngineFailedError, reasonOf, RunLockedError } from '../errors.js';
import { partsFolderName, planMark } from '../parts/folder.js';
import { planFile } from '../run/folder.js';
import { codeOf, onDisk } from '../run/storage.js';
import { slurm, SlurmError } from './commands.js';
import { jobScript } from './job-script.js';
import { isActive, queuedParts } from './queue.js';
import { sbatchOptions, type SlurmSettings } from './settings.js';

/** What a run's folder tells of the jobs that measure its parts. It is written before the first one is submitted. */
export interface JobRecord {
  /** The name of all jobs of the run. The cluster is asked by it, so that no job is forgotten whoever is killed when. */
  readonly name: string;
  /** Into how many parts the plan was divided. */
  readonly parts: number;
}

const recordFile = (runFolder: string): string => join(runFolder, partsFolderName, 'job.json');

/** The jobs of a run, if any were ever submitted from its folder. */
async function readJob(runFolder: string): Promise<JobRecord | undefined> {
  const path = recordFile(runFolder);
  let text: string;
  try {
    text = await readOwnText(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined;
    return onDisk('read-jobs', path, () => Promise.reject(error as Error));
  }
  try {
    const record = JSON.parse(text) as Partial<JobRecord> | null;
    if (typeof record?.name !== 'string' || !Number.isInteger(record.parts)) return undefined;
    return { name: record.name, parts: record.parts ?? 1 };
  } catch {
    return undefined;
  }
}

/**
 * A run that others are to take over must not be measured by a cluster any more.
 * @throws RunLockedError when it is, or when nobody can tell.
 */
export async function refuseWhileJobsRun(runFolder: string): Promise<void> {
  const job = await readJob(runFolder);
  if (!job) return;
  let active: boolean;
  try {
    active = (await queuedParts(job.name)).some(isActive);
  } catch (error) {
    throw new RunLockedError(
      {
        ...{ code: 'jobs-may-run', folder: runFolder, job: job.name },
        ...{ reason: reasonOf(error), record: recordFile(runFolder) },
      },
      { cause: error },
    );
  }
  if (active) throw new RunLockedError({ code: 'jobs-run', folder: runFolder, job: job.name });
}

/** The jobs of one run: submits parts and asks for them. */
export class Jobs {
  private constructor(
    private readonly runFolder: string,
    private readonly settings: SlurmSettings,
    /** The command that measures a part, but for its number. */
    private readonly command: readonly string[],
    readonly record: JobRecord,
  ) {}

  /**
   * Takes up the jobs of a run that were submitted earlier, or prepares for new ones.
   * @param parts into how many parts the plan is divided if no jobs are there.
   * @param work the command line that measures parts, but for its arguments.
   */
  static async of(
    runFolder: string,
    study: string,
    settings: SlurmSettings,
    { work, engine, parts }: { readonly work: readonly string[]; readonly engine: string; readonly parts: number },
    signal?: AbortSignal,
  ): Promise<Jobs> {
    const folder = await onDisk('find-run-folder', runFolder, () => realpath(runFolder));
    const plan = await onDisk('read-plan', planFile(folder), () => readOwnText(planFile(folder)));
    const mark = createHash('sha256').update(`${folder}\n${plan}`).digest('hex').slice(0, 12);
    const name = `archscale-${study.replaceAll(/[^\p{L}\p{N}_]/gu, '_')}-${mark}`;
    const earlier = await readJob(folder);
    const isTakenUp = earlier?.name === name && (await queuedParts(name, signal)).some(isActive);
    const record = isTakenUp ? earlier : { name, parts };
    const path = recordFile(folder);
    await onDisk('write-jobs', path, async () => {
      await makeOwnFolder(join(folder, partsFolderName));
      await refuseLinksIn(join(folder, partsFolderName));
      await replaceOwnFile(join(folder, partsFolderName, 'job.sh'), jobScript);
      await replaceOwnFile(path, `${JSON.stringify(record)}\n`);
    });
    const command = [
      ...work,
      folder,
      '--engine',
      engine,
      '--plan',
      planMark(plan),
      '--of',
      String(record.parts),
      '--part',
    ];
    return new Jobs(folder, settings, command, record);
  }

  /**
   * Submits parts as one job array.
   * @returns the number of the array.
   * @throws EngineFailedError when Slurm refuses.
   */
  async submit(parts: readonly number[], signal?: AbortSignal): Promise<number> {
    const { modules = [], setup = [] } = this.settings;
    const folder = join(this.runFolder, partsFolderName);
    const options = sbatchOptions(this.settings, this.record.name, parts);
    const args = [
      ...options,
      join(folder, 'job.sh'),
      folder,
      setup.join('\n'),
      String(modules.length),
      ...modules,
      ...this.command,
    ];
    try {
      const answer = await slurm('sbatch', args, { signal });
      return Number.parseInt(answer, 10);
    } catch (error) {
      if (!(error instanceof SlurmError)) throw error;
      throw new EngineFailedError({ code: 'slurm-refused', reason: error.reason }, { cause: error });
    }
  }

  /** The last lines that a part's job printed. */
  async lastLines(part: number): Promise<string> {
    const text = await readOwnText(join(this.runFolder, partsFolderName, `${part}.log`)).catch(() => '');
    return text.trimEnd().split('\n').slice(-3).join('\n');
  }
}

/** Jobs append what they print to files in this folder, through links as well. */
async function refuseLinksIn(folder: string): Promise<void> {
  const link = (await readdir(folder, { withFileTypes: true })).find((entry) => entry.isSymbolicLink());
  if (link) throw new ForeignFileError('ELOOP', join(folder, link.name));
}
