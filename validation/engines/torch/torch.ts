import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { EngineFailedError, InterruptedError } from '../../errors.js';
import type { LangevinMethod, Plan } from '../../plan.js';
import type { Cost } from '../../request/cost.js';
import type { MessageOrText } from '../../messages.js';
import type { EngineEvent, RunEvent } from '../../result.js';
import { chainsPoint, pointEvents } from '../../training/sample/events.js';
import { shippedFile } from '../beside.js';
import { programFolders } from '../project-folders.js';
import type { Engine } from '../engine.js';
import type { Interpreter } from './interpreter.js';
import { jobConstants } from './job-constants.js';
import { timedByPython } from './torch-cost.js';
import { candidates, findInterpreter } from './interpreter.js';
import { alignedUnits } from '../../training/sample/aligned-units.js';
import { alongAndAcross } from '../../network/sensitivity.js';
import { plannedDirections } from '../../network/target.js';
import type { ChainRecords } from '../../training/sample/point.js';
import { meanSensitivity } from '../../training/sample/point.js';

/** How long the engine may say nothing before it counts as hung; it tells of its progress every second. */
const silence = 300_000;

/** What the process says of a finished point. */
interface ChainsEvent extends ChainRecords {
  readonly event: 'chains';
  readonly index: number;
  /** The weights at the end, a row a chain. */
  readonly weights: readonly (readonly (number | null)[])[];
  /** The mean squares of the slopes of f by each feature at the end, a row a chain. */
  readonly slopes: readonly (readonly (number | null)[])[];
}

/** The Python that `prepare` found. */
let found: Interpreter | undefined;

/** What plans would cost: each is timed once. */
const costs = new WeakMap<Plan, Cost>();

/** The engine of PyTorch: CUDA, Apple's GPU or the CPU, in a Python process. */
export const torch: Engine = {
  name: 'torch',
  version: '1',
  runtime: { node: process.version },
  methods: ['langevin'],
  async prepare(signal) {
    found ??= await findInterpreter(script(), candidates(process.env, programFolders()), signal ? { signal } : {});
  },
  device: () => (found ? { code: 'torch-device', device: found.name, torch: found.torch } : 'PyTorch'),
  /** Known once `prepare` has found a Python. */
  async cost(plan, signal) {
    if (!found) return undefined;
    const cost = costs.get(plan) ?? (await timedByPython(spawnEngine(found.path), plan, this.device(), signal));
    if (cost) costs.set(plan, cost);
    return cost;
  },
  async run(plan, done, emit, signal) {
    const { method } = plan;
    await this.prepare?.(signal);
    if (method.kind !== 'langevin' || !found) throw new EngineFailedError({ code: 'torch-chains-only' });
    await runPython(spawnEngine(found.path), { plan, method, done, emit, ...(signal ? { signal } : {}) });
  },
};

/** The folder of the Python package, which Python starts as a program. */
function script(): string {
  const path = shippedFile('archscale_torch') ?? shippedFile('torch/archscale_torch');
  if (path === undefined) throw new EngineFailedError({ code: 'torch-not-shipped' });
  return path;
}

const spawnEngine = (path: string): ChildProcessWithoutNullStreams =>
  spawn(path, [script()], { stdio: ['pipe', 'pipe', 'pipe'], windowsHide: true });

/** What a Python process is to do. */
export interface TorchJob {
  readonly plan: Plan;
  readonly method: LangevinMethod;
  readonly done: ReadonlySet<number>;
  readonly emit: (event: EngineEvent) => Promise<void>;
  readonly signal?: AbortSignal;
  /** Milliseconds without a word after which the process counts as hung. */
  readonly silence?: number;
}

/**
 * Gives the process its job and passes on what it tells, until it ends.
 * @throws InterruptedError within two seconds of the signal; the process is gone then.
 * @throws EngineFailedError when it fails, hangs, or ends before its points are measured.
 */
