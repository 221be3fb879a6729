import type { Feature, FormFeature } from './study.js';

/** The feature He_j(p) of a form p. @param degree j, a whole number from 1 */
export function formFeature(degree: number): FormFeature {
  return `p${degree}`;
}

/** True for a Hermite degree: neither the attention feature nor a feature of a form. */
export function isDegree(feature: Feature): feature is number {
  return typeof feature === 'number';
}

/** True for a feature He_j(p) of a form. */
export function isFormFeature(feature: Feature): feature is FormFeature {
  return typeof feature === 'string' && feature !== 'attentive';
}

/** j of He_j(p). */
export function formDegreeOf(feature: FormFeature): number {
  return Number(feature.slice(1));
}

/** True for the name of a feature, of whatever kind. */
export function isFeature(value: unknown): value is Feature {
  return typeof value === 'number' || (typeof value === 'string' && /^(attentive|p\d+)$/.test(value));
}

/** Compares features: degrees ascending, then those of a form ascending, the attention feature last. */
export function compareFeatures(left: Feature, right: Feature): number {
  return familyOf(left) - familyOf(right) || degreeInFamily(left) - degreeInFamily(right);
}

function familyOf(feature: Feature): number {
  return isDegree(feature) ? 0 : isFormFeature(feature) ? 1 : 2;
}

function degreeInFamily(feature: Feature): number {
  return isDegree(feature) ? feature : isFormFeature(feature) ? formDegreeOf(feature) : 0;
}
