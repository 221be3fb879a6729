import { freeSizes } from '../../theory/free-sizes.js';
import type { Prediction, Study } from '../../theory/index.js';
import { predictedBy, type PlanOptions } from '../plan.js';
import type { ValidationResult } from '../result.js';

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

/** A result without points that says why there are none. */
export function resultOfRefusal({ file, study, prediction, options, engine, reason }: Refusal): ValidationResult {
  const { winner } = prediction;
  const { level = 'rate', preset = 'quick', sweep } = options;
  const measured = level === 'rate' || options.scan ? winner.energy : winner.energy.times(study.ridge);
  const moving = freeSizes(study).find((name) => measured.exponents.has(name));
  const variable = sweep?.variable ?? options.variable ?? moving ?? '';
  return {
    file,
    study: study.name,
    level,
    engine,
    device: '',
    status: 'failed',
    sweep: { variable, values: [] },
    predicted: predictedBy(winner, variable, measured),
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
