import type { RateProblem } from './energy.js';
import type { Saddle } from './saddle.js';

/**
 * The size of what the saddle leaves out, all of it logarithmic in the sizes (docs/validation.md, "What the error means").
 *
 * Above U: the tail Pr[A >= 1] is narrower than the density at 1 by about lambda, and each unit's fluctuations about the saddle
 * are narrower than the prior's by a factor of order e. Below U: any M of the N units can be those that specialise, each with
 * either sign. The two have opposite signs: the larger bounds their sum.
 */
export function neglectedTerms({ state, lambda }: Saddle, { width }: RateProblem): number {
  const tail = Math.abs(Math.log(2 * Math.PI) / 2 - Math.log(lambda));
  const { units } = state;
  const choices = units > 0 ? logChoices(width, units) + units * Math.LN2 : 0;
  return Math.max(tail + units, choices);
}

/** log of N over M; N may be fractional. */
function logChoices(total: number, chosen: number): number {
  if (chosen >= total) return 0;
  const share = chosen / total;
  // Stirling's leading term: what is wanted is a size.
  return -total * (share * Math.log(share) + (1 - share) * Math.log(1 - share));
}
