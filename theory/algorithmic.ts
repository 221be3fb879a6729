import { isDegree } from './features.js';
import { inputEigenvalues } from './input.js';
import type { Monomial } from './monomial.js';
import { isEven, recoveryConstant } from './recovery.js';
import { ruleOf, type Rule } from './rules.js';
import type { Study } from './study.js';
import { isSingleIndex, targetFeatures } from './target.js';
import type { HermiteTarget } from './targets/index.js';

/** How many samples known algorithms need to find the target's direction, as scales. Beside P*, which is what the data allow. */
export interface Algorithmic {
  /** k, the lowest Hermite degree of the target. */
  readonly informationExponent: number;
  /** k*, the lowest degree that is left after the best transformation of the labels. */
  readonly generativeExponent: 1 | 2;
  /** SGD on the square loss, each sample used once: d^(k-1), at least d. For k = 2 up to a factor log d. */
  readonly onePass: Monomial;
  /** The same on a smoothed loss: d^(k/2), at least d. */
  readonly smoothed: Monomial;
  /** Algorithms that use a sample more than once: d^(k-star/2), at least d. */
  readonly reused: {
    readonly samples: Monomial;
    /** How many times `samples` begin to reveal the direction, for labels without noise; undefined above 1e12. */
    readonly constant: number | undefined;
  };
  /** A lazy kernel: the dimension to the target's highest degree. */
  readonly kernel: Monomial;
  /** True when `onePass` leaves out a logarithm of the dimension. */
  readonly upToLogarithm: boolean;
  /** The published results that this is, and whose the constant is. */
  readonly provenance: readonly Rule[];
}

/**
 * What algorithms need for a study's target (published: Ben Arous, Gheissari, Jagannath 2021; arXiv:2305.10633; arXiv:2403.05529;
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
  const { generativeExponent, constant } = recoveryOf(target);
  const constantRule = generativeExponent === 1 ? 'recovery-by-average' : 'recovery-by-spectrum';
  return {
    informationExponent: lowest,
    generativeExponent,
    onePass: d.power(Math.max(1, lowest - 1)),
    smoothed: d.power(lowest >= 2 ? `${lowest}/2` : 1),
    // k* is 1 or 2: d^(k*/2) is never above d.
    reused: { samples: d, constant },
    kernel: d.power(highest),
    upToLogarithm: lowest === 2,
    provenance: (['online-sgd', 'smoothed-sgd', 'reused-samples', constantRule, 'lazy-kernel'] as const).map(ruleOf),
  };
}

interface Recovery {
  readonly generativeExponent: 1 | 2;
  readonly constant: number | undefined;
}

/** An integral takes some milliseconds, and a diagram that is dragged asks for the same one again and again. */
const recoveries = new WeakMap<HermiteTarget, Recovery>();

function recoveryOf(target: HermiteTarget): Recovery {
  const found = recoveries.get(target);
  if (found) return found;
  const generativeExponent = isEven(target) ? 2 : 1;
  const recovery = { generativeExponent, constant: recoveryConstant(target, generativeExponent) } as const;
  recoveries.set(target, recovery);
  return recovery;
}
