/** Twice the relative entropy of a Gaussian of variance v from the standard one. */
export const stretch = (v: number): number => v - 1 - Math.log(v);
