import studentQuantile from '@stdlib/stats-base-dists-t-quantile';
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import { bcaInterval } from '../../measure/bootstrap.js';
import { averageBySize, fitPowerLaw, localSlopes } from '../../measure/fit.js';
import { driftOf, stretchedInterval } from '../../measure/interval.js';
import { limitingExponent } from '../../measure/corrections.js';
import type { Measurement } from '../../measure/measure.js';
import { fewestSizes, widest } from '../../measure/measure.js';
import type { LangevinMethod, Plan, PlannedPoint } from '../../plan.js';
import type { Interval, Point } from '../../result.js';
import type { ControlVariate, Measured as MeasuredDataSet } from './control-variate.js';
import { adjustedForDataSets } from './control-variate.js';
import type { Collapse, Crossing, Curve, MeanPoint } from './curve.js';
import { collapseOf, crossing, curvePosition, meanCurve } from './curve.js';
import type { SampleSetting } from '../sample/posterior.js';

/** What was measured at one value of the swept size. */
export interface SizeSummary {
  readonly size: number;
  /** The heuristic's P* = kappa E there; E of a scan of the ridge, whose positions are P/kappa. */
  readonly predicted: number;
  /** P, of a scan of the ridge: its transition is at P over what `pStar` says. */
  readonly scanned?: number;
  /** Specialised units on average over the chains at each position, ascending; where that is known. */
  readonly units: readonly { readonly samples: number; readonly units: number }[];
  readonly curve: readonly MeanPoint[];
  /** P*, with its interval over the seeds when there are several; or on which side of the samples measured it lies. */
  readonly pStar: (Interval & { readonly samples: number }) | 'above' | 'below';
  /** The standard deviation of log P* over the data sets; where it crosses and there are several of them. */
  readonly noise?: number;
  /** P* of the chains from the prior and of the informed ones alone. */
  readonly byStart: { readonly prior?: Crossing; readonly informed?: Crossing };
  /** Points on both sides of the crossing whose chains have not mixed. */
  readonly unmixed: readonly Point[];
}

/** What the points of trained networks say. */
export interface TrainingAnalysis extends Measurement {
  readonly summaries: readonly SizeSummary[];
  readonly collapse?: Collapse;
  /** What was taken off the alignments for the variation between data sets. */
  readonly control?: ControlVariate;
  /** Points that are left out, because a chain of theirs diverged. */
  readonly diverged: readonly Point[];
  /** The largest difference in alignment between informed and prior chains at one point. */
  readonly hysteresis: number;
  /** The exponents of the chains from the prior and of the informed ones alone, when at every size the P* of both lies within the interval of P*. */
  readonly fromBothSides?: readonly [prior: number, informed: number];
}

/** A method whose points are alignments at numbers of samples, or of a scan at ridges. */
export type CurveMethod = Pick<LangevinMethod, 'threshold' | 'scan'>;

interface Measured extends MeasuredDataSet {
  readonly planned: PlannedPoint;
  /** Where it lies on its curve. */
  readonly position: SampleSetting;
}

const resamples = 1000;

/**
 * Alignment curves, P* for each size, the exponent of P*, its interval, and the collapse, with the variation between data sets taken off.
 *
 * The slope at the measured sizes has the BCa bootstrap over the curves (seeds and sizes together), stretched to Student's quantile. The exponent at
 * large sizes has an interval that holds slow corrections to scaling. Where chains have not mixed both are widened to hold the exponents of both sides.
 * @param points by their index in the plan, in any order.
 */
