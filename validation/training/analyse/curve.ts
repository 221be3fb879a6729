import type { LangevinMethod } from '../../plan.js';
import type { SampleSetting } from '../sample/posterior.js';

/** The alignment that a data set's size P gives, one seed's at one value of the swept size. */
export interface Curve {
  readonly size: number;
  readonly seed: number;
  /** Ascending in P. */
  readonly points: readonly CurvePoint[];
}

export interface CurvePoint {
  readonly samples: number;
  readonly alignment: number;
}

/** A point of the mean curve at one size. */
export interface MeanPoint extends CurvePoint {
  /** One standard error over the seeds; 0 for a single seed. */
  readonly error: number;
  readonly seeds: number;
}

/** The mean over seeds at each P, ascending. */
export function meanCurve(curves: readonly Curve[]): MeanPoint[] {
  const bySamples = new Map<number, number[]>();
  for (const { samples, alignment } of curves.flatMap(({ points }) => points)) {
    bySamples.set(samples, [...(bySamples.get(samples) ?? []), alignment]);
  }
  return [...bySamples]
    .sort(([a], [b]) => a - b)
    .map(([samples, values]) => {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const spread = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(values.length - 1, 1);
      return { samples, alignment: mean, error: Math.sqrt(spread / values.length), seeds: values.length };
    });
}

/**
 * Where a point lies on its curve: at P samples, or, of a scan of the ridge, at P/kappa samples with ridge 1. The likelihood is that of P/kappa
 * samples in both, up to what data sets differ by, and P* = kappa E says the same: so a transition at kappa* is one at E = P/kappa*.
 */
export function curvePosition(
  { samples, ridge }: SampleSetting,
  { scan }: Pick<LangevinMethod, 'scan'>,
): SampleSetting {
  return scan === undefined ? { samples, ridge } : { samples: samples / ridge, ridge: 1 };
}

/** Where a curve crosses a threshold: at `samples`, or not within it. */
export type Crossing = { readonly samples: number } | 'above' | 'below';

/**
 * The number of samples at which the mean alignment reaches the threshold, linear in log P between neighbours.
 *
 * Alignment grows with P: what of the mean curve falls is noise and is levelled first (least squares with a rising curve), so
 * that there is one crossing.
 * @returns `above` when the whole curve is above the threshold, `below` when it stays below.
 */
export function crossing(curves: readonly Curve[], threshold: number): Crossing {
  const mean = meansOf(curves);
  const rising = levelled(mean.map(({ alignment }) => alignment));
  const after = rising.findIndex((alignment) => alignment >= threshold);
  if (after < 0) return 'below';
  if (after === 0) return 'above';
  const [low, high] = [rising[after - 1] ?? 0, rising[after] ?? 1];
  const [from, to] = [mean[after - 1]?.samples ?? 1, mean[after]?.samples ?? 1];
  return { samples: from * (to / from) ** ((threshold - low) / (high - low)) };
}

/** The means of `meanCurve` without their errors: bootstraps take them thousands of times. */
function meansOf(curves: readonly Curve[]): CurvePoint[] {
  const sums = new Map<number, { sum: number; count: number }>();
  for (const { points } of curves) {
    for (const { samples, alignment } of points) {
      const at = sums.get(samples);
      if (at) {
        at.sum += alignment;
        at.count++;
      } else sums.set(samples, { sum: alignment, count: 1 });
    }
  }
  return [...sums]
    .map(([samples, { sum, count }]) => ({ samples, alignment: sum / count }))
    .sort((a, b) => a.samples - b.samples);
}

/** The nearest rising sequence, by pooling neighbours that fall. */
function levelled(values: readonly number[]): number[] {
  const pools: { sum: number; count: number }[] = [];
  for (const value of values) {
    pools.push({ sum: value, count: 1 });
    for (;;) {
      const [before, last] = [pools.at(-2), pools.at(-1)];
      if (!before || !last || before.sum / before.count <= last.sum / last.count) break;
      pools.splice(-2, 2, { sum: before.sum + last.sum, count: before.count + last.count });
    }
  }
  return pools.flatMap(({ sum, count }) => Array<number>(count).fill(sum / count));
}

/** How well curves of different sizes fall on one when P is measured in their predicted P*. */
export interface Collapse {
  /** Root mean square of the differences in alignment from the mean over the sizes, where the curves overlap. */
  readonly spread: number;
  /** The spread that the errors alone would give. */
  readonly expected: number;
}

/**
 * The collapse of mean curves on P over predicted P*.
 * @param curves for each size its mean curve and its predicted P*.
 * @returns undefined when no two sizes overlap.
 */
export function collapseOf(
  curves: readonly { readonly mean: readonly MeanPoint[]; readonly predicted: number }[],
): Collapse | undefined {
  const scaled = curves
    .filter(({ mean }) => mean.length > 1)
    .map(({ mean, predicted }) => mean.map((point) => ({ ...point, x: Math.log(point.samples / predicted) })));
  const from = Math.max(...scaled.map((curve) => curve[0]?.x ?? Infinity));
  const to = Math.min(...scaled.map((curve) => curve.at(-1)?.x ?? -Infinity));
  if (scaled.length < 2 || !(to > from)) return undefined;
  const intervals = 16;
  let squares = 0;
  let errors = 0;
  for (let index = 0; index <= intervals; index++) {
    const x = from + ((to - from) * index) / intervals;
    const values = scaled.map((curve) => interpolated(curve, x));
    const mean = values.reduce((sum, { alignment }) => sum + alignment, 0) / values.length;
    squares += values.reduce((sum, { alignment }) => sum + (alignment - mean) ** 2, 0) / (values.length - 1);
    errors += values.reduce((sum, { error }) => sum + error ** 2, 0) / values.length;
  }
  return { spread: Math.sqrt(squares / (intervals + 1)), expected: Math.sqrt(errors / (intervals + 1)) };
}

function interpolated(
  curve: readonly (MeanPoint & { readonly x: number })[],
  x: number,
): { readonly alignment: number; readonly error: number } {
  const after = Math.max(
    1,
    curve.findIndex((point) => point.x >= x),
  );
  const [left, right] = [curve[after - 1], curve[after]];
  if (!left || !right) return { alignment: Number.NaN, error: Number.NaN };
  const share = (x - left.x) / (right.x - left.x);
  return {
    alignment: left.alignment + share * (right.alignment - left.alignment),
    error: left.error + share * (right.error - left.error),
  };
}
