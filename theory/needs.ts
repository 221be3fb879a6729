import type { Monomial } from './monomial.js';
import type { Rule } from './rules.js';

/** A lazy layer that is too narrow for what a later layer, or the readout, acts on. */
export interface CapacityCondition {
  /** The narrowest of the lazy layers that hand the feature on. */
  readonly layer: string;
  /** r of the feature: the width that a small error needs. */
  readonly needs: Monomial;
  /** The width of the layer. */
  readonly has: Monomial;
  /** The share of the feature that random features of this width hold: has/needs, below 1. */
  readonly share: number;
}

/** Which rule decides how many samples a small error needs: kappa E, counting, or M >= X in every layer of experts. */
export type FitRule = 'energy' | 'counting' | 'experts';

/** What a small error needs beyond alignment (theory, "From alignment to a small error"; derived). */
export interface Fit {
  /** The largest of all rules at the reference sizes; of a sum the exponents are those of its largest term. */
  readonly samples: Monomial;
  /** What `samples` is the sum of: one term, or k S and n where a flatten readout has position weights. */
  readonly terms: readonly Monomial[];
  readonly rule: FitRule;
  /** The widths that are too small, the smallest share first. */
  readonly conditions: readonly CapacityCondition[];
  /** The rules that it rests on, beside those of the energy. */
  readonly provenance: readonly Rule[];
}

/** Where P is: below P*, from `fit.samples` on, or between both. */
export type FitVerdict = 'below' | 'between' | 'above';
