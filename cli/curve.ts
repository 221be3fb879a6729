import { learning, type Learning, type Study } from '../theory/index.js';
import { curvePoints, curveSpan, type CurvePoint } from '../theory/learning-grid.js';
import type { PredictedStudy } from './predicted.js';
import { WrongCall } from './wrong-call.js';

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
 * The learning curves of a study.
 * @throws WrongCall when the grid is none.
 */
export function curveOf({ study, prediction }: PredictedStudy, grid: Grid): Curve {
  const { reference } = study;
  const curves = learning(study, prediction);
  const { from, to } = curveSpan(curves, reference, grid);
  if (!(from > 0 && from < to && Number.isFinite(to))) {
    throw new WrongCall(`There are no samples from ${from} to ${to}: give --from and --to, the smaller one first.`);
  }
  const points = curvePoints(curves, reference, { from, to }, grid.points);
  return { study, learning: curves, points };
}
