import type { Learning, Study } from '../../theory/index.js';
import type { CurvePoint } from '../../theory/learning-grid.js';

/** A study's learning curves, with points on a logarithmic grid of samples. */
export interface Curve {
  readonly study: Study;
  readonly learning: Learning;
  readonly points: readonly CurvePoint[];
}
