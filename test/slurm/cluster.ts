import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

/** A Slurm of one node with two CPUs, whose daemons and files are its own. */
export interface Cluster {
  /** The environment in which Slurm's commands speak to it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Ends its jobs and daemons, and removes its files. */
  stop(): Promise<void>;
}

/**
 * Starts Slurm. Jobs of the partition `low` give way to those of the partition `high` and are queued again; what is queued
 * again waits for six seconds, the least that Slurm knows.
 */
export async function startCluster(): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), 'archscale-slurm-'));
  for (const name of ['munge', 'state', 'spool']) mkdirSync(join(folder, name), { mode: 0o755 });
  writeFileSync(join(folder, 'munge/key'), randomBytes(128), { mode: 0o600 });
  const configuration = join(folder, 'slurm.conf');
  writeFileSync(configuration, configurationOf(folder, await freePorts(2)));
  const environment = { SLURM_CONF: configuration, PATH: `${process.env.PATH ?? ''}:/usr/sbin:/sbin` };

  const daemons: ChildProcess[] = [];
  const start = (program: string, args: readonly string[]): void => {
    const output = join(folder, `${program}.out`);
    const script = 'out=$1; shift; exec "$@" >"$out" 2>&1';
    const env = { ...process.env, ...environment };
    daemons.push(spawn('sh', ['-c', script, 'sh', output, program, ...args], { stdio: 'ignore', env }));
  };
  const munge = (name: string): string => join(folder, 'munge', name);
  const stop = async (): Promise<void> => {
    await endJobs(environment);
    for (const daemon of daemons.reverse()) await end(daemon);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const files = { 'key-file': 'key', socket: 'socket', 'pid-file': 'pid', 'seed-file': 'seed', 'log-file': 'log' };
    start('munged', [
      ...['--foreground', '--force'],
      ...Object.entries(files).map(([option, name]) => `--${option}=${munge(name)}`),
    ]);
    start('slurmctld', ['-D', '-f', configuration]);
    start('slurmd', ['-D', '-f', configuration]);
    await until('the node is idle', () => slurm(environment, 'sinfo', ['--noheader', '--format=%T']).includes('idle'));
  } catch (error) {
    const said = ['munged', 'slurmctld', 'slurmd'].map((name) => readText(join(folder, `${name}.out`)));
    await stop();
    throw new Error(`Slurm did not start:\n${said.join('\n')}`, { cause: error });
  }
  return { environment, stop };
}

function configurationOf(folder: string, [controller = 0, node = 0]: readonly number[]): string {
  const name = hostname().split('.')[0] ?? '';
  return `ClusterName=test
SlurmctldHost=${name}(127.0.0.1)
SlurmctldPort=${controller}
SlurmdPort=${node}
AuthType=auth/munge
AuthInfo=socket=${folder}/munge/socket,cred_expire=5
CredType=cred/munge
SlurmUser=root
SlurmdUser=root
StateSaveLocation=${folder}/state
SlurmdSpoolDir=${folder}/spool
SlurmctldPidFile=${folder}/slurmctld.pid
SlurmdPidFile=${folder}/slurmd.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
MpiDefault=none
ReturnToService=2
SlurmdParameters=config_overrides
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerType=sched/backfill
SchedulerParameters=sched_interval=1,bf_interval=1,batch_sched_delay=0
PreemptType=preempt/partition_prio
PreemptMode=REQUEUE
KillWait=2
NodeName=${name} NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN
PartitionName=low Nodes=${name} Default=YES MaxTime=INFINITE State=UP PriorityTier=1 PreemptMode=REQUEUE
PartitionName=high Nodes=${name} MaxTime=INFINITE State=UP PriorityTier=10 PreemptMode=OFF
`;
}

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}

async function endJobs(environment: Cluster['environment']): Promise<void> {
  try {
    slurm(environment, 'scancel', ['--user=root']);
    await until('all jobs have ended', () => slurm(environment, 'squeue', ['--noheader']) === '');
  } catch {
    // Without its controller a cluster has no jobs to end.
  }
}

async function end(daemon: ChildProcess): Promise<void> {
  if (daemon.exitCode !== null || daemon.signalCode !== null) return;
  daemon.kill('SIGTERM');
  const ended = once(daemon, 'exit');
  const isEnded = await Promise.race([ended.then(() => true), setTimeout(20_000, false, { ref: false })]);
  if (isEnded) return;
  daemon.kill('SIGKILL');
  await ended;
}

const readText = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

/** What one of Slurm's commands prints. */
export function slurm(environment: Cluster['environment'], command: string, args: readonly string[]): string {
  const env = { ...process.env, ...environment };
  return execFileSync(command, args, { encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'pipe'] }).trim();
}

/** Resolves once something is so; what throws is not so yet. */
export async function until(what: string, isSo: () => boolean, seconds = 60): Promise<void> {
  const given = Date.now() + seconds * 1000;
  let last: unknown;
  while (Date.now() < given) {
    try {
      if (isSo()) return;
    } catch (error) {
      last = error;
    }
    await setTimeout(20);
  }
  throw new Error(`It did not come about within ${seconds} s that ${what}.`, { cause: last });
}
