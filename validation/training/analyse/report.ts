import type { LangevinMethod, Plan } from '../../plan.js';
import type { Point, ValidationResult } from '../../result.js';
import type { Judgement } from '../../measure/verdict.js';
import { cannotTell, judge } from '../../measure/verdict.js';
import type { MeasurementMessage } from '../../messages.js';
import type { EstimateLimit, UnwordedStep } from '../../measure/bridge.js';
import type { SizeSummary, TrainingAnalysis } from './analysis.js';
import { analyse } from './analysis.js';
import { bridged } from './bridge.js';
import { usableExponent } from './judgement.js';
import { demanded } from '../sample/point.js';

/** The parts of a result that the points decide. What they have to say is not in words yet. */
export type Findings = Pick<ValidationResult, 'measured' | 'prefactor' | 'diagnostics'> &
  Judgement & {
    /** What the error of each point means. */
    readonly errorMeans: MeasurementMessage;
    /** Of a run that is compared by the bridge. */
    readonly steps?: readonly UnwordedStep[];
  };

/**
 * What a training measurement found so far.
 * @param limit the estimate at large sizes; undefined while it is computed, and for plans without a bridge.
 */
export function trainingFindings(
  plan: Plan,
  method: LangevinMethod,
  points: ReadonlyMap<number, Point>,
  limit?: EstimateLimit,
): Findings {
  const analysis = analyse(plan, method, points);
  const { measured, prefactor } = analysis;
  return {
    ...(measured ? { measured } : {}),
    ...(prefactor ? { prefactor } : {}),
    ...(plan.bridge ? bridged(plan, plan.bridge, method, analysis, limit) : judgeTraining(plan, method, analysis)),
    errorMeans: { code: 'error-of-chains' },
    diagnostics: diagnosticsOf(plan, analysis, [...points.values()]),
  };
}

/**
 * The verdict of a training measurement without a bridge: that of the exponents, unless the crossings are too few or rest on chains that have diverged,
 * or that have not mixed and disagree by where they started.
 */
function judgeTraining(plan: Plan, method: LangevinMethod, analysis: TrainingAnalysis): Judgement {
  const usable = usableExponent(plan, method, analysis);
  if (usable.trouble) return cannotTell(usable.trouble);
  const { hysteresis, fromBothSides, summaries } = analysis;
  const { exponent, interval } = usable.measured;
  const unmixed = summaries.flatMap((summary) => summary.unmixed);
  if (unmixed.length === 0) return judge(plan, analysis);
  const slow = { points: unmixed.length, rHat: largest(unmixed, 'rHat'), demanded: demanded.rHat };
  if (!fromBothSides) {
    return cannotTell({ code: 'not-equilibrated', slow, hysteresis, exponent, interval });
  }
  const [prior, informed] = fromBothSides;
  const { verdict, reason: judgement } = judge(plan, analysis);
  return { verdict, reason: { code: 'equilibrium-between-sides', judgement, slow, prior, informed } };
}

/** Of a scan: the ridge kappa* = P/E of the transition at each size, predicted and measured, and the units against the ridge. */
function ridgesOf(summaries: readonly SizeSummary[]): Record<string, unknown> {
  const scans = summaries.flatMap(({ scanned, ...rest }) => (scanned === undefined ? [] : [{ scanned, ...rest }]));
  if (scans.length === 0) return {};
  return {
    ridges: scans.map(({ size, scanned, pStar, predicted }) => {
      const base = { size, predicted: scanned / predicted };
      if (typeof pStar === 'string') return { ...base, outside: pStar === 'above' ? 'larger' : 'smaller' };
      const [low, high] = pStar.interval;
      return { ...base, value: scanned / pStar.value, interval: [scanned / high, scanned / low] };
    }),
    units: scans.map(({ size, scanned, units }) => ({
      size,
      points: units.map((one) => ({ ridge: scanned / one.samples, units: one.units })),
    })),
  };
}

/** What the user must know of a finished run: how far its chains can be trusted. */
export function closingWarnings({ method }: Plan, points: readonly Point[]): MeasurementMessage[] {
  if (method.kind !== 'langevin') return [];
  const unmixed = points.filter(({ seen }) => seen?.['mixed'] !== 'yes');
  const worst = unmixed.reduce<Point | undefined>(
    (most, point) => (Number(point.seen?.['rHat'] ?? 0) > Number(most?.seen?.['rHat'] ?? 0) ? point : most),
    undefined,
  );
  if (!worst) return [];
  const { sizes, seed, seen } = worst;
  return [
    {
      code: 'chains-unmixed',
      unmixed: unmixed.length,
      points: points.length,
      worst: { sizes, seed, rHat: Number(seen?.['rHat']), effective: Number(seen?.['effectivePerChain']) },
      demanded: { rHat: demanded.rHat, effective: demanded.effectivePerChain },
    },
  ];
}

function largest(points: readonly Point[], name: string): number {
  return Math.max(0, ...points.map(({ seen }) => Number(seen?.[name] ?? 0)));
}

function diagnosticsOf(plan: Plan, analysis: TrainingAnalysis, points: readonly Point[]): Record<string, unknown> {
  const { summaries, diverged, hysteresis } = analysis;
  const numbers = (name: string): number[] =>
    points.flatMap(({ seen }) => (typeof seen?.[name] === 'number' ? [seen[name]] : []));
  const byStart = summaries.map(({ size, byStart: { prior, informed } }) => ({ size, prior, informed }));
  return {
    ...curveDiagnostics(analysis),
    ...ridgesOf(summaries),
    hysteresis: { alignment: hysteresis, pStar: byStart },
    rHat: Math.max(1, ...numbers('rHat')),
    nestedRHat: Math.max(1, ...numbers('nestedRHat')),
    effectivePerChain: Math.min(...numbers('effectivePerChain')),
    drawsDrift: Math.max(0, ...numbers('drift').map(Math.abs)),
    mixed: points.filter(({ seen }) => seen?.['mixed'] === 'yes').length,
    diverged: diverged.length,
    notes: plan.notes,
  };
}

/** What every measurement of alignment curves shows of itself. */
export function curveDiagnostics(analysis: TrainingAnalysis): Record<string, unknown> {
  const { summaries, collapse, localSlopes, drift, sizes, control, atSizes, corrections } = analysis;
  return {
    fittedSizes: sizes,
    curves: summaries.map(({ size, predicted, curve }) => ({ size, predicted, points: curve })),
    pStar: summaries.map(({ size, predicted, pStar }) => ({
      size,
      predicted,
      ...(typeof pStar === 'string' ? { outside: pStar } : { value: pStar.value, interval: pStar.interval }),
    })),
    ...(collapse ? { collapse } : {}),
    ...(control ? { controlVariate: control } : {}),
    localSlopes,
    ...(drift ? { drift } : {}),
    ...(atSizes ? { atSizes } : {}),
    ...(corrections ? { corrections } : {}),
  };
}
