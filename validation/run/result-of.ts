import type { Engine } from '../engines/engine.js';
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
}

/** The result of a run so far, with its reason in words. */
export function resultOf(
  { file, plan, points, engine, device, status, seconds }: RunState,
  words: ValidationWording,
): ValidationResult {
  const { exponent, slope, energy, pattern } = plan.predicted;
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
    ...wordedFindings(findingsOf(plan, points, ordered), words),
    points: ordered,
    plan: { ...plan },
    versions: versionsOf(engine),
    seconds,
  };
}

/** Findings in words: a result is a file. */
const wordedFindings = (
  { errorMeans, ...findings }: Findings,
  words: ValidationWording,
): Pick<ValidationResult, 'verdict' | 'reason' | 'diagnostics'> => ({
  ...findings,
  reason: words(findings.reason),
  diagnostics: { error: words(errorMeans), ...findings.diagnostics },
});

function findingsOf(plan: Plan, points: ReadonlyMap<number, Point>, ordered: readonly Point[]): Findings {
  if (plan.method.kind === 'langevin') return trainingFindings(plan, plan.method, points);
  if (plan.method.kind === 'descent') return descentFindings(plan, plan.method, points);
  const measurement = measure(plan, points);
  const { measured, prefactor } = measurement;
  return {
    ...(measured ? { measured } : {}),
    ...judge(plan, measurement),
    ...(prefactor ? { prefactor } : {}),
    errorMeans: { code: 'error-of-saddle' },
    diagnostics: diagnosticsOf(plan, measurement, ordered),
  };
}

function diagnosticsOf(plan: Plan, measurement: Measurement, points: readonly Point[]): Record<string, unknown> {
  const { localSlopes, drift, sizes, reached, crossover, seen, atSizes, corrections } = measurement;
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
    reached,
    ...(crossover === undefined ? {} : { crossover }),
    ...(seen === undefined ? {} : { patternSeen: seen }),
    optimiserTolerance: Math.max(0, ...numbers('tolerance')),
    seedsDifferBy: seedSpread(plan, points),
    ...(byHand.length > 0 && last ? { equalUnitsOverLowest: (byHand.at(-1) ?? last.value) / last.value } : {}),
    notes: plan.notes,
  };
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
