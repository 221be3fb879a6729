/** Points on a line and weights that sum averages over the standard Gaussian. */
export interface GaussianNodes {
  readonly at: Float64Array;
  readonly weight: Float64Array;
}

/**
 * Evenly spaced nodes: for smooth functions under a Gaussian the trapezoidal rule is as good as any, its error falls as
 * exp(-2 pi^2 / step^2).
 * Source: Trefethen and Weideman, SIAM Review 56 (2014) 385.
 */
export function gaussianNodes(step: number, farthest: number): GaussianNodes {
  const half = Math.round(farthest / step);
  const at = Float64Array.from({ length: 2 * half + 1 }, (_, index) => (index - half) * step);
  const weight = at.map((g) => (step * Math.exp((-g * g) / 2)) / Math.sqrt(2 * Math.PI));
  return { at, weight };
}
