import type { Monomial } from '../theory/index.js';

/** A measured exponent, that of large sizes, beside the predicted one. */
export interface ExponentReading {
  exponent: number;
  interval: readonly [number, number];
  /** An exact fraction. */
  predicted: string;
  /** The slope at the measured sizes, without corrections to scaling. */
  atSizes?: { readonly exponent: number; readonly interval: readonly [number, number] };
}

/** A measured exponent, with its interval, beside the estimate's at the same sizes. */
export interface BridgeReading {
  measured: number;
  interval: readonly [number, number];
  estimate: number;
}

/** The least and the most of measured over estimated P*, and the factor within which they should lie. */
export interface RatioRange {
  least: number;
  most: number;
  factor: number;
}

/** The estimate's local exponent at the largest size, by how much the last one differs from the one before, and the heuristic's. */
export interface LimitReading {
  estimate: number;
  at: number;
  change: number;
  heuristic: number;
}

/** Chains around the crossings that have not mixed: at how many points, and the largest R-hat of them. */
export interface SlowChains {
  points: number;
  rHat: number;
  /** The R-hat below which chains count as mixed. */
  demanded: number;
}

/** A measured point by its sizes and its seed. */
export interface PointAt {
  sizes: Readonly<Record<string, number>>;
  seed: number;
}

/** A pattern with its energy. */
export interface PredictedPattern {
  pattern: string;
  energy: Monomial;
}