export async function runPython(child: ChildProcessWithoutNullStreams, job: TorchJob): Promise<void> {
  const { plan, done, emit, signal } = job;
  const measured = new Set(done);
  let failure: MessageOrText | undefined;
  let lastWords = '';
  child.stderr.on('data', (chunk: Buffer) => (lastWords = `${lastWords}${chunk.toString()}`.slice(-2000)));
  const ended = new Promise<number | null>((resolve) => {
    child.once('error', (error) => {
      failure ??= { code: 'python-not-started', reason: error.message };
      resolve(null);
    });
    child.once('exit', resolve);
  });
  // A process that ends before it has read its job: its end says what is wrong.
  child.stdin.on('error', () => undefined);
  child.stdin.write(`${JSON.stringify({ plan, done: [...done], ...jobConstants })}\n`);

  const stop = (): void => stopSoon(child);
  signal?.addEventListener('abort', stop);
  if (signal?.aborted) stop();
  const watchdog = setTimeout(() => {
    failure ??= { code: 'python-silent', seconds: Math.round((job.silence ?? silence) / 1000) };
    child.kill('SIGKILL');
  }, job.silence ?? silence);

  const lines = createInterface({ input: child.stdout });
  void ended.then(() => setImmediate(() => lines.close()));
  try {
    for await (const line of lines) {
      const event = understood(line);
      if (!event) continue;
      watchdog.refresh();
      if (event.event === 'failed') failure ??= event.message;
      else if (event.event !== 'chains') await emit(event);
      else {
        for (const one of pointEventsOf(event, job, measured)) await emit(one);
      }
    }
    const status = await ended;
    if (signal?.aborted) throw new InterruptedError();
    if (failure !== undefined) throw new EngineFailedError({ code: 'torch-failed', reason: failure });
    if (measured.size < plan.points.length) {
      const last = lastWords.trim().split('\n').at(-1);
      throw new EngineFailedError({
        ...{ code: 'torch-ended', measured: measured.size, of: plan.points.length },
        ...(status === null ? {} : { status }),
        ...(last ? { last } : {}),
      });
    }
  } finally {
    clearTimeout(watchdog);
    signal?.removeEventListener('abort', stop);
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  }
}

/** Asks the process to stop, and makes it. */
function stopSoon(child: ChildProcessWithoutNullStreams): void {
  child.stdin.end();
  setTimeout(() => child.kill('SIGTERM'), 400).unref();
  setTimeout(() => child.kill('SIGKILL'), 1000).unref();
}

/** What the process says, line by line. */
type PythonEvent = ChainsEvent | Extract<RunEvent, { event: 'progress' | 'warning' | 'failed' }>;

/** A line as the event that it is; undefined for anything else that Python or its libraries print. */
function understood(line: string): PythonEvent | undefined {
  let event: Partial<PythonEvent> | null;
  try {
    event = JSON.parse(line) as Partial<PythonEvent> | null;
  } catch {
    return undefined;
  }
  switch (event?.event) {
    case 'progress':
      return typeof event.done === 'number' && typeof event.of === 'number' ? (event as PythonEvent) : undefined;
    case 'warning':
    case 'failed':
      return typeof event.message === 'string' ? (event as PythonEvent) : undefined;
    case 'chains': {
      const { index, draws, starts, temperatures, weights, slopes } = event;
      const sound = [draws, starts, temperatures, weights, slopes].every(Array.isArray) && typeof index === 'number';
      return sound ? (event as PythonEvent) : undefined;
    }
    case undefined:
    default:
      return undefined;
  }
}

/** The events of a point that was measured just now; none for one that was not asked for. */
function pointEventsOf(event: ChainsEvent, { plan, method }: TorchJob, measured: Set<number>): EngineEvent[] {
  const { index, weights, slopes } = event;
  const planned = plan.points[index];
  if (!planned || measured.has(index)) return [];
  measured.add(index);
  const units = alignedUnits(planned, weights);
  const directions = plannedDirections(planned.target);
  const each = slopes.map((row) =>
    alongAndAcross(
      row.map((square) => square ?? Number.NaN),
      directions,
    ),
  );
  const records = {
    ...event,
    ...(units === undefined ? {} : { units }),
    sensitivity: meanSensitivity(each),
  };
  const progress = { done: measured.size, of: plan.points.length };
  return pointEvents(index, chainsPoint(planned, method, records), progress);
}
