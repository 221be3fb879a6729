import { appendFile, lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { freeSizes } from '../../theory/free-sizes.js';
import type { Prediction, Study } from '../../theory/index.js';
import { replaceFile } from '../../language/replace-file.js';
import type { PlanOptions } from '../plan.js';
import type { ValidationResult } from '../result.js';
import { logLine } from './log-line.js';
import { makeFolder, onDisk } from './storage.js';

/** A run that ended before it had a plan. */
export interface Refusal {
  readonly file: string;
  readonly study: Study;
  readonly prediction: Prediction;
  readonly options: PlanOptions;
  readonly engine: string;
  /** In words. */
  readonly reason: string;
  /** The same as a line of a log. */
  readonly logged: string;
}

/**
 * Keeps a run that ended before it had a plan, so that it is listed with its reason. Where the folder has an earlier run, that stays as it is, and its log says what happened.
 * @throws RunFolderError when the folder cannot be written.
 */
export async function recordRefusal(folder: string, refusal: Refusal): Promise<void> {
  await onDisk('make-run-folder', folder, () => makeFolder(folder));
  const [plan, log, result] = ['plan.json', 'log.txt', 'result.json'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  await onDisk('write-log', log, () => appendFile(log, logLine(refusal.logged)));
  const hasRun = await lstat(plan).then(
    () => true,
    () => false,
  );
  if (hasRun) return;
  await onDisk('write-result', result, () =>
    replaceFile(result, `${JSON.stringify(resultOfRefusal(refusal), undefined, 2)}\n`),
  );
}

/** A result without points that says why there are none. */
function resultOfRefusal({ file, study, prediction, options, engine, reason }: Refusal): ValidationResult {
  const { winner } = prediction;
  const { level = 'rate', preset = 'quick', sweep } = options;
  const moving = freeSizes(study).find((name) => winner.energy.exponents.has(name));
  const variable = sweep?.variable ?? options.variable ?? moving ?? '';
  const exponent = winner.energy.exponentOf(variable);
  return {
    file,
    study: study.name,
    level,
    engine,
    device: '',
    status: 'failed',
    sweep: { variable, values: [] },
    predicted: {
      exponent: exponent.toFraction(),
      slope: exponent.valueOf(),
      energy: winner.energy.toString(),
      pattern: winner.name,
    },
    verdict: 'cannot tell',
    reason,
    points: [],
    diagnostics: {},
    plan: { level, preset },
    versions: {},
    seconds: 0,
  };
}

/** True for the result of a run that ended before it had a plan. */
export function isRefusal(result: unknown): boolean {
  const { status, points, sweep } = (result ?? {}) as Partial<ValidationResult>;
  return status === 'failed' && Array.isArray(points) && points.length === 0 && sweep?.values.length === 0;
}
