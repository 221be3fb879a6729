import { hostname } from 'node:os';
import { join } from 'node:path';
import { makeOwnFolder, readOwnText } from '../../language/files/run-files.js';
import { engineFor } from '../engines/index.js';
import { EngineFailedError, InterruptedError, NotMeasurableError, reasonOf, RunFolderError } from '../errors.js';
import type { MessageOrText } from '../messages.js';
import type { Plan, PlannedPoint } from '../plan.js';
import type { EngineEvent, RunEvent } from '../result.js';
import { EventFile, readPoints, recoverPoints } from '../run/events.js';
import { eventsFile, planFile } from '../run/folder.js';
import { codeOf, onDisk } from '../run/storage.js';
import { inWords, wordedEvent, type Worded } from '../wording.js';
import { partFile, partsFolderName, planMark, pointsInParts } from './folder.js';
import { partsOf } from './partition.js';

/** One of the parts into which a run is divided. */
export interface Part extends Worded {
  /** The run's folder: its plan is there. */
  readonly runFolder: string;
  /** From 1. */
  readonly part: number;
  readonly of: number;
  /** `auto` or an engine's name. */
  readonly engine: string;
  /** The mark of the plan that was divided (`planMark`); any plan when left out. */
  readonly plan?: string;
  readonly onEvent?: (event: RunEvent) => void;
  readonly signal?: AbortSignal;
}

/**
 * Measures the points of one part that no one has measured yet, and appends them to the part's own file. Parts of one run
 * can be measured at the same time, on any machine that sees its folder.
 * @returns how many points were measured.
 * @throws NotMeasurableError when the folder has no plan.
 * @throws InterruptedError when the signal was given; the same call continues the part.
 * @throws EngineFailedError when the engine stopped with an error.
 * @throws RunFolderError when the folder cannot be read or written, or has another plan.
 */
export async function measurePart(call: Part): Promise<number> {
  const { runFolder, part, of, signal, words } = call;
  const plan = await planIn(runFolder, call.plan);
  const mine = new Set(partsOf(plan, of)[part - 1]);
  const own = partFile(runFolder, part);
  await onDisk('make-parts-folder', own, () => makeOwnFolder(join(runFolder, partsFolderName)));
  const measured = [await recoverPoints(own), await pointsInParts(runFolder), await readPoints(eventsFile(runFolder))];
  const done = new Set(measured.flatMap((points) => [...points.keys()]));
  const left = [...mine].filter((index) => !done.has(index)).length;
  for (const index of plan.points.keys()) if (!mine.has(index)) done.add(index);

  const events = new EventFile(own);
  const begun = performance.now();
  let points = 0;
  const emit = async (unworded: EngineEvent): Promise<void> => {
    // How far the whole run has come is known only where its parts are gathered.
    if (unworded.event === 'progress') return;
    const event = wordedEvent(unworded, words);
    await events.append(event);
    if (event.event === 'point') points++;
    call.onEvent?.(event);
  };
  try {
    const engine = engineFor(call.engine, plan);
    await engine.prepare?.(signal);
    const device = words({ code: 'device-on-host', device: engine.device(), host: hostname() });
    await emit({ event: 'started', points: left, engine: engine.name, device });
    await engine.run(plan, done, emit, signal);
    await emit({ event: 'finished', seconds: (performance.now() - begun) / 1000 });
    return points;
  } catch (error) {
    if (error instanceof InterruptedError || error instanceof RunFolderError) throw error;
    const reason = endOf(error, planFile(runFolder));
    await emit({ event: 'failed', message: inWords(reason, words) });
    throw error instanceof EngineFailedError ? error : new EngineFailedError(reason, { cause: error });
  }
}

/** Why a part ended, for the user. A plan is a file: what it lacks is met in the middle of the work. */
function endOf(error: unknown, path: string): MessageOrText {
  return error instanceof TypeError || error instanceof RangeError ? { code: 'plan-damaged', path } : reasonOf(error);
}

async function planIn(runFolder: string, mark: string | undefined): Promise<Plan> {
  const path = planFile(runFolder);
  const text = await onDisk('read-run-plan', path, () =>
    readOwnText(path).catch((error: unknown) => {
      if (!['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes(codeOf(error) ?? '')) throw error;
      throw new NotMeasurableError({ code: 'no-plan-here', folder: runFolder }, { cause: error });
    }),
  );
  if (mark !== undefined && planMark(text) !== mark) {
    throw new RunFolderError({ code: 'plan-of-other-run', folder: runFolder });
  }
  const plan = parsed(text);
  const isPoint = (point: Partial<PlannedPoint> | null): boolean => typeof point?.sizes === 'object' && !!point.sizes;
  if (
    !Array.isArray(plan?.points) ||
    !plan.points.every(isPoint) ||
    typeof plan.sweep?.variable !== 'string' ||
    !plan.method?.kind
  ) {
    throw new RunFolderError({ code: 'not-a-plan', path });
  }
  return plan as Plan;
}

function parsed(text: string): Partial<Plan> | undefined {
  try {
    return (JSON.parse(text) as Partial<Plan> | null) ?? undefined;
  } catch {
    return undefined;
  }
}
