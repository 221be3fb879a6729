import { isDegree } from './features.js';
import { inputEigenvalues } from './input.js';
import { Monomial, type ReferenceSizes } from './monomial.js';
import type { Study } from './study.js';
import { directionsOf, formOf, targetFeatures } from './target.js';

/**
 * How many equations a small error needs, whatever the network: factor times directions, plus positions (theory, "From alignment to a
 * small error"; derived).
 */
export interface Counting {
  /** 1, kappa and s^2 of the label noise: the largest multiplies the rest. */
  readonly factors: readonly Monomial[];
  /** k r_1, and r_n of the highest degree: the least counts. Of a form r_1 to the power of its degree. */
  readonly directions: readonly Monomial[];
  /** n, the position weights of a flatten readout; they are added to the directions. */
  readonly positions: Monomial | undefined;
}

/**
 * The parts of the counting bound of a study: max(1, kappa, s^2) * (min(k r_1, r_n) + n), with k r_1/s in place of k r_1 on data with
 * variance s along the target. Of a form of degree k the equations are those of its coefficients, d^k, in place of k r_1.
 */
export function countingOf({ network, target, ridge, noise }: Study): Counting {
  const { input, output } = network;
  const first = inputEigenvalues(input).get(1) ?? Monomial.one;
  const many = directionsOf(target);
  // On data of variance s along the target a predictor correlates with it from k d/s^2 samples on.
  const spike = (input.kind === 'gaussian' && input.signal) || Monomial.one;
  const linear = many.times(first.power(formOf(target) ?? 1)).over(spike);
  const degree = Math.max(1, ...targetFeatures(target).filter(isDegree));
  return {
    factors: [Monomial.one, ridge, ...(noise ? [noise.power(2)] : [])].filter(distinct),
    directions: [linear, ...(many.isOne ? [] : [first.power(degree)])].filter(distinct),
    positions: input.kind === 'patches' && output.kind === 'flatten' ? input.count : undefined,
  };
}

/** min(k r_1, r_n) at the reference sizes: the energy of finding the target's directions. */
export function directionsAt({ directions }: Counting, reference: ReferenceSizes): Monomial {
  return directions.reduce((least, one) => (one.log(reference) < least.log(reference) ? one : least));
}

/** The terms of the counting bound at the reference sizes. Their sum is the bound. */
export function countingTerms(counting: Counting, reference: ReferenceSizes): Monomial[] {
  const factor = largestOf(counting.factors, reference);
  const { positions } = counting;
  return [directionsAt(counting, reference), ...(positions ? [positions] : [])].map((term) => factor.times(term));
}

/** The largest of several monomials at the reference sizes; the first among equals. */
export function largestOf(monomials: readonly Monomial[], reference: ReferenceSizes): Monomial {
  return monomials.reduce(
    (most, one) => (one.log(reference) > most.log(reference) ? one : most),
    monomials[0] ?? Monomial.one,
  );
}

function distinct(one: Monomial, index: number, all: readonly Monomial[]): boolean {
  return all.findIndex((other) => other.equals(one)) === index;
}