export function analyse(plan: Plan, method: CurveMethod, points: ReadonlyMap<number, Point>): TrainingAnalysis {
  const { variable } = plan.sweep;
  const sizeOf = ({ point }: Measured): number => point.sizes[variable] ?? Number.NaN;
  const all = [...points]
    .flatMap(([index, point]): Measured[] => {
      const planned = plan.points[index];
      if (!planned?.sampling) return [];
      return [{ point, planned, group: groupOf(planned), position: curvePosition(planned.sampling, method) }];
    })
    .sort((a, b) => sizeOf(a) - sizeOf(b) || a.position.samples - b.position.samples || a.point.seed - b.point.seed);
  const isSound = ({ point }: Measured): boolean => Number(point.seen?.['diverged'] ?? 0) === 0;
  const { measured: sound, control } = adjustedForDataSets(all.filter(isSound));
  const sizes = [...new Set(sound.map(sizeOf))];
  const summaries = sizes.map((size) =>
    summaryOf(
      size,
      sound.filter(({ point }) => point.sizes[variable] === size),
      plan,
      method,
    ),
  );
  const crossed = summaries.flatMap(({ size, pStar, predicted, noise }) =>
    typeof pStar === 'string'
      ? []
      : [{ size, value: pStar.samples, predicted, ...(noise === undefined ? {} : { noise }) }],
  );
  const curves = curvesOf(sound, variable, (point) => point.value);
  const diverged = all.filter((one) => !isSound(one)).map(({ point }) => point);
  const collapse = collapseOf(summaries.map(({ curve, predicted }) => ({ mean: curve, predicted })));
  const drift = driftOf(crossed);
  const base = {
    summaries,
    diverged,
    hysteresis: Math.max(0, ...sound.map(({ point }) => Math.abs(gap(point)))),
    sizes: crossed.map(({ size }) => size),
    reached: true,
    localSlopes: crossed.length > 1 ? localSlopes(crossed) : [],
    ...(drift ? { drift } : {}),
    ...(collapse ? { collapse } : {}),
    ...(control ? { control } : {}),
  };
  if (crossed.length < 2) return base;
  const prefactor = prefactorOf(crossed);
  if (crossed.length < fewestSizes) return { ...base, prefactor };
  const { slope } = fitPowerLaw(crossed);
  const used = curves.filter(({ size }) => base.sizes.includes(size));
  const atSizes = stretchedInterval(used, (drawn) => exponentOf(drawn, method.threshold), plan.confidence);
  const limit = limitingExponent(crossed, plan.confidence, widest);
  const { exponent, corrections, remedies } = limit;
  const fromBothSides = exponentsFromBothSides(summaries.filter(({ size }) => base.sizes.includes(size)));
  // Chains that have not mixed leave the exponent open between the two sides.
  const sides = summaries.some(({ unmixed }) => unmixed.length > 0) ? (fromBothSides ?? []) : [];
  const hull = (...ends: readonly number[]): [number, number] => [Math.min(...ends), Math.max(...ends)];
  return {
    ...base,
    ...(fromBothSides ? { fromBothSides } : {}),
    prefactor,
    measured: {
      exponent,
      interval: hull(...limit.interval, ...sides.map((side) => exponent + side - slope)),
      confidence: plan.confidence,
    },
    atSizes: { exponent: slope, interval: hull(...atSizes, slope, ...sides) },
    corrections,
    remedies,
  };
}

/** The standard deviation of log P*, from its interval over the data sets, which is stretched to Student's quantile; nothing for a single data set. */
function noiseOf(
  { interval: [low, high] }: Interval,
  curve: readonly MeanPoint[],
  { confidence }: Plan,
): { readonly noise?: number } {
  const seeds = Math.max(...curve.map((point) => point.seeds));
  if (seeds < 2) return {};
  const tail = (1 + confidence) / 2;
  const normal = normalQuantile(tail, 0, 1);
  return { noise: ((Math.log(high / low) / 2 / normal) * studentQuantile(tail, seeds - 1)) / normal };
}

/** Points with the same sizes, the number of samples among them, are of one group. */
const groupOf = ({ sizes }: PlannedPoint): string => JSON.stringify(sizes);

/** The exponent of P* of some curves; NaN when fewer than two sizes cross. */
function exponentOf(curves: readonly Curve[], threshold: number): number {
  const bySize = new Map<number, Curve[]>();
  for (const curve of curves) bySize.set(curve.size, [...(bySize.get(curve.size) ?? []), curve]);
  const crossed = [...bySize].flatMap(([size, group]) => {
    const found = crossing(group, threshold);
    return typeof found === 'string' ? [] : [{ size, value: found.samples }];
  });
  return crossed.length < 2 ? Number.NaN : fitPowerLaw(averageBySize(crossed)).slope;
}

/** The exponents of P* from the prior and from informed starts; undefined where one lies outside the interval over the data sets. */
function exponentsFromBothSides(summaries: readonly SizeSummary[]): TrainingAnalysis['fromBothSides'] {
  const sides = (['prior', 'informed'] as const).map((start) =>
    summaries.flatMap(({ size, pStar, byStart }) => {
      const found = byStart[start];
      if (typeof pStar === 'string' || typeof found !== 'object') return [];
      const [low, high] = pStar.interval;
      return found.samples >= low && found.samples <= high ? [{ size, value: found.samples }] : [];
    }),
  );
  const [prior, informed] = sides.map((side) =>
    side.length === summaries.length ? fitPowerLaw(side).slope : undefined,
  );
  return prior === undefined || informed === undefined ? undefined : [prior, informed];
}

