import type { Overlap } from '../overlap.js';
import { halfLineRule } from '../quadrature.js';
import { stretch } from '../shared-terms.js';

/** A two-layer network and its target at given sizes; sizes may be fractions, as relations between them give them. */
export interface RateProblem {
  readonly overlap: Overlap;
  /** d */
  readonly dimension: number;
  /** N; of a mixture of experts that of all together. */
  readonly width: number;
  /** 1 in standard scaling, N in mean-field scaling; of a mixture of experts X/A times that. */
  readonly chi: number;
}

/**
 * What the hidden weights do: `units` of them point along w* with equal overlaps, the rest are Gaussian.
 * Variances are in units of the prior's, 1/d.
 */
export interface HiddenState {
  /** M */
  readonly units: number;
  /** m^2 = (w.w*)^2 of each of the M units. */
  readonly overlap: number;
  /** Variance of the M units' weights across w*. */
  readonly across: number;
  /** D: variance of the rest's overlaps with w*. */
  readonly spread: number;
  /** Variance of the rest's weights across w*. */
  readonly restAcross: number;
}

/** U of a state and its parts. */
export interface StateEnergy {
  /** U = cost + alpha^2 / (2 lambda) + (1/2) log lambda */
  readonly energy: number;
  /** What the weights pay against their prior. */
  readonly cost: number;
  /** lambda_y: the variance of the alignment that the state gives the readout. */
  readonly lambda: number;
}

const rule = halfLineRule(0.08);

/** Mean and variance of <phi, y>^2 over Gaussian units. */
export interface OverlapMoments {
  readonly mean: number;
  readonly variance: number;
}

/** The moments of <phi, y>^2 over units whose overlaps have variance `spread` and whose other weights have `across`. */
function overlapMoments({ overlap, dimension }: RateProblem, spread: number, across: number): OverlapMoments {
  const beside = (across * (dimension - 1)) / dimension;
  let mean = 0;
  let square = 0;
  for (let index = 0; index < rule.nodes.length; index++) {
    const g = rule.nodes[index] ?? 0;
    const weight = 2 * (rule.weights[index] ?? 0);
    if (weight === 0) continue;
    const value = overlap.squared((spread * g * g) / dimension, beside);
    mean += weight * value;
    square += weight * value * value;
  }
  return { mean, variance: Math.max(square - mean * mean, 0) };
}

/**
 * U at a state, for alignment alpha = 1 (docs/validation.md, "The energy").
 *
 * The Gaussian units make lambda fluctuate; the mean of 1 / lambda is taken to second order, so that a few of them
 * cannot pass for many.
 * @returns energy, cost and lambda, all dimensionless.
 */
export function stateEnergy(problem: RateProblem, state: HiddenState): StateEnergy {
  const { dimension: d, width: N, chi, overlap } = problem;
  const { units: M } = state;
  const rest = Math.max(N - M, 0);
  let cost = 0;
  let squares = 0;
  let variance = 0;
  if (M > 0) {
    cost += M * ((d * state.overlap) / 2 + ((d - 1) / 2) * stretch(state.across));
    squares += M * overlap.squared(state.overlap, (state.across * (d - 1)) / d);
  }
  if (rest > 0) {
    const moments = overlapMoments(problem, state.spread, state.restAcross);
    cost += rest * (stretch(state.spread) / 2 + ((d - 1) / 2) * stretch(state.restAcross));
    squares += rest * moments.mean;
    variance = rest * moments.variance;
  }
  const lambda = squares / (chi * N);
  const fluctuation = 1 + variance / (squares * squares);
  return { energy: cost + fluctuation / (2 * lambda) + Math.log(lambda) / 2, cost, lambda };
}
