import type { DescentMethod, Plan } from '../plan.js';
import type { Point } from '../result.js';
import type { Judgement } from '../measure/verdict.js';
import { cannotTell, judge } from '../measure/verdict.js';
import type { MeasurementMessage } from '../messages.js';
import type { TrainingAnalysis } from '../training/analyse/analysis.js';
import { analyse } from '../training/analyse/analysis.js';
import type { Findings } from '../training/analyse/report.js';
import { tooFewCrossings } from '../training/analyse/judgement.js';
import { curveDiagnostics } from '../training/analyse/report.js';

/** What a measurement by descent found so far. */
export function descentFindings(plan: Plan, method: DescentMethod, points: ReadonlyMap<number, Point>): Findings {
  const analysis = analyse(plan, method, points);
  const { measured, prefactor } = analysis;
  return {
    ...(measured ? { measured } : {}),
    ...(prefactor ? { prefactor } : {}),
    ...besideEquilibrium(plan, method, analysis, judgeDescent(plan, method, analysis)),
    errorMeans: { code: 'error-of-descent' },
    diagnostics: diagnosticsOf(plan, method, analysis, [...points.values()]),
  };
}

/**
 * The verdict of a measurement by descent: the measured exponent against that of the known algorithm which the optimiser is. Where none is
 * known there is none.
 */
function judgeDescent(plan: Plan, method: DescentMethod, analysis: TrainingAnalysis): Judgement {
  const { measured, diverged } = analysis;
  if (!measured) return cannotTell(tooFewCrossings(plan, method, analysis));
  const { exponent, interval } = measured;
  if (diverged.length > 0)
    return cannotTell({ code: 'descents-diverged', points: diverged.length, exponent, interval });
  const { algorithms, comparedWith, optimiser } = method;
  const rate = algorithms?.find(({ name }) => name === comparedWith);
  if (!rate) {
    const isForStudy = algorithms === undefined;
    return cannotTell({ code: 'no-rate-known', optimiser, isForStudy, exponent, interval });
  }
  const compared = { ...plan, predicted: { ...plan.predicted, exponent: rate.exponent, slope: rate.slope } };
  const { verdict, reason: judgement } = judge(compared, analysis);
  const withRate: Judgement = { verdict, reason: { code: 'rate-of-algorithm', judgement, rate: rate.name } };
  const { atSizes } = analysis;
  if (verdict !== 'disagrees' || !rate.upToLogarithm || !atSizes) return withRate;
  // d log d has the slope 1 + 1/log d: so long as the slope lies between, the logarithm may be the difference.
  const [least, most] = [rate.slope, rate.slope + 1 / Math.log(Math.max(Math.E, plan.sweep.values[0] ?? Math.E))];
  const isBetween = atSizes.interval[1] >= least && atSizes.interval[0] <= most;
  return isBetween ? cannotTell({ code: 'logarithm-left-out', judgement: withRate.reason }) : withRate;
}

/** The same judgement with what descent needs beside equilibrium. */
function besideEquilibrium(
  plan: Plan,
  method: DescentMethod,
  analysis: TrainingAnalysis,
  { verdict, reason: judgement }: Judgement,
): Judgement {
  const { measured } = analysis;
  if (!measured) return { verdict, reason: judgement };
  const { variable } = plan.sweep;
  const { exponent, slope } = plan.predicted;
  const [low, high] = measured.interval;
  const side = low > slope ? 'above' : high < slope ? 'below' : 'within';
  const ratios = equilibriumRatios(plan, method, analysis).flatMap(({ size, ratio }) =>
    ratio === undefined ? [] : [{ size, ratio }],
  );
  const reason: MeasurementMessage = {
    code: 'beside-equilibrium',
    judgement,
    variable,
    ratios,
    equilibrium: exponent,
    side,
  };
  return { verdict, reason };
}

/** The estimate of P* at equilibrium at each size, and what descent needs over it where it crosses. */
function equilibriumRatios(
  { sweep: { values } }: Plan,
  { equilibrium = [] }: DescentMethod,
  { summaries }: TrainingAnalysis,
): { readonly size: number; readonly samples: number; readonly ratio: number | undefined }[] {
  return summaries.flatMap(({ size, pStar }) => {
    const samples = equilibrium[values.indexOf(size)];
    if (samples === undefined) return [];
    return [{ size, samples, ratio: typeof pStar === 'string' ? undefined : pStar.samples / samples }];
  });
}

function diagnosticsOf(
  plan: Plan,
  method: DescentMethod,
  analysis: TrainingAnalysis,
  points: readonly Point[],
): Record<string, unknown> {
  const { algorithms, comparedWith, optimiser } = method;
  const { values } = plan.sweep;
  const numbers = (name: string): number[] =>
    points.flatMap(({ seen }) => (typeof seen?.[name] === 'number' ? [seen[name]] : []));
  const equilibrium = equilibriumRatios(plan, method, analysis);
  return {
    ...curveDiagnostics(analysis),
    optimiser,
    ...(comparedWith ? { comparedWith } : {}),
    ...(algorithms
      ? {
          algorithms: algorithms.map(({ name, exponent, slope, samples }) => ({
            name,
            exponent,
            slope,
            values: values.map((size, index) => ({ size, samples: samples[index] })),
          })),
        }
      : {}),
    ...(equilibrium.length > 0 ? { equilibrium } : {}),
    halvings: Math.max(0, ...numbers('halvings')),
    diverged: analysis.diverged.length,
    notes: plan.notes,
  };
}
