import type { Feature, PatternName } from '../../theory/index.js';
import { stretch } from '../rate/shared-terms.js';

/** What one layer of a pattern does: its name, and the feature that it acts on. */
export interface DrawnPattern {
  readonly pattern: PatternName;
  readonly degree: Feature;
}

/**
 * What the weights of one layer do. Strengths are in deviations of the prior along the directions of the features that come in, variances over the prior's.
 */
export interface DrawnState {
  /** M of each direction that stand out. */
  readonly units: number;
  /** Their strength along their own direction; of heads d alpha, what the scores hold of it. */
  readonly strength: number;
  /** log of how much stronger those of the first direction are than the mean, and those of the last weaker: named directions are not alike. */
  readonly slant: number;
  /** The variance of their other weights. */
  readonly across: number;
  /** Of all others: mean strength, each along one of the directions, variance along all of them, and across. */
  readonly lean: number;
  readonly gain: number;
  readonly othersAcross: number;
  /** log of how much more than by its own answers the next layer listens to those that stand out. */
  readonly mixing: number;
}

export const priorState: DrawnState = {
  units: 0,
  strength: 0,
  slant: 0,
  across: 1,
  lean: 0,
  gain: 1,
  othersAcross: 1,
  mixing: 0,
};

/** What of a layer its price hangs on. */
export interface PricedLayer {
  /** Units or heads; may be a fraction where the layer is the last. */
  readonly width: number;
  /** Of units the number of weights of each. */
  readonly fanIn: number;
  /** How many directions there are, and how many dimensions they span. */
  readonly directions: number;
  readonly span: number;
  readonly form: 'units' | 'tied' | 'bilinear' | 'lowrank';
  /** k of scores of low rank. */
  readonly rank: number;
}

/** The relative entropy of a layer's weights in a state to their prior. */
export function priceOf({ width, fanIn, directions: r, span, form, rank }: PricedLayer, state: DrawnState): number {
  const { units, strength, across, lean, gain, othersAcross } = state;
  const turned = units * r;
  const others = Math.max(width - turned, 0);
  switch (form) {
    case 'units':
      return (
        (turned * (squaredStrength(state, r) + (fanIn - 1) * stretch(across))) / 2 +
        (others * (lean ** 2 + span * stretch(gain) + (fanIn - span) * stretch(othersAcross))) / 2
      );
    case 'tied':
      // The others lean in proportion to their own part of the direction, whose square is 1/N on average.
      return (turned * (strength ** 2 + (fanIn - 1) * stretch(across))) / 2 + (others * r * lean ** 2) / 2;
    case 'bilinear':
      return (turned * strength ** 2) / 2 + (others * (lean ** 2 + stretch(gain))) / 2;
    case 'lowrank':
      return turned * tiltPrice(strength, rank) + others * tiltPrice(lean, rank);
  }
}

/** The strength of units of one of so many directions. */
export function strengthAlong({ strength, slant }: DrawnState, index: number, directions: number): number {
  return directions < 2 ? strength : strength * Math.exp(slant * (1 - (2 * index) / (directions - 1)));
}

/** The mean square over the directions. */
function squaredStrength(state: DrawnState, directions: number): number {
  let sum = 0;
  for (let index = 0; index < directions; index++) sum += strengthAlong(state, index, directions) ** 2 / directions;
  return sum;
}

/** s of weights of W_Q and W_K whose k products with mean s/(1 - s^2) sum to z sqrt(k). */
export function tiltOf(z: number, rank: number): number {
  const y = Math.abs(z) * Math.sqrt(rank);
  return (Math.sign(z) * 2 * y) / (rank + Math.sqrt(rank * rank + 4 * y * y));
}

/** The relative entropy of k pairs tilted so: k (s^2/(1 - s^2) + log(1 - s^2)/2). */
function tiltPrice(z: number, rank: number): number {
  const square = tiltOf(z, rank) ** 2;
  return rank * (square / (1 - square) + Math.log1p(-square) / 2);
}
