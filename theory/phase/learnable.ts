import type { Monomial } from '../monomial.js';
import type { Study } from '../study.js';
import { bordersOf, outlines } from './borders.js';
import { drawnLines, type DrawnLine } from './drawn-line.js';
import { equalityLine } from './line.js';
import { sizesAt, type Plane, type Point } from './plane.js';
import { clipped, isCutBy, middle, type Polygon } from './polygon.js';

/** Where P is at least P* = kappa E. */
export interface LearnableRegion {
  readonly samples: Monomial;
  /** Convex parts; together they are the region. */
  readonly parts: readonly Polygon[];
  readonly outline: readonly (readonly Point[])[];
  /** Its border, where P = P*. */
  readonly lines: readonly DrawnLine[];
}

const [learns, doesNot] = ['learnable', 'unlearnable'];

/**
 * The part of the plane in which the study's samples suffice: in each cell P* is one monomial, so that P = P* is a line.
 * @param cells cover the plane; in each one closed form is the energy.
 * @returns undefined when the study gives no samples.
 */
export function learnableRegion(
  study: Study,
  plane: Plane,
  cells: readonly { readonly polygon: Polygon; readonly energy: Monomial }[],
): LearnableRegion | undefined {
  const { samples, ridge } = study;
  if (!samples) return undefined;
  const labelled = cells.flatMap(({ polygon, energy }) => {
    const need = ridge.times(energy);
    const line = equalityLine(plane, need, samples);
    const parts =
      line && isCutBy(polygon, line) ? ([1, -1] as const).map((side) => clipped(polygon, line, side)) : [polygon];
    return parts.flatMap((part) => {
      if (part.length === 0) return [];
      const sizes = sizesAt(plane, middle(part));
      return [{ polygon: part, label: need.log(sizes) <= samples.log(sizes) + 1e-9 ? learns : doesNot }];
    });
  });
  const borders = bordersOf(labelled);
  return {
    samples,
    parts: labelled.filter(({ label }) => label === learns).map(({ polygon }) => polygon),
    outline: outlines(borders, learns),
    lines: drawnLines(borders, () => 'published'),
  };
}
