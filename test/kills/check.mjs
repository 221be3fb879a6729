// What must be so in the folder of a run, whenever its process was killed.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

/** What a finished run leaves, and nothing else. */
const left = ['events.jsonl', 'log.txt', 'plan.json', 'result.json', 'versions.json'];

/**
 * Reads a run's folder while no process runs there.
 * @returns `indices` of the points in whole lines of the events, in their order; `plan` and `result`, where they are; `faults`, in sentences.
 */
export function readRun(folder) {
  const faults = [];
  const json = (name) => {
    const path = join(folder, name);
    if (!existsSync(path)) return undefined;
    try {
      return JSON.parse(readFileSync(path, 'utf8'));
    } catch {
      faults.push(`${name} is not JSON`);
      return undefined;
    }
  };
  const path = join(folder, 'events.jsonl');
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [''];
  const cut = lines.pop();
  const events = lines.flatMap((line, number) => {
    try {
      return [JSON.parse(line)];
    } catch {
      faults.push(`line ${number + 1} of events.jsonl is not JSON`);
      return [];
    }
  });
  const points = events.filter(({ event }) => event === 'point');
  const run = {
    indices: points.map(({ index }) => index),
    isCut: cut !== '',
    plan: json('plan.json'),
    result: json('result.json'),
    names: readdirSync(folder).sort(),
    faults,
  };
  const kept = run.result?.points.length ?? 0;
  if (kept > points.length) faults.push(`result.json has ${kept} points, events.jsonl ${points.length}`);
  return run;
}

/** What went wrong between two looks at a folder: points that were there once stay, in their order. */
export function faultsSince(before, now) {
  const same = isDeepStrictEqual(now.indices.slice(0, before.indices.length), before.indices);
  return same ? now.faults : [...now.faults, `points ${before.indices} became ${now.indices}`];
}

/**
 * Compares a run that was killed and continued with its plan, and with an undisturbed run of that plan.
 * @param points of the undisturbed run; undefined where the engine gives other values each time.
 * @returns how many points of the plan are lost and repeated, and what else is wrong.
 */
export function endOf(run, points) {
  const { indices, plan, result } = run;
  const planned = plan?.points ?? [];
  const counts = planned.map((_, index) => indices.filter((one) => one === index).length);
  const lost = counts.filter((count) => count === 0).length;
  const repeated = indices.length - new Set(indices).size;
  const faults = [...run.faults];
  if (planned.length === 0) faults.push('there is no plan');
  if (run.isCut) faults.push('the last line of events.jsonl is cut');
  if (indices.some((index) => planned[index] === undefined)) faults.push(`points ${indices} are not all planned`);
  if (result?.status !== 'finished') faults.push(`the result is ${result?.status ?? 'missing'}`);
  const kept = result?.points ?? [];
  const key = ({ sizes, seed }) => ({ sizes, seed });
  if (!isDeepStrictEqual(kept.map(key), planned.map(key))) faults.push('the result has other points than the plan');
  if (points && !isDeepStrictEqual(kept, points)) faults.push('the values differ from those of an undisturbed run');
  if (!isDeepStrictEqual(run.names, left)) faults.push(`the folder has ${run.names.join(', ')}`);
  return { lost, repeated, faults };
}