function summaryOf(size: number, measured: readonly Measured[], plan: Plan, method: CurveMethod): SizeSummary {
  const { variable } = plan.sweep;
  const { threshold } = method;
  const curves = curvesOf(measured, variable, ({ value }) => value);
  const curve = meanCurve(curves);
  const found = crossing(curves, threshold);
  const pStar =
    typeof found === 'string' ? found : { ...found, ...pStarInterval(curves, found.samples, plan, threshold) };
  const [first] = measured;
  const byStart = Object.fromEntries(
    (['prior', 'informed'] as const).flatMap((start) => {
      const part = curvesOf(measured, variable, ({ seen }) => seen?.[start]);
      return part.length === 0 ? [] : [[start, crossing(part, threshold)]];
    }),
  );
  return {
    size,
    predicted: (first?.position.ridge ?? 1) * (first?.planned.predicted ?? NaN),
    ...(method.scan && first?.planned.sampling ? { scanned: first.planned.sampling.samples } : {}),
    curve,
    pStar,
    ...(typeof pStar === 'string' ? {} : noiseOf(pStar, curve, plan)),
    byStart,
    units: meanCurve(curvesOf(measured, variable, ({ seen }) => seen?.['units'])).map(({ samples, alignment }) => ({
      samples,
      units: alignment,
    })),
    unmixed: typeof found === 'string' ? [] : unmixedAround(measured, found.samples),
  };
}

/** P* with its interval over the seeds; the value alone when there is one seed. */
function pStarInterval(curves: readonly Curve[], value: number, { confidence }: Plan, threshold: number): Interval {
  if (curves.length < 2) return { value, interval: [value, value] };
  const [low, high] = bcaInterval(
    curves,
    (drawn) => {
      const found = crossing(drawn, threshold);
      return typeof found === 'string' ? Number.NaN : found.samples;
    },
    { confidence, resamples, seed: 1 },
  );
  return { value, interval: [Math.min(low, value), Math.max(high, value)] };
}

/** The points at the two P that the crossing lies between whose chains have not mixed. */
function unmixedAround(measured: readonly Measured[], samples: number): Point[] {
  const grid = [...new Set(measured.map(({ position }) => position.samples))].sort((a, b) => a - b);
  const below = Math.max(...grid.filter((one) => one <= samples));
  const above = Math.min(...grid.filter((one) => one >= samples));
  return (
    measured
      .filter(({ position }) => position.samples === below || position.samples === above)
      .map(({ point }) => point)
      // Of descent nothing mixes.
      .filter(({ seen }) => seen?.['mixed'] === 'no')
  );
}

function curvesOf(
  measured: readonly Measured[],
  variable: string,
  valueOf: (point: Point) => number | string | undefined,
): Curve[] {
  const curves = new Map<string, { size: number; seed: number; points: Curve['points'][number][] }>();
  for (const { point, position } of measured) {
    const size = point.sizes[variable];
    const alignment = valueOf(point);
    if (size === undefined || typeof alignment !== 'number') continue;
    const key = `${size} ${point.seed}`;
    const curve = curves.get(key) ?? { size, seed: point.seed, points: [] };
    curve.points.push({ samples: position.samples, alignment });
    curves.set(key, curve);
  }
  return [...curves.values()].map((curve) => ({
    ...curve,
    points: curve.points.sort((a, b) => a.samples - b.samples),
  }));
}

/** Informed above prior, in alignment; 0 when there is but one kind of chain. */
function gap({ seen }: Point): number {
  const [prior, informed] = [seen?.['prior'], seen?.['informed']];
  return typeof prior === 'number' && typeof informed === 'number' ? informed - prior : 0;
}

/** Measured P* over predicted P*, in the upper half of the sizes, with its spread there. */
function prefactorOf(crossed: readonly { readonly value: number; readonly predicted: number }[]): Interval {
  const upper = crossed.slice(Math.floor(crossed.length / 2));
  const ratios = upper.map(({ value, predicted }) => value / predicted);
  const mean = Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length);
  return { value: mean, interval: [Math.min(...ratios), Math.max(...ratios)] };
}
