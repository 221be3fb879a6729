/** Twice the relative entropy of a Gaussian of variance v from the standard one. */
export const stretch = (v: number): number => v - 1 - Math.log(v);

/** A layer, and how many of its units stand out. */
export interface LayerUnits {
  readonly width: number;
  readonly units: number;
}

/**
 * The size of what the saddle leaves out, all of it logarithmic in the sizes (docs/validation.md, "What the error means").
 *
 * Above U: the tail Pr[A >= 1] is narrower than the density at 1 by about lambda, and each unit's fluctuations about the saddle
 * are narrower than the prior's by a factor of order e. Below U: any M of the N units can be those that specialise, each with
 * either sign. The two have opposite signs: the larger bounds their sum.
 */
export function neglectedTerms(lambda: number, layers: readonly LayerUnits[]): number {
  const tail = Math.abs(Math.log(2 * Math.PI) / 2 - Math.log(lambda));
  const above = layers.reduce((sum, { units }) => sum + units, tail);
  const below = layers.reduce(
    (sum, { width, units }) => sum + (units > 0 ? logChoices(width, units) + units * Math.LN2 : 0),
    0,
  );
  return Math.max(above, below);
}

/** log of N over M; N may be fractional. */
function logChoices(total: number, chosen: number): number {
  if (chosen >= total) return 0;
  const share = chosen / total;
  // Stirling's leading term: what is wanted is a size.
  return -total * (share * Math.log(share) + (1 - share) * Math.log(1 - share));
}
