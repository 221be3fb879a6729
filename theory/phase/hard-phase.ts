import { algorithmic, type Algorithmic } from '../algorithmic.js';
import type { Study } from '../study.js';
import { bordersOf, outlines } from './borders.js';
import { drawnLines, type DrawnLine } from './drawn-line.js';
import type { LearnableRegion } from './learnable.js';
import { equalityLine, type Line } from './line.js';
import { sizesAt, type Plane, type Point } from './plane.js';
import { clipped, isCutBy, middle, type Polygon } from './polygon.js';

/** Where the samples suffice at equilibrium, beside what known algorithms need (published). */
export interface HardPhase {
  readonly needs: Algorithmic;
  /** Where P* <= P, and no algorithm is known that makes do with P: convex parts. */
  readonly parts: readonly Polygon[];
  readonly outline: readonly (readonly Point[])[];
  /** Where P is what online SGD needs on a smoothed loss: the end of the hard phase. */
  readonly smoothedSgd: readonly DrawnLine[];
  /** Where P is what online SGD needs. */
  readonly onlineSgd: readonly DrawnLine[];
}

const labels = ['hard', 'smoothed', 'online'] as const;

/**
 * The part of the learnable region in which learning is possible in principle and hard in practice.
 * @param learnable of the study on the plane.
 * @returns undefined where nothing is proven of algorithms for the study's target.
 */
export function hardPhase(study: Study, plane: Plane, learnable: LearnableRegion): HardPhase | undefined {
  const needs = algorithmic(study);
  if (!needs) return undefined;
  const { samples } = learnable;
  const ends = [needs.smoothedSgd, needs.onlineSgd];
  const lines = ends.flatMap((need) => equalityLine(plane, need, samples) ?? []);
  const labelled = lines.reduce(cutAlong, learnable.parts).map((polygon) => {
    const sizes = sizesAt(plane, middle(polygon));
    const reached = ends.filter((need) => need.log(sizes) <= samples.log(sizes) + 1e-9).length;
    return { polygon, label: labels[reached] ?? labels[0] };
  });
  const borders = bordersOf(labelled);
  const drawn = drawnLines(borders, () => 'published');
  const beside = (label: string): DrawnLine[] => drawn.filter(({ below, above }) => below === label || above === label);
  return {
    needs,
    parts: labelled.filter(({ label }) => label === 'hard').map(({ polygon }) => polygon),
    outline: outlines(borders, 'hard'),
    smoothedSgd: beside('hard'),
    onlineSgd: beside('online'),
  };
}

function cutAlong(parts: readonly Polygon[], line: Line): Polygon[] {
  return parts.flatMap((part) =>
    isCutBy(part, line)
      ? ([1, -1] as const).map((side) => clipped(part, line, side)).filter(({ length }) => length > 0)
      : [part],
  );
}
