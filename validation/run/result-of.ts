import type { Engine } from '../engines/engine.js';
import type { EstimateLimit } from '../measure/bridge.js';
import type { Measurement } from '../measure/measure.js';
import { measure } from '../measure/measure.js';
import type { Plan } from '../plan.js';
import type { ValidationWording } from '../wording.js';
import type { Point, ValidationResult } from '../result.js';
import { versionsOf } from './versions.js';
import { descentFindings } from '../descent/findings.js';
import type { Findings } from '../training/analyse/report.js';
import { trainingFindings } from '../training/analyse/report.js';
import { judge } from '../measure/verdict.js';

/** All that a result is made of. */
export interface RunState {
  readonly file: string;
  readonly plan: Plan;
  readonly points: ReadonlyMap<number, Point>;
  readonly engine: Engine;
  readonly device: string;
  readonly status: ValidationResult['status'];
  readonly seconds: number;
  /** What whoever reads the result must know of the run, in sentences. */
  readonly remarks?: readonly string[];
  /** The estimate at large sizes, once it is known. */
  readonly limit?: EstimateLimit | undefined;
}

/** The result of a run so far, with its reason in words. */
export function resultOf(
  { file, plan, points, engine, device, status, seconds, limit, remarks = [] }: RunState,
  words: ValidationWording,
): ValidationResult {
  const { exponent, slope, energy, pattern } = plan.predicted;
  const noted = { ...plan, notes: [...plan.notes, ...remarks] };
  const ordered = [...points].sort(([a], [b]) => a - b).map(([, point]) => point);
  return {
    file,
    study: plan.study,
    level: plan.level,
    engine: engine.name,
    device,
    status,
    sweep: plan.sweep,
    predicted: { exponent, slope, energy, pattern },
    ...wordedFindings(findingsOf(noted, points, ordered, limit), words),
    points: ordered,
    plan: { ...plan },
    versions: versionsOf(engine),
    seconds,
  };
}

/** Findings in words: a result is a file. */
const wordedFindings = (
  { errorMeans, steps, ...findings }: Findings,
  words: ValidationWording,
): Pick<ValidationResult, 'verdict' | 'reason' | 'diagnostics' | 'bridge'> => ({
  ...findings,
  reason: words(findings.reason),
  ...(steps ? { bridge: { steps: steps.map((step) => ({ ...step, reason: words(step.reason) })) } } : {}),
  diagnostics: { error: words(errorMeans), ...findings.diagnostics },
});

function findingsOf(
  plan: Plan,
  points: ReadonlyMap<number, Point>,
  ordered: readonly Point[],
  limit: EstimateLimit | undefined,
): Findings {
  if (plan.method.kind === 'langevin') return trainingFindings(plan, plan.method, points, limit);
  if (plan.method.kind === 'descent') return descentFindings(plan, plan.method, points);
  const measurement = plan.method.kind === 'estimate' ? measuredToLimit(plan, points) : measure(plan, points);
  const { measured, prefactor } = measurement;
  return {
    ...(measured ? { measured } : {}),
    ...judge(plan, measurement),
    ...(prefactor ? { prefactor } : {}),
    errorMeans: { code: plan.method.kind === 'estimate' ? 'error-of-estimate' : 'error-of-saddle' },
    diagnostics: diagnosticsOf(plan, measurement, ordered),
  };
}

function diagnosticsOf(plan: Plan, measurement: Measurement, points: readonly Point[]): Record<string, unknown> {
  const { localSlopes, drift, sizes, reached, crossover, seen, atSizes, corrections } = measurement;
  const limit = limitOf(localSlopes);
  const numbers = (name: string): number[] =>
    points.flatMap(({ seen: at }) => (typeof at?.[name] === 'number' ? [at[name]] : []));
  const byHand = numbers('energyEqualUnits');
  const last = points.at(-1);
  return {
    fittedSizes: sizes,
    localSlopes,
    ...(drift ? { drift } : {}),
    ...(atSizes ? { atSizes } : {}),
    ...(corrections ? { corrections } : {}),
    ...(plan.method.kind === 'estimate' && limit ? { limit } : {}),
    reached,
    ...(crossover === undefined ? {} : { crossover }),
    ...(seen === undefined ? {} : { patternSeen: seen }),
    optimiserTolerance: Math.max(0, ...numbers('tolerance')),
    seedsDifferBy: seedSpread(plan, points),
    ...(byHand.length > 0 && last ? { equalUnitsOverLowest: (byHand.at(-1) ?? last.value) / last.value } : {}),
    notes: plan.notes,
  };
}

/** How near the last two local slopes must be to name a limit. */
const converged = 0.02;

/** The slope at the largest sizes, where the local slopes have converged, and the size. */
function limitOf(slopes: Measurement['localSlopes']): { readonly exponent: number; readonly at: number } | undefined {
  const [before, last] = slopes.slice(-2);
  return before && last && Math.abs(last.slope - before.slope) <= converged
    ? { exponent: last.slope, at: last.to }
    : undefined;
}

/** What estimates say of the exponent: they reach sizes at which the local slopes have converged, and need no corrections to scaling there. */
function measuredToLimit(plan: Plan, points: RunState['points']): Measurement {
  const { drift, ...measurement } = measure(plan, points);
  const limit = limitOf(measurement.localSlopes);
  if (!measurement.measured || !limit) return { ...measurement, ...(drift ? { drift } : {}) };
  const interval = [limit.exponent - converged, limit.exponent + converged] as const;
  return { ...measurement, measured: { ...measurement.measured, exponent: limit.exponent, interval } };
}

/** The largest relative difference between the values that different starts gave at the same sizes. */
function seedSpread({ sweep }: Plan, points: readonly Point[]): number {
  const bySize = new Map<number | undefined, number[]>();
  for (const { sizes, value } of points) {
    const size = sizes[sweep.variable];
    bySize.set(size, [...(bySize.get(size) ?? []), value]);
  }
  return Math.max(
    0,
    ...[...bySize.values()].map(
      (values) => (Math.max(...values) - Math.min(...values)) / Math.abs(Math.min(...values)),
    ),
  );
}
