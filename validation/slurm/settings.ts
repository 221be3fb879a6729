/** What is asked of a cluster for each part of a run. What is left out is the cluster's own default. */
export interface SlurmSettings {
  readonly partition?: string;
  readonly account?: string;
  readonly qos?: string;
  readonly constraint?: string;
  /** A number of GPUs, or a kind and a number: `2`, `a100:1`. */
  readonly gpus?: string;
  readonly cpus?: string;
  /** As Slurm writes it: `16G`. */
  readonly memory?: string;
  /** As Slurm writes it: `2:00:00`, or minutes. A part that needs longer is queued again and goes on. */
  readonly time?: string;
  /** Into how many parts the plan is divided; one for each of its sizes when left out. */
  readonly parts?: number;
  /** How many parts run at the same time, at most. */
  readonly atOnce?: number;
  /** Modules to load before a part begins. */
  readonly modules?: readonly string[];
  /** Lines of shell to run before a part begins, such as those that activate an environment. */
  readonly setup?: readonly string[];
}

/** How many parts run at the same time when nobody says otherwise: a run should not fill a queue that others share. */
const defaultAtOnce = 16;

/** Seconds before the time limit at which a part is told to stop and to be queued again. */
const secondsOfWarning = 90;

/** The signal by which a part is told so. */
export const limitSignal = 'SIGUSR2';

/**
 * The options of sbatch for an array of parts. Each value is within one argument, so that none can be taken for another option.
 * @param parts numbers of the parts to be measured.
 * @param name the name of the job.
 */
export function sbatchOptions(settings: SlurmSettings, name: string, parts: readonly number[]): string[] {
  const { partition, account, qos, constraint, gpus, cpus, memory, time, atOnce = defaultAtOnce } = settings;
  const given: Readonly<Record<string, string | undefined>> = {
    partition,
    account,
    qos,
    constraint,
    gres: gpus === undefined ? undefined : `gpu:${gpus}`,
    'cpus-per-task': cpus,
    mem: memory,
    time,
  };
  return [
    '--parsable',
    `--job-name=${name}`,
    `--array=${parts.join(',')}%${atOnce}`,
    '--ntasks=1',
    '--requeue',
    '--output=/dev/null',
    `--signal=B:${limitSignal.slice('SIG'.length)}@${secondsOfWarning}`,
    ...Object.entries(given).flatMap(([option, value]) => (value === undefined ? [] : [`--${option}=${value}`])),
  ];
}
