import { alignmentAt, leastError, type Learning } from './learning.js';
import type { ReferenceSizes } from './monomial.js';

/** What is reached with a number of samples. */
export interface CurvePoint {
  readonly samples: number;
  /** alpha of each component, in the order in which they are learned. */
  readonly alignments: readonly number[];
  /** The least error, in units of <y,y>. */
  readonly error: number;
}

/** From this part of the cheapest component's P*, but not from less than one sample, to so many times the costliest one's. */
const [below, above] = [1 / 100, 10];

/** Where learning curves are worth looking at, around the components' P*. Ends that are given stay. */
export function curveSpan(
  { components }: Learning,
  reference: ReferenceSizes,
  given: { readonly from?: number | undefined; readonly to?: number | undefined } = {},
): { readonly from: number; readonly to: number } {
  const scales = components.map(({ samples }) => samples.value(reference));
  const least = Math.min(...scales, given.to ?? Infinity);
  const from = given.from ?? Math.max(least * below, Math.min(1, least / 2));
  return { from, to: given.to ?? Math.max(...scales, from) * above };
}

/**
 * Learning curves on a logarithmic grid of samples, both ends included as they are given, so that P* itself is no rounding
 * below itself.
 * @param points how many; at least 2.
 */
export function curvePoints(
  learning: Learning,
  reference: ReferenceSizes,
  { from, to }: { readonly from: number; readonly to: number },
  points: number,
): CurvePoint[] {
  const last = points - 1;
  return Array.from({ length: points }, (_, index) => {
    const samples = index === 0 ? from : index === last ? to : from * (to / from) ** (index / last);
    return pointAt(learning, reference, samples);
  });
}

/** The points where a law of the curves ends, each twice: just below, and at it, since the alignment may jump there. */
export function breakPoints(learning: Learning, reference: ReferenceSizes): CurvePoint[] {
  const ends = learning.components.flatMap(({ segments }) => segments.map(({ samples }) => samples.value(reference)));
  return [...new Set(ends)].flatMap((end) => [
    pointAt(learning, reference, end * (1 - 1e-9)),
    pointAt(learning, reference, end),
  ]);
}

function pointAt(learning: Learning, reference: ReferenceSizes, samples: number): CurvePoint {
  return {
    samples,
    alignments: learning.components.map((component) => alignmentAt(component, samples, reference)),
    error: leastError(learning, samples, reference),
  };
}
