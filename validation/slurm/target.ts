import { slurm } from './commands.js';
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
      await slurm('sbatch', ['--version']);
      await slurm('squeue', ['--version']);
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

function deviceOf({ partition }: SlurmSettings, devices: ReadonlySet<string>): RunMessage {
  return {
    code: 'slurm-device',
    ...(partition === undefined ? {} : { partition }),
    devices: [...devices].slice(0, mostDevices),
    more: Math.max(0, devices.size - mostDevices),
  };
}
