import type { LangevinMethod, Plan } from '../../plan.js';
import type { Point, ValidationResult } from '../../result.js';
import type { Judgement } from '../../measure/verdict.js';
import { judge } from '../../measure/verdict.js';
import type { SizeSummary, TrainingAnalysis } from './analysis.js';
import { analyse } from './analysis.js';
import { demanded } from './point.js';

/** The parts of a result that the points decide. */
export type Findings = Pick<ValidationResult, 'measured' | 'verdict' | 'reason' | 'prefactor' | 'diagnostics'>;

/** What a training measurement found so far. */
export function trainingFindings(plan: Plan, method: LangevinMethod, points: ReadonlyMap<number, Point>): Findings {
  const analysis = analyse(plan, method, points);
  const { measured, prefactor } = analysis;
  return {
    ...(measured ? { measured } : {}),
    ...(prefactor ? { prefactor } : {}),
    ...judgeTraining(plan, method, analysis),
    diagnostics: diagnosticsOf(plan, analysis, [...points.values()]),
  };
}

/**
 * The verdict of a training measurement: that of the exponents, unless the crossings are too few or rest on chains that have diverged,
 * or that have not mixed and disagree by where they started.
 */
function judgeTraining(plan: Plan, method: LangevinMethod, analysis: TrainingAnalysis): Judgement {
  const { variable } = plan.sweep;
  const cannotTell = (reason: string): Judgement => ({ verdict: 'cannot tell', reason });
  const outside = analysis.summaries.filter(({ pStar }) => typeof pStar === 'string');
  if (!analysis.measured) {
    const why = outside.map(({ size, pStar }) => `${variable} = ${size} (${inWords(pStar, method)})`).join(', ');
    return cannotTell(
      `An exponent needs ${method.scan ? 'the transition' : 'P*'} at three values of ${variable} or more; so far there are ${analysis.sizes.length}.${why ? ` No crossing at ${why}.` : ''}`,
    );
  }
  const numbers = `the exponent would be ${analysis.measured.exponent.toFixed(2)} [${analysis.measured.interval.map((end) => end.toFixed(2)).join(', ')}]`;
  const unmixed = analysis.summaries.flatMap((summary) => summary.unmixed);
  const hard = plan.algorithms === undefined ? '' : ` ${plan.algorithms}`;
  if (analysis.diverged.length > 0) {
    return cannotTell(
      `Not equilibrated: chains of ${count(analysis.diverged.length, 'point')} diverged, which are left out; ${numbers}.`,
    );
  }
  if (unmixed.length === 0) return judge(plan, analysis);
  const slow =
    `at ${count(unmixed.length, 'point')} around the crossings single chains have not mixed ` +
    `(split R-hat up to ${largest(unmixed, 'rHat').toFixed(2)}, where ${demanded.rHat} is demanded)`;
  if (!analysis.fromBothSides) {
    return cannotTell(
      `Not equilibrated: ${slow}; ` +
        `chains from the prior and informed ones differ by up to ${analysis.hysteresis.toFixed(2)} in alignment; ${numbers}.${hard}`,
    );
  }
  const [prior, informed] = analysis.fromBothSides;
  const { verdict, reason } = judge(plan, analysis);
  return {
    verdict,
    reason: `${reason} Equilibrium is held between both sides: ${slow}, but P* from the prior and from informed starts agree within what the data sets differ by (exponents ${prior.toFixed(2)} and ${informed.toFixed(2)}, which the interval holds).`,
  };
}

function inWords(pStar: SizeSummary['pStar'], { threshold, scan }: LangevinMethod): string {
  const [first, last] = scan
    ? ['from the largest ridge on', 'down to the smallest']
    : ['from the fewest samples on', 'up to the most'];
  return pStar === 'above' ? `above ${threshold} ${first}` : `below ${threshold} ${last}`;
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

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;

const placeOf = ({ sizes, seed }: Point): string =>
  `${Object.entries(sizes)
    .map(([name, value]) => `${name} = ${value}`)
    .join(', ')}, seed ${seed}`;

/** What the user must know of a point at once. */
export function warningsOf(point: Point): string[] {
  const diverged = Number(point.seen?.['diverged'] ?? 0);
  if (diverged === 0) return [];
  return [
    `At ${placeOf(point)} ${count(diverged, 'chain')} diverged: the step is too long there. The point is not used.`,
  ];
}

/** What the user must know of a finished run: how far its chains can be trusted. */
export function closingWarnings({ method }: Plan, points: readonly Point[]): string[] {
  if (method.kind !== 'langevin') return [];
  const unmixed = points.filter(({ seen }) => seen?.['mixed'] !== 'yes');
  const worst = unmixed.reduce<Point | undefined>(
    (most, point) => (Number(point.seen?.['rHat'] ?? 0) > Number(most?.seen?.['rHat'] ?? 0) ? point : most),
    undefined,
  );
  if (!worst) return [];
  return [
    `The chains have not mixed at ${unmixed.length} of ${count(points.length, 'point')}: ` +
      `the worst is ${placeOf(worst)}, with R-hat ${Number(worst.seen?.['rHat']).toFixed(2)} and ` +
      `${Math.round(Number(worst.seen?.['effectivePerChain']))} effective draws a chain ` +
      `(${demanded.rHat} and ${demanded.effectivePerChain} are demanded).`,
  ];
}

function largest(points: readonly Point[], name: string): number {
  return Math.max(0, ...points.map(({ seen }) => Number(seen?.[name] ?? 0)));
}

function diagnosticsOf(plan: Plan, analysis: TrainingAnalysis, points: readonly Point[]): Record<string, unknown> {
  const { summaries, collapse, localSlopes, drift, diverged, hysteresis, sizes, control } = analysis;
  const numbers = (name: string): number[] =>
    points.flatMap(({ seen }) => (typeof seen?.[name] === 'number' ? [seen[name]] : []));
  const byStart = summaries.map(({ size, byStart: { prior, informed } }) => ({ size, prior, informed }));
  return {
    error:
      'Of each point: the standard error of the mean over its chains, their disagreement included; seeds are separate points.',
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
