import { countingOf } from '../counting.js';
import { withEveryExpert } from '../fit.js';
import type { FitVerdict } from '../needs.js';
import type { Monomial } from '../monomial.js';
import { problemOf } from '../solving/problem.js';
import type { Study } from '../study.js';
import { bordersOf, outlines } from './borders.js';
import { drawnLines, type DrawnLine } from './drawn-line.js';
import { distance, equalityLine } from './line.js';
import { sizesAt, type Plane, type Point } from './plane.js';
import { clipped, isCutBy, middle, type Polygon } from './polygon.js';
import { seedsOf } from './subdivision.js';
import { probesAside, Survey } from './survey.js';

/** Where P is above what a small error needs, and the band between P* and that. */
export interface LearnableRegion {
  readonly samples: Monomial;
  /** Convex parts; together they are the region. */
  readonly parts: readonly Polygon[];
  readonly outline: readonly (readonly Point[])[];
  /** Where P is at least P* and below what a small error needs. */
  readonly between: { readonly parts: readonly Polygon[]; readonly outline: readonly (readonly Point[])[] };
  /** Where P = P*. */
  readonly lines: readonly DrawnLine[];
  /** Where P is what a small error needs and more than P*. */
  readonly fitLines: readonly DrawnLine[];
}

/** A convex part of the plane in which one closed form is an energy. */
interface EnergyPart {
  readonly polygon: Polygon;
  readonly energy: Monomial;
}

/**
 * The parts of the plane in which the study's samples suffice: in each cell every rule is a product of sizes, so that P against it changes
 * on a line. Of a sum (the position weights of a flatten readout) the largest term counts here.
 * @param cells cover the plane; in each one closed form is the energy.
 * @returns undefined when the study gives no samples.
 */
export function learnableRegion(study: Study, plane: Plane, cells: readonly EnergyPart[]): LearnableRegion | undefined {
  const { samples, ridge } = study;
  if (!samples) return undefined;
  const { factors, directions, positions } = countingOf(study);
  const counted = factors.flatMap((factor) =>
    [...directions, ...(positions ? [positions] : [])].map((term) => factor.times(term)),
  );
  const labelled = everyExpertParts(study, plane, cells).flatMap(({ polygon, energy, everyExpert }) => {
    const [bound, experts] = [energy, everyExpert].map((one) => ridge.times(one));
    if (!bound || !experts) return [];
    return cutBy(plane, polygon, [bound, experts, ...counted], samples).map((part) => {
      const sizes = sizesAt(plane, middle(part));
      const isReached = (need: Monomial): boolean => need.log(sizes) <= samples.log(sizes) + 1e-9;
      const isCounted = factors.every(
        (factor) =>
          directions.some((term) => isReached(factor.times(term))) &&
          (!positions || isReached(factor.times(positions))),
      );
      const label: FitVerdict = !isReached(bound) ? 'below' : isReached(experts) && isCounted ? 'above' : 'between';
      return { polygon: part, label };
    });
  });
  const borders = bordersOf(labelled);
  const partsOf = (verdict: FitVerdict): Polygon[] =>
    labelled.filter(({ label }) => label === verdict).map(({ polygon }) => polygon);
  const touches = ({ below, above }: DrawnLine): boolean => below === 'below' || above === 'below';
  const drawn = drawnLines(borders, (pair) => (pair.includes('below') ? 'published' : 'derived'));
  return {
    samples,
    parts: partsOf('above'),
    outline: outlines(borders, 'above'),
    between: { parts: partsOf('between'), outline: outlines(borders, 'between') },
    lines: drawn.filter(touches),
    fitLines: drawn.filter((line) => !touches(line)),
  };
}

/** A part with the energy of all experts beside it: the same energy where no layer leaves experts out. */
interface ExpertPart extends EnergyPart {
  readonly everyExpert: Monomial;
}

/** The parts, cut so that the energy of all experts is one closed form in each. */
function everyExpertParts({ network, target }: Study, plane: Plane, cells: readonly EnergyPart[]): ExpertPart[] {
  const problem = withEveryExpert(problemOf(network, target), network);
  if (!problem) return cells.map((cell) => ({ ...cell, everyExpert: cell.energy }));
  const restricted = new Survey(problem, plane).cells(seedsOf(plane, probesAside));
  return cells.flatMap((cell) =>
    restricted.flatMap(({ polygon, winner }) => {
      const part = common(cell.polygon, polygon);
      return part.length > 0 ? [{ ...cell, polygon: part, everyExpert: winner.energy }] : [];
    }),
  );
}

/** The part that two convex polygons share; empty when there is none. */
function common(one: Polygon, other: Polygon): Polygon {
  const inner = middle(other);
  return other.reduce<Polygon>(
    (part, { line }) => (part.length > 0 ? clipped(part, line, distance(line, inner) > 0 ? 1 : -1) : part),
    one,
  );
}

/** A polygon in parts in which P is on one side of each need. */
function cutBy(plane: Plane, polygon: Polygon, needs: readonly Monomial[], samples: Monomial): Polygon[] {
  return needs.reduce<Polygon[]>(
    (parts, need) => {
      const line = equalityLine(plane, need, samples);
      if (!line) return parts;
      return parts.flatMap((part) =>
        isCutBy(part, line)
          ? ([1, -1] as const).map((side) => clipped(part, line, side)).filter(({ length }) => length > 0)
          : [part],
      );
    },
    [polygon],
  );
}
