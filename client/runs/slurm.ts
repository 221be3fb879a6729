/** The settings `archscale.slurm.*` and the names by which `--slurm` knows them. */
const names: Readonly<Record<string, string>> = {
  partition: 'partition',
  account: 'account',
  qos: 'qos',
  constraint: 'constraint',
  gpus: 'gpus',
  cpus: 'cpus',
  memory: 'memory',
  time: 'time',
  parts: 'parts',
  atOnce: 'at-once',
  modules: 'module',
  setup: 'setup',
};

/**
 * The command line's arguments for a run on a cluster.
 * @param settings the values of `archscale.slurm`, by name; what is empty is left to the cluster
 */
export function slurmArguments(settings: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(names).flatMap(([setting, name]) =>
    [settings[setting] ?? []]
      .flat()
      .filter((value) => (typeof value === 'string' && value.trim() !== '') || (typeof value === 'number' && value > 0))
      .flatMap((value) => ['--slurm', `${name}=${String(value)}`]),
  );
}
