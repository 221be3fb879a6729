import { Monomial } from '../monomial.js';
import { predict } from '../predict.js';
import type { Pattern, Prediction } from '../prediction.js';
import type { RuleStatus } from '../rules.js';
import type { Study } from '../study.js';
import { algorithmLines, type AlgorithmLines } from './algorithm-lines.js';
import { bordersOf, outlines } from './borders.js';
import { crossedPatterns, winnerCrossings } from './crossings.js';
import { drawnLines, type DrawnLine } from './drawn-line.js';
import { learnableRegion, type LearnableRegion } from './learnable.js';
import { planeOf, sizesAt, type Plane, type Point, type Span } from './plane.js';
import { area, middle, type Polygon } from './polygon.js';
import { patternStatus, weakest } from './status.js';
import { seedsOf, type Cell } from './subdivision.js';
import { probesAside, Survey } from './survey.js';

/** A convex part of a region in which one closed form is the energy. */
export interface RegionPart {
  readonly polygon: Polygon;
  readonly energy: Monomial;
}

/** Where one pattern wins. */
export interface Region {
  readonly pattern: string;
  readonly status: RuleStatus;
  /** Convex parts, largest first. Together they are the region. */
  readonly parts: readonly RegionPart[];
  /** Rings around the whole region, holes among them: for filling by the even-odd rule. */
  readonly outline: readonly (readonly Point[])[];
}

/** The plane of two sizes, cut into the regions of the winning pattern. Points are in natural logarithms. */
export interface PhaseDiagram {
  readonly plane: Plane;
  /** Largest first. */
  readonly regions: readonly Region[];
  /** Where the winner changes. */
  readonly boundaries: readonly DrawnLine[];
  /** Where another pattern's energy equals that of the winner at the reference point. */
  readonly crossings: readonly DrawnLine[];
  /** The pattern at the reference point. */
  readonly winner: string;
  /** The winner and the patterns whose crossings with it are drawn; empty when none were asked for. */
  readonly crossed: readonly string[];
  /** Where the samples of the study are above what a small error needs; undefined when it gives none. */
  readonly learnable: LearnableRegion | undefined;
  /** Where the samples are as many as algorithms need; undefined without samples or proven results. */
  readonly algorithms: AlgorithmLines | undefined;
  /** False when a part of the plane could not be told apart by equations; there the diagram is a guess. */
  readonly isExact: boolean;
}

export interface DiagramOptions {
  readonly across?: Span;
  readonly up?: Span;
  /** Crossings cost as much as the regions: false leaves them out. Default true. */
  readonly crossings?: boolean;
}

/**
 * The phase diagram of a study over two of its free sizes, the others held at their reference values.
 *
 * Regions are convex polygons whose sides are exact equations: nothing is sampled but the question where to look.
 * @throws RangeError when x or y is no free size, or the study is not representable.
 */
export function phaseDiagram(study: Study, x: string, y: string, options: DiagramOptions = {}): PhaseDiagram {
  return finished(phaseDiagramInSteps(study, x, y, options));
}

/** The same with pauses, so that whoever draws it can do something else in between, or give up. */
export function* phaseDiagramInSteps(
  study: Study,
  x: string,
  y: string,
  options: DiagramOptions = {},
): Generator<undefined, PhaseDiagram> {
  const plane = planeOf(study, x, y, options.across, options.up);
  const survey = Survey.of(study, plane);
  const seeds = seedsOf(plane, probesAside);
  // Most of the work is here; the cuts below ask at these points again, and a survey remembers.
  for (const seed of seeds) {
    survey.winner(seed);
    yield;
  }
  const cells = survey.cells(seeds);
  const borders = bordersOf(cells.map(({ polygon, winner }) => ({ polygon, label: winner.pattern })));
  const here = predict(study);
  const statuses = regionStatuses(study, plane, cells);
  const regions = [...statuses]
    .map(([pattern, status]) => ({
      pattern,
      status,
      parts: partsOf(cells, pattern),
      outline: outlines(borders, pattern),
    }))
    .sort((one, other) => sizeOf(other) - sizeOf(one));
  return {
    plane,
    regions,
    boundaries: drawnLines(borders, (pair) => weakest(pair.flatMap((name) => statuses.get(name) ?? []))),
    ...(options.crossings === false ? { crossings: [], crossed: [] } : yield* crossingsOf(study, survey, here)),
    winner: here.winner.name,
    ...whereSamplesSuffice(study, plane, regions),
    isExact: cells.every((cell) => cell.isExact),
  };
}

