import { spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { createInterface } from 'node:readline';
import { candidates, findInterpreter } from '../../validation/engines/torch/interpreter.js';
import type { LangevinMethod, Plan, PlannedPoint } from '../../validation/plan.js';
import { jobConstants } from '../../validation/engines/torch/job-constants.js';

const rates = 'test/gpu/rates.py';
const engine = 'validation/engines/torch/archscale_torch';
const job = 'test/output/torch-job.json';
const oneThread = { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };

/** Times of one step of the engine torch in milliseconds of processor time, and of its products alone at PyTorch's own rate, in turns. */
export interface TorchTimes {
  readonly name: string;
  readonly readout: 'sampled' | 'integrated';
  readonly step: readonly number[];
  readonly products: readonly number[];
}

/** A Python with PyTorch, or undefined where there is none. */
const python = async (): Promise<string | undefined> =>
  findInterpreter(engine, candidates(process.env, [process.cwd()])).then(
    ({ path }) => path,
    () => undefined,
  );

/** A step of two layers, one data set of four chains on one core, against its matrix products; undefined without PyTorch. */
export async function torchAgainstItsProducts(rounds: number): Promise<TorchTimes[] | undefined> {
  const path = await python();
  if (path === undefined) return undefined;
  const cases = [64, 128].flatMap((d) => ['sampled', 'integrated'].map((readout) => [d, 1, readout]));
  const given = JSON.stringify({ device: 'cpu', cases, chains: 4, rounds, seconds: 60 });
  const child = spawn(path, [rates, given], { stdio: ['ignore', 'pipe', 'inherit'], env: oneThread });
  const found: TorchTimes[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    const { d, ...times } = JSON.parse(line) as Omit<TorchTimes, 'name'> & { readonly d: number };
    found.push({ ...times, name: `torch, two layers, d = N = ${d}, readout ${times.readout}, against its products` });
  }
  return found;
}

/** Milliseconds of the clock that a job takes on all cores and on one of them, in turns; undefined without PyTorch or a second core. */
export async function torchOnAllCores(
  rounds: number,
): Promise<{ readonly cores: number; readonly all: number[]; readonly one: number[] } | undefined> {
  const [path, cores] = [await python(), availableParallelism()];
  if (path === undefined || cores < 2) return undefined;
  const [all, one]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    all.push(durationOf(path, cores, 204) - durationOf(path, cores, 4));
    one.push(durationOf(path, 1, 204) - durationOf(path, 1, 4));
  }
  return { cores, all, one };
}

/** Milliseconds of the clock of a job of so many steps. */
function durationOf(path: string, cores: number, steps: number): number {
  const method: LangevinMethod = {
    ...{ kind: 'langevin', readout: 'integrated', friction: 1, draws: 4, doublings: 0, burnIn: 0.5 },
    ...{ chains: { prior: 4, informed: 0 }, freshInputs: 64, threshold: 0.5 },
  };
  const points = Array.from({ length: 2 * cores }, (_, index): PlannedPoint => ({
    sizes: {},
    seed: index + 1,
    network: {
      name: 'Net',
      input: { kind: 'gaussian', dimension: 64 },
      layers: [{ name: 'h', kind: 'dense', residual: false, sizes: { width: 64 }, activation: 'erf' }],
      output: { kind: 'linear', scaling: 'standard' },
    },
    target: { name: 'cubic', kind: 'hermite', terms: [{ degree: 3, coefficient: 1 }], directions: 1 },
    predicted: 1,
    informed: [],
    sampling: { samples: 1280, ridge: 0.2, step: 0.002, steps },
  }));
  const plan: Pick<Plan, 'method' | 'points'> = { method, points };
  writeFileSync(job, JSON.stringify({ plan, done: [], ...jobConstants }));
  const begun = performance.now();
  const env = { ...process.env, OMP_NUM_THREADS: String(cores) };
  const { status } = spawnSync(path, [engine, job], { env, stdio: 'ignore' });
  if (status !== 0) throw new Error(`the engine torch ended with ${String(status)}`);
  return performance.now() - begun;
}
