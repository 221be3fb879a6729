import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { engineFor } from '../engines/index.js';
import { EngineFailedError, InterruptedError, RunFolderError } from '../errors.js';
import type { Plan, PlannedPoint } from '../plan.js';
import type { RunEvent } from '../result.js';
import { EventFile, readPoints, recoverPoints } from '../run/events.js';
import { eventsFile, planFile } from '../run/folder.js';
import { makeFolder, onDisk } from '../run/storage.js';
import { partFile, partsFolderName, planMark, pointsInParts } from './folder.js';
import { partsOf } from './partition.js';

/** One of the parts into which a run is divided. */
export interface Part {
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
 * @throws InterruptedError when the signal was given; the same call continues the part.
 * @throws EngineFailedError when the engine stopped with an error.
 * @throws RunFolderError when the folder cannot be read or written, or has no plan or another one.
 */
export async function measurePart(call: Part): Promise<number> {
  const { runFolder, part, of, signal } = call;
  const plan = await planIn(runFolder, call.plan);
  const mine = new Set(partsOf(plan, of)[part - 1]);
  const own = partFile(runFolder, part);
  await onDisk('make the folder of the parts', own, () => makeFolder(join(runFolder, partsFolderName)));
  const measured = [await recoverPoints(own), await pointsInParts(runFolder), await readPoints(eventsFile(runFolder))];
  const done = new Set(measured.flatMap((points) => [...points.keys()]));
  const left = [...mine].filter((index) => !done.has(index)).length;
  for (const index of plan.points.keys()) if (!mine.has(index)) done.add(index);

  const events = new EventFile(own);
  const begun = performance.now();
  let points = 0;
  const emit = async (event: RunEvent): Promise<void> => {
    // How far the whole run has come is known only where its parts are gathered.
    if (event.event === 'progress') return;
    await events.append(event);
    if (event.event === 'point') points++;
    call.onEvent?.(event);
  };
  try {
    const engine = engineFor(call.engine, plan);
    await engine.prepare?.(signal);
    const device = `${engine.device()} on ${hostname()}`;
    await emit({ event: 'started', points: left, engine: engine.name, device });
    await engine.run(plan, done, emit, signal);
    await emit({ event: 'finished', seconds: (performance.now() - begun) / 1000 });
    return points;
  } catch (error) {
    if (error instanceof InterruptedError || error instanceof RunFolderError) throw error;
    const message = reasonOf(error, planFile(runFolder));
    await emit({ event: 'failed', message });
    throw error instanceof EngineFailedError ? error : new EngineFailedError(message, { cause: error });
  }
}

/** Why a part ended, for the user. A plan is a file: what it lacks is met in the middle of the work. */
function reasonOf(error: unknown, path: string): string {
  if (error instanceof TypeError || error instanceof RangeError) {
    return `${path} is damaged, or of another version: its points cannot be measured. Call archscale validate again.`;
  }
  return error instanceof Error ? error.message : String(error);
}

async function planIn(runFolder: string, mark: string | undefined): Promise<Plan> {
  const path = planFile(runFolder);
  const text = await onDisk("read the run's plan", path, () => readFile(path, 'utf8'));
  if (mark !== undefined && planMark(text) !== mark) {
    throw new RunFolderError(`The plan in ${runFolder} is no longer the one that this part belongs to.`);
  }
  const plan = parsed(text);
  const isPoint = (point: Partial<PlannedPoint> | null): boolean => typeof point?.sizes === 'object' && !!point.sizes;
  if (
    !Array.isArray(plan?.points) ||
    !plan.points.every(isPoint) ||
    typeof plan.sweep?.variable !== 'string' ||
    !plan.method?.kind
  ) {
    throw new RunFolderError(`${path} is no plan of a run.`);
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
