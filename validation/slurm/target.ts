import { slurm, SlurmError } from './commands.js';
import { EngineFailedError } from '../errors.js';
import type { ExecutionTarget } from '../request/execution-target.js';
import type { RunMessage } from '../messages.js';
import { refuseWhileJobsRun } from './job.js';
import { SlurmRun } from './run.js';
import type { SlurmSettings } from './settings.js';

/** So many devices are named in a result. */
const mostDevices = 4;

/**
 * A cluster: the plan is divided into parts, which Slurm runs as a job array. Whoever calls watches them, and may go:
 * the parts go on, and the same call takes them up again.
 * @param work the command line that measures a part (`archscale work`), but for its arguments; seen by all machines of the cluster.
 */
export function onSlurm(settings: SlurmSettings, work: readonly string[]): ExecutionTarget {
  return {
    async mayBegin() {
      for (const command of ['sbatch', 'squeue'] as const) await mustAnswer(command);
    },
    mayOpen: (folder, same) => (same ? Promise.resolve() : refuseWhileJobsRun(folder)),
    engineThere: (engine, folder) => {
      const devices = new Set<string>();
      return {
        name: engine.name,
        version: engine.version,
        runtime: engine.runtime,
        methods: engine.methods,
        device: () => deviceOf(settings, devices),
        // What the engine needs, it needs there: nothing is prepared here.
        cost: (plan, signal) => engine.cost?.(plan, signal) ?? Promise.resolve(undefined),
        run: (plan, done, emit, signal) =>
          new SlurmRun({ plan, folder, settings, work, engine: engine.name, devices, emit, signal }, done).finished(),
      };
    },
  };
}

/**
 * Asks a command of Slurm for its version.
 * @throws NotMeasurableError when it is not there.
 * @throws EngineFailedError when it cannot be used; the reason says what to do.
 */
async function mustAnswer(command: 'sbatch' | 'squeue'): Promise<void> {
  try {
    await slurm(command, ['--version']);
  } catch (error) {
    if (!(error instanceof SlurmError)) throw error;
    throw new EngineFailedError({ code: 'slurm-unusable', command, reason: error.reason }, { cause: error });
  }
}

function deviceOf({ partition }: SlurmSettings, devices: ReadonlySet<string>): RunMessage {
  return {
    code: 'slurm-device',
    ...(partition === undefined ? {} : { partition }),
    devices: [...devices].slice(0, mostDevices),
    more: Math.max(0, devices.size - mostDevices),
  };
}