/**
 * The same diagram around another reference point of its plane, for other samples: neither moves regions and boundaries.
 * @param study differs from that of the diagram in its samples and the two sizes of the plane alone.
 */
export function* movedDiagram(study: Study, diagram: PhaseDiagram): Generator<undefined, PhaseDiagram> {
  const here = predict(study);
  const plane = { ...diagram.plane, reference: study.reference };
  const { crossed, crossings } = diagram;
  const isSame = crossed.length === 0 || crossed.join(' | ') === crossedPatterns(here).join(' | ');
  return {
    ...diagram,
    plane,
    ...(isSame ? { crossed, crossings } : yield* crossingsOf(study, Survey.of(study, plane), here)),
    winner: here.winner.name,
    ...whereSamplesSuffice(study, plane, diagram.regions),
  };
}

/**
 * Where P is so many times P* in the plane of a diagram; nowhere when the study gives no samples.
 * @param factor three digits of it count.
 */
export function sampleLines(study: Study, { plane, regions }: PhaseDiagram, factor: number): readonly DrawnLine[] {
  const samples = study.samples?.over(Monomial.constant(factor.toPrecision(3)));
  if (!samples) return [];
  const cells = regions.flatMap(({ parts }) => parts);
  return learnableRegion({ ...study, samples }, { ...plane, reference: study.reference }, cells)?.lines ?? [];
}

/** What a computation with pauses comes to. */
export function finished<T>(steps: Generator<undefined, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

function* crossingsOf(
  study: Study,
  survey: Survey,
  here: Prediction,
): Generator<undefined, Pick<PhaseDiagram, 'crossings' | 'crossed'>> {
  return { crossings: yield* winnerCrossings(study, survey, here), crossed: crossedPatterns(here) };
}

function whereSamplesSuffice(
  study: Study,
  plane: Plane,
  regions: readonly Region[],
): Pick<PhaseDiagram, 'learnable' | 'algorithms'> {
  const learnable = learnableRegion(
    study,
    plane,
    regions.flatMap(({ parts }) => parts),
  );
  return { learnable, algorithms: algorithmLines(study, plane) };
}

function partsOf(cells: readonly Cell[], pattern: string): RegionPart[] {
  return cells
    .filter(({ winner }) => winner.pattern === pattern)
    .map(({ polygon, winner }) => ({ polygon, energy: winner.energy }))
    .sort((one, other) => area(other.polygon) - area(one.polygon));
}

function sizeOf({ parts }: Region): number {
  return parts.reduce((sum, { polygon }) => sum + area(polygon), 0);
}

/** How far each winning pattern is known, over all places where it wins. */
function regionStatuses(study: Study, plane: Plane, cells: readonly Cell[]): ReadonlyMap<string, RuleStatus> {
  const statuses = new Map<string, RuleStatus>();
  for (const { polygon, winner } of cells) {
    const there = predict({ ...study, reference: sizesAt(plane, middle(polygon)) });
    const pattern: Pattern = there.patterns.find(({ name }) => name === winner.pattern) ?? there.winner;
    const status = patternStatus(study, pattern);
    statuses.set(winner.pattern, weakest([status, ...[statuses.get(winner.pattern) ?? []].flat()]));
  }
  return statuses;
}
