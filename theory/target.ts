import { activations } from './activations/index.js';
import { compareFeatures, formDegreeOf, formFeature, isDegree, isFormFeature } from './features.js';
import type { Monomial } from './monomial.js';
import type { Feature, Layer, Target } from './study.js';
import { kindOfTarget, type HermiteTarget } from './targets/index.js';

export { componentName } from './targets/component.js';

/** A component of a target: the feature that carries it, its share of <y,y>, and itself as a target of its own. */
export interface TargetComponent {
  readonly feature: Feature;
  /** `He_3`, `He_1(u)·He_2(v)`, `He_3(p)` or `attentive`. */
  readonly name: string;
  readonly coefficient: number;
  /** Its share of <y,y>: c^2 over the sum of squares, every component of unit norm. */
  readonly weight: number;
  readonly target: Target;
}

/** The features that the target has: all of them must be aligned with. Ascending, without those of coefficient 0. */
export function targetFeatures(target: Target): Feature[] {
  return [...new Set(targetComponents(target).map(({ feature }) => feature))].sort(compareFeatures);
}

/** Degrees above a target's are tracked no further than this: their products are many. */
const highestTracked = 12;

/**
 * The features to track: every degree up to the target's, which products and specialised units can use. Where a layer drops features,
 * as an activation without degree 1 does, degrees up to twice the target's: specialised units can make a degree from a higher one. Where
 * every layer passes features on, the lower degree is in the kernel already and costs no more. Of a form of degree k in He_1 to He_m
 * every degree up to k m, and He_1(p) to He_m(p): no layer acts on the degrees.
 */
export function trackedFeatures(target: Target, layers: readonly Layer[]): Feature[] {
  const features = targetFeatures(target);
  const ofForm = Math.max(0, ...features.filter(isFormFeature).map(formDegreeOf));
  const highest = Math.max(1, ...features.filter(isDegree), ofForm * (formOf(target) ?? 0));
  const drops = layers.some(({ activation }) => activation !== undefined && !activations.get(activation)?.responds(1));
  const most = drops && ofForm === 0 ? Math.max(highest, Math.min(2 * highest, highestTracked)) : highest;
  const upTo = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);
  return [...upTo(most), ...upTo(ofForm).map(formFeature), ...features.filter((feature) => feature === 'attentive')];
}

/** The components of a target, those of coefficient 0 left out: ascending in degree, the attention feature last. */
export function targetComponents(target: Target): TargetComponent[] {
  const components = kindOfTarget(target).components(target);
  const present = components
    .filter(({ coefficient }) => coefficient !== 0)
    .sort((one, other) => compareFeatures(one.feature, other.feature));
  // In units of the largest, so that no square is too small or too large for a number.
  const largest = Math.max(...present.map(({ coefficient }) => Math.abs(coefficient)));
  const squareOf = (coefficient: number): number => (coefficient / largest) ** 2;
  const norm = present.reduce((sum, { coefficient }) => sum + squareOf(coefficient), 0);
  return present.map(({ feature, name, coefficient, target: alone }) => ({
    feature,
    name,
    coefficient,
    weight: squareOf(coefficient) / norm,
    target: alone,
  }));
}

/** The named directions of a target, each once, in the order in which they appear. */
export function namedDirections(target: Target): string[] {
  return [...new Set(kindOfTarget(target).namedDirections(target))];
}

/** k, the number of teacher directions. */
export function directionsOf(target: Target): Monomial {
  return kindOfTarget(target).directions(target);
}

/** k, the degree of the form p of a hierarchical target; undefined for targets without a form. */
export function formOf(target: Target): number | undefined {
  return kindOfTarget(target).form?.(target);
}

/** The degree after which components of a target are left out; undefined where none are. */
export function beyondOf(target: Target): number | undefined {
  return kindOfTarget(target).beyond(target);
}

/** True for a sum of Hermite components along one direction: a function of w.x alone. */
export function isSingleIndex(target: Target): target is HermiteTarget {
  return target.kind === 'hermite' && target.directions.isOne;
}
