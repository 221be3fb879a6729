import type { PlannedPoint } from '../plan.js';

/** A network and target at given sizes, with the ridge kappa and the standard deviation s of label noise. */
export interface EstimateSetting extends Pick<PlannedPoint, 'network' | 'target'> {
  readonly ridge: number;
  readonly noise?: number;
  /** The alignment at which the target counts as learned, 1/2 where it is left out. */
  readonly threshold?: number;
}

/** P* by the lowest state of the population posterior. */
export interface SampleEstimate {
  /** P at which the alignment of the mean predictor crosses the threshold. */
  readonly samples: number;
  /** At least 1: the true value is expected within samples / factor and samples * factor. */
  readonly factor: number;
  readonly model: 'closed' | 'drawn';
  /** What the lowest state shows there, layers separated by `, `. */
  readonly pattern: string;
}
