import { hermite } from '../network/hermite.js';

/** Nodes g > 0 and weights w, such that the sum of w f(g) is the integral of f over the Gaussian measure's positive half. */
export interface HalfLineRule {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

const from = -3.75;
const to = 2.45;

/**
 * The double-exponential rule for Gaussian averages over the half line: trapezoids in u, with g = exp(u - exp(-u)).
 *
 * Each half line is integrated on its own, because a kink at 0 (relu) or a narrow step there (erf with long weights) defeats
 * Gauss-Hermite nodes; in u both are smooth.
 * Source: Takahasi and Mori, Publ. RIMS 9 (1974) 721.
 * @param step distance of the nodes in u; 0.05 gives about 12 digits for smooth functions.
 */
export function halfLineRule(step: number): HalfLineRule {
  const count = Math.floor((to - from) / step) + 1;
  const nodes = new Float64Array(count);
  const weights = new Float64Array(count);
  for (let index = 0; index < count; index++) {
    const u = from + index * step;
    const g = Math.exp(u - Math.exp(-u));
    nodes[index] = g;
    weights[index] = (step * g * (1 + Math.exp(-u)) * Math.exp((-g * g) / 2)) / Math.sqrt(2 * Math.PI);
  }
  return { nodes, weights };
}

/** The average of f over a standard Gaussian. */
export function gaussianAverage(f: (g: number) => number, rule: HalfLineRule): number {
  let sum = 0;
  for (let index = 0; index < rule.nodes.length; index++) {
    const g = rule.nodes[index] ?? 0;
    sum += (rule.weights[index] ?? 0) * (f(g) + f(-g));
  }
  return sum;
}

/** c_n(q) = <phi(q g), He_n(g)>, He_n of unit norm: what a unit with pre-activation of deviation q holds of degree n. */
export function hermiteCoefficient(phi: (z: number) => number, degree: number, q: number, rule: HalfLineRule): number {
  return gaussianAverage((g) => phi(q * g) * hermite(degree, g), rule);
}

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
