import type { SizeParameter } from './kinds/kind.js';
import { Monomial } from './monomial.js';
import type { Layer, Output } from './study.js';

/**
 * Prior variances other than the standard 1/fan_in and 1/(N chi), in units of these (derived, docs/theory.md, "Prior variances").
 *
 * The readout. Its weights have variance v/(N chi), so the kernel of f is v times that with v = 1, and <y, K^-1, y> is a_y / v. Nothing
 * before the readout depends on v: every layer's moves, costs and bounds stay. v may be any size.
 *
 * A layer. Its pre-activations have variance v, so its units are phi(sqrt(v) z) with z as in the standard prior: another function with the
 * same degrees, whose Hermite coefficients are numbers as long as v is one. Turning a unit takes 1/v times the cost of turning it as far. All
 * of that is prefactors, so a number moves no exponent, and this heuristic, which knows no prefactors of the rules, leaves it out. A v that grows with
 * the sizes would be another matter: how the coefficients follow it (v^k for the degree k when it is small, the saturated ones of erf or the same for
 * all degrees of relu when it is large) depends on the activation, and no rule is stated here.
 */
export const weightVariance: SizeParameter = {
  name: 'variance',
  isOptional: true,
  isNumber: true,
};

/** v of the readout: the prior variance of its weights in units of 1/(N chi). */
export function readoutVariance({ variance }: Output): Monomial {
  return variance ?? Monomial.one;
}

/** True for a layer whose weights have another prior variance than 1/fan_in. */
export function hasOwnVariance({ sizes }: Layer): boolean {
  return sizes[weightVariance.name]?.isOne === false;
}
