import type { Curve } from '../present/views/learning.js';
import { learning } from '../theory/index.js';
import { curvePoints, curveSpan } from '../theory/learning-grid.js';
import type { PredictedStudy } from '../present/views/predicted.js';
import { WrongCall } from './wrong-call.js';

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
