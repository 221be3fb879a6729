import type { Engine } from '../engines/engine.js';
import { EngineFailedError, InterruptedError, reasonOf, RunFolderError } from '../errors.js';
import { Clock } from './clock.js';
import type { RunMessage } from '../messages.js';
import type { Plan } from '../plan.js';
import { resultOf } from '../run/result-of.js';
import type { EngineEvent, Point, RunEvent, ValidationResult } from '../result.js';
import type { RunFolder } from '../run/folder.js';
import { pause } from '../run/pause.js';
import type { EstimateLimit } from '../measure/bridge.js';
import { estimateLimit } from '../training/bridge/limit.js';
import { closingWarnings } from '../training/analyse/report.js';
import { versionsOf } from '../run/versions.js';
import { inWords, wordedEvent, type Worded } from '../wording.js';

/** A run to execute: its plan, what measures, and where its files are kept. */
export interface PlannedRun extends Worded {
  /** The file that the study comes from; for the result only. */
  readonly file: string;
  readonly plan: Plan;
  readonly engine: Engine;
  /** Given back in the end. */
  readonly folder: RunFolder;
  /** When it was asked for, by the clock of `performance`. */
  readonly begun: number;
  /** It is measured on other machines, which may make it wait: the plan's time does not end it. */
  readonly isElsewhere?: boolean;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: RunEvent) => void;
  /** The result so far, after every point. */
  readonly onResult?: (result: ValidationResult) => void;
}

/**
 * Measures what a plan has and its folder lacks, and keeps every point as it comes. Runs wherever JavaScript does.
 * @returns the finished result, which is in the folder too.
 * @throws InterruptedError when the signal was given; a run with the same plan and folder goes on from there.
 * @throws EngineFailedError when the engine stopped with an error.
 * @throws RunFolderError when the folder cannot be written.
 */
export async function executeRun(run: PlannedRun): Promise<ValidationResult> {
  const { plan, engine, folder, begun, signal, words } = run;
  const deviceNow = (): string => inWords(engine.device(), words);
  const points = new Map<number, Point>(folder.recovered);
  const seconds = (): number => folder.earlierSeconds + (performance.now() - begun) / 1000;
  let status: ValidationResult['status'] = 'running';
  let limit: EstimateLimit | undefined;
  const remarks: string[] = [];
  const clock = new Clock(run.isElsewhere === true ? undefined : plan.seconds, begun, signal);
  let lastWrite: Promise<unknown> = Promise.resolve();
  /** One after another, and an end stays: the last point of one worker may come after the failure of another. */
  const write = (next: ValidationResult['status']): Promise<ValidationResult> => {
    if (next !== 'running') status = next;
    const result = lastWrite.then(async () => {
      const state = {
        file: run.file,
        plan,
        points,
        engine,
        device: deviceNow(),
        status,
        seconds: seconds(),
        limit,
        remarks,
      };
      const now = resultOf(state, words);
      await folder.writeResult(now);
      run.onResult?.(now);
      return now;
    });
    lastWrite = result.catch(() => undefined);
    return result;
  };
  const emit = async (unworded: EngineEvent): Promise<void> => {
    const event = withinTime(wordedEvent(unworded, words), clock);
    await folder.events.append(event);
    await folder.log.append(event);
    run.onEvent?.(event);
    if (event.event !== 'point') return;
    points.set(event.index, event.point);
    await write('running');
  };
  try {
    await folder.writeVersions(versionsOf(engine));
    await emit({ event: 'started', points: plan.points.length, engine: engine.name, device: deviceNow() });
    if (folder.setAside !== undefined) {
      await emit({ event: 'warning', message: { code: 'plan-changed', folder: folder.setAside } });
    }
    for (const message of plan.notes) await emit({ event: 'warning', message });
    for (const [index, point] of folder.inParts) await emit({ event: 'point', index, point });
    if (points.size > 0) await emit({ event: 'progress', done: points.size, of: plan.points.length });
    await write('running');
    // The estimate at large sizes needs no engine: it is made beside it, and waited for in the end.
    const estimated = estimateLimit(plan, () => pause(signal)).then((found) => (limit = found));
    await Promise.all([clock.end(engine.run(plan, new Set(points.keys()), emit, clock.signal)), estimated]);
    if (clock.isUp) {
      const message = words(timeUp(plan, points.size));
      remarks.push(message);
      await emit({ event: 'warning', message });
    }
    for (const message of closingWarnings(plan, [...points.values()])) await emit({ event: 'warning', message });
    const result = await write('finished');
    await emit({ event: 'finished', seconds: result.seconds });
    return result;
  } catch (error) {
    const expected = asExpected(error);
    await recordFailure(expected, { write, emit, words });
    if (expected instanceof InterruptedError) await folder.log.say({ code: 'log-interrupted' }).catch(() => undefined);
    throw expected;
  } finally {
    await folder.close();
  }
}

/** Progress whose time left is no more than the run has. */
function withinTime(event: RunEvent, { left }: Clock): RunEvent {
  if (event.event !== 'progress' || event.secondsLeft === undefined) return event;
  return { ...event, secondsLeft: Math.min(event.secondsLeft, left) };
}

/** Says of a run that its time was up, and what it leaves out. */
const timeUp = ({ points, preset, seconds = 0 }: Plan, measured: number): RunMessage => ({
  code: 'time-up',
  preset,
  seconds,
  measured,
  of: points.length,
});

/** Makes what was thrown one of the errors that callers expect. */
function asExpected(error: unknown): RunFolderError | InterruptedError | EngineFailedError {
  const isExpected =
    error instanceof RunFolderError || error instanceof InterruptedError || error instanceof EngineFailedError;
  return isExpected
    ? error
    : new EngineFailedError({ code: 'engine-failed', reason: reasonOf(error) }, { cause: error });
}

/** What the reason of a failure is recorded with. */
interface Recording extends Worded {
  readonly write: (status: 'interrupted' | 'failed') => Promise<unknown>;
  readonly emit: (event: RunEvent) => Promise<void>;
}

/** Leaves the reason in the folder, as far as it still can be written. */
async function recordFailure(error: Error, { write, emit, words }: Recording): Promise<void> {
  if (error instanceof RunFolderError) return;
  try {
    if (error instanceof EngineFailedError) await emit({ event: 'failed', message: inWords(error.reason, words) });
    await write(error instanceof InterruptedError ? 'interrupted' : 'failed');
  } catch {
    // The first error is the one to report.
  }
}
