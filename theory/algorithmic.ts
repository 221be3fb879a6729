import { isDegree } from './features.js';
import { inputEigenvalues } from './input.js';
import type { Monomial } from './monomial.js';
import { ruleOf, type Rule } from './rules.js';
import type { Study } from './study.js';
import { isSingleIndex, targetFeatures } from './target.js';

/** How many samples known algorithms need, as scales. Beside P*, which is what the data allow at equilibrium. */
export interface Algorithmic {
  /** The lowest Hermite degree of the target. */
  readonly informationExponent: number;
  /** Online SGD, each sample seen once. For information exponent 2 up to a factor log d. */
  readonly onlineSgd: Monomial;
  /** SGD on a smoothed loss. Up to information exponent 2 smoothing gains nothing: then as online SGD. */
  readonly smoothedSgd: Monomial;
  /** A lazy kernel: the dimension to the target's highest degree. */
  readonly kernel: Monomial;
  /** True when `onlineSgd` leaves out a logarithm of the dimension. */
  readonly upToLogarithm: boolean;
  /** The published results that this is. */
  readonly provenance: readonly Rule[];
}

/**
 * What algorithms need for a study's target (published: Ben Arous, Gheissari, Jagannath 2021; arXiv:2305.10633;
 * arXiv:1904.12191). It depends on data and target alone, not on the network.
 * @returns undefined unless the target has one direction, on Gaussian data that look alike in all directions: only for
 *   those are the results proven.
 */
export function algorithmic({ network, target }: Study): Algorithmic | undefined {
  const { input } = network;
  if (input.kind !== 'gaussian' || !isSingleIndex(target)) return undefined;
  const d = input.dimension;
  if (!inputEigenvalues(input).get(1)?.equals(d)) return undefined;
  const degrees = targetFeatures(target).filter(isDegree);
  const [lowest, highest] = [degrees[0], degrees.at(-1)];
  if (lowest === undefined || highest === undefined) return undefined;
  const onlineSgd = d.power(Math.max(1, lowest - 1));
  return {
    informationExponent: lowest,
    onlineSgd,
    smoothedSgd: lowest >= 3 ? d.power(`${lowest}/2`) : onlineSgd,
    kernel: d.power(highest),
    upToLogarithm: lowest === 2,
    provenance: (['online-sgd', 'smoothed-sgd', 'lazy-kernel'] as const).map(ruleOf),
  };
}
