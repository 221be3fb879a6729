import { alignmentAt, leastError, learning, type Learning, type Study } from '../theory/index.js';
import type { PredictedStudy } from './predicted.js';
import { WrongCall } from './wrong-call.js';

/** What is reached with a number of samples. */
export interface CurvePoint {
  readonly samples: number;
  /** alpha of each component, in the order in which they are learned. */
  readonly alignments: readonly number[];
  /** The least error, in units of <y,y>. */
  readonly error: number;
}

/** A study's learning curves, with points on a logarithmic grid of samples. */
export interface Curve {
  readonly study: Study;
  readonly learning: Learning;
  readonly points: readonly CurvePoint[];
}

/** The grid that a call asks for. */
export interface Grid {
  /** P at its ends; around P* when left out. */
  readonly from: number | undefined;
  readonly to: number | undefined;
  /** How many points, ends included; at least 2. */
  readonly points: number;
}

/**
 * When not told, the grid goes from this part of the cheapest component's P*, but not from less than one sample, to so many
 * times the dearest one's.
 */
const [below, above] = [1 / 100, 10];

/**
 * The learning curves of a study.
 * @throws WrongCall when the grid is none.
 */
export function curveOf({ study, prediction }: PredictedStudy, grid: Grid): Curve {
  const { reference } = study;
  const curves = learning(study, prediction);
  const scales = curves.components.map(({ samples }) => samples.value(reference));
  const least = Math.min(...scales, grid.to ?? Infinity);
  const from = grid.from ?? Math.max(least * below, Math.min(1, least / 2));
  const to = grid.to ?? Math.max(...scales, from) * above;
  if (!(from > 0 && from < to && Number.isFinite(to))) {
    throw new WrongCall(`There are no samples from ${from} to ${to}: give --from and --to, the smaller one first.`);
  }
  const points = Array.from({ length: grid.points }, (_, index): CurvePoint => {
    const last = grid.points - 1;
    // The ends are taken as they are given, so that P* itself is no rounding below itself.
    const samples = index === 0 ? from : index === last ? to : from * (to / from) ** (index / last);
    return {
      samples,
      alignments: curves.components.map((component) => alignmentAt(component, samples, reference)),
      error: leastError(curves, samples, reference),
    };
  });
  return { study, learning: curves, points };
}
