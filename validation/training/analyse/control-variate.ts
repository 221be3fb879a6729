import type { Point } from '../../result.js';

/** Points that share the network and the number of samples, of several data sets. */
export interface Measured {
  readonly point: Point;
  /** Equal for points of the same size and number of samples. */
  readonly group: string;
}

/** What was taken off the alignments. */
export interface ControlVariate {
  /** Alignment for a unit of the mean of y^2. */
  readonly slope: number;
  /** The share of the variance between data sets that it explains. */
  readonly explained: number;
}

/** With fewer data sets more than groups the slope would be a guess. */
const fewestSpare = 12;

/**
 * Takes the variation between data sets off the alignments: A - b (c - 1), c the mean of y^2 over the samples.
 *
 * On average over data sets c is 1, as the target has unit norm, so nothing changes on average; but targets have heavy tails (for He_3 y^2 has the variance 92),
 * and a data set that happened to see large ones is learned from fewer samples. b is the least-squares slope within
 * the groups, one for all: in c, which counts as samples do, it is that of A against log P, which near the crossing is about the same everywhere. Regression
 * estimates b from the same points; that biases the mean by one over their number (derived; the method: Owen, Monte Carlo theory, methods and examples,
 * ch. 8.9, published).
 * @returns the points with new alignments, of their chains from either start too; as they are without `seen.targetSquare` or with few data sets.
 */
export function adjustedForDataSets<T extends Measured>(
  measured: readonly T[],
): { readonly measured: readonly T[]; readonly control?: ControlVariate } {
  const groups = new Map<string, { c: number; A: number }[]>();
  for (const { point, group } of measured) {
    const c = point.seen?.['targetSquare'];
    if (typeof c !== 'number') return { measured };
    groups.set(group, [...(groups.get(group) ?? []), { c, A: point.value }]);
  }
  let [covariance, ofC, ofA] = [0, 0, 0];
  for (const group of groups.values()) {
    const meanC = group.reduce((sum, { c }) => sum + c, 0) / group.length;
    const meanA = group.reduce((sum, { A }) => sum + A, 0) / group.length;
    for (const { c, A } of group) {
      covariance += (c - meanC) * (A - meanA);
      ofC += (c - meanC) ** 2;
      ofA += (A - meanA) ** 2;
    }
  }
  if (measured.length - groups.size < fewestSpare || ofC === 0 || ofA === 0) return { measured };
  const slope = covariance / ofC;
  return {
    measured: measured.map((one) => ({ ...one, point: shifted(one.point, slope) })),
    control: { slope, explained: (slope * covariance) / ofA },
  };
}

function shifted(point: Point, slope: number): Point {
  const by = -slope * (Number(point.seen?.['targetSquare']) - 1);
  const moved = (name: 'prior' | 'informed'): Record<string, number> => {
    const alignment = point.seen?.[name];
    return typeof alignment === 'number' ? { [name]: alignment + by } : {};
  };
  return { ...point, value: point.value + by, seen: { ...point.seen, ...moved('prior'), ...moved('informed') } };
}
