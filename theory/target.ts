import { Monomial } from './monomial.js';
import type { Feature, Target } from './study.js';

/** The features that the target has: all of them must be aligned with. Ascending, without those of coefficient 0. */
export function targetFeatures(target: Target): Feature[] {
  if (target.kind === 'attentive') return ['attentive'];
  const degrees = target.terms.filter((term) => term.coefficient !== 0).map((term) => term.degree);
  return [...new Set(degrees)].sort((a, b) => a - b);
}

/** The features to track: every degree up to the target's, which products and specialised units can use. */
export function trackedFeatures(target: Target): Feature[] {
  if (target.kind === 'attentive') return [1, 'attentive'];
  const highest = Math.max(1, ...target.terms.map((term) => term.degree));
  return Array.from({ length: highest }, (_, index) => index + 1);
}

/** k, the number of teacher directions. */
export function directionsOf(target: Target): Monomial {
  return target.kind === 'attentive' ? Monomial.one : target.directions;
}

/** A feature in words for formulas: He_3, or the attention feature. */
export function featureName(feature: Feature): string {
  return feature === 'attentive' ? 'the attention feature' : `He_${feature}`;
}

/** r of a feature, for tables: `r₃`, `rₐ`. */
export function inverseEigenvalueName(feature: Feature): string {
  if (feature === 'attentive') return 'rₐ';
  return `r${[...String(feature)].map((digit) => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)]).join('')}`;
}
