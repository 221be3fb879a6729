import { t } from '@vscode/l10n';
import { Monomial } from './monomial.js';
import { unnamedDirection, type Component, type Feature, type Target } from './study.js';

/** A component of a target: the feature that carries it, its share of <y,y>, and itself as a target of its own. */
export interface TargetComponent {
  readonly feature: Feature;
  /** `He_3`, `He_1(u)·He_2(v)` or `attentive`. */
  readonly name: string;
  readonly coefficient: number;
  /** Its share of <y,y>: c^2 over the sum of squares, every component of unit norm. */
  readonly weight: number;
  readonly target: Target;
}

/** The features that the target has: all of them must be aligned with. Ascending, without those of coefficient 0. */
export function targetFeatures(target: Target): Feature[] {
  const features = new Set(targetComponents(target).map(({ feature }) => feature));
  const degrees = [...features].filter((feature) => feature !== 'attentive').sort((a, b) => a - b);
  return features.has('attentive') ? [...degrees, 'attentive'] : degrees;
}

/** The features to track: every degree up to the target's, which products and specialised units can use. */
export function trackedFeatures(target: Target): Feature[] {
  const features = targetFeatures(target);
  const degrees = features.filter((feature) => feature !== 'attentive');
  const tracked: Feature[] = Array.from({ length: Math.max(1, ...degrees) }, (_, index) => index + 1);
  return features.includes('attentive') ? [...tracked, 'attentive'] : tracked;
}

/** The components of a target, those of coefficient 0 left out: ascending in degree, the attention feature last. */
export function targetComponents(target: Target): TargetComponent[] {
  if (target.kind === 'attentive')
    return [{ feature: 'attentive', name: 'attentive', coefficient: 1, weight: 1, target }];
  const terms = target.kind === 'hermite' ? hermiteComponents(target) : mixtureComponents(target);
  const present = terms.filter(({ coefficient }) => coefficient !== 0).sort((a, b) => order(a) - order(b));
  const norm = present.reduce((sum, { coefficient }) => sum + coefficient ** 2, 0);
  return present.map(({ feature, name, coefficient, target: alone }) => ({
    feature,
    name,
    coefficient,
    weight: coefficient ** 2 / norm,
    target: alone,
  }));
}

type WeighedComponent = Omit<TargetComponent, 'weight'>;

function hermiteComponents(target: Target & { kind: 'hermite' }): WeighedComponent[] {
  const coefficients = new Map<number, number>();
  for (const { degree, coefficient } of target.terms) {
    coefficients.set(degree, (coefficients.get(degree) ?? 0) + coefficient);
  }
  return [...coefficients].map(([degree, coefficient]) => ({
    feature: degree,
    name: featureName(degree),
    coefficient,
    target: { ...target, terms: [{ degree, coefficient }] },
  }));
}

function mixtureComponents(target: Target & { kind: 'mixture' }): WeighedComponent[] {
  return target.terms.map(({ component, coefficient }) => ({
    feature: featureOf(component),
    name: componentName(component),
    coefficient,
    target: { ...target, terms: [{ component, coefficient }] },
  }));
}

function order({ feature }: WeighedComponent): number {
  return feature === 'attentive' ? Infinity : feature;
}

/** The feature that carries a component: a product of directions is a feature of the sum of its degrees (derived). */
function featureOf(component: Component): Feature {
  if (component.kind === 'attentive') return 'attentive';
  return component.factors.reduce((sum, { degree }) => sum + degree, 0);
}

/** `He_1(u)·He_2(v)`; a component along the direction without a name is `He_3`. */
export function componentName(component: Component): string {
  if (component.kind === 'attentive') return 'attentive';
  const { factors } = component;
  const isPlain = factors.length === 1 && factors[0]?.direction === unnamedDirection;
  return factors.map(({ direction, degree }) => `He_${degree}${isPlain ? '' : `(${direction})`}`).join('·');
}

/** The named directions of a target, each once, in the order in which they appear. */
export function namedDirections(target: Target): string[] {
  if (target.kind !== 'mixture') return [unnamedDirection];
  const names = target.terms.flatMap(({ component }) =>
    component.kind === 'attentive' ? [unnamedDirection] : component.factors.map(({ direction }) => direction),
  );
  return [...new Set(names)];
}

/** k, the number of teacher directions. */
export function directionsOf(target: Target): Monomial {
  return target.kind === 'hermite' ? target.directions : Monomial.one;
}

/** A feature in words for formulas: He_3, or the attention feature. */
export function featureName(feature: Feature): string {
  return feature === 'attentive' ? t('the attention feature') : `He_${feature}`;
}

/** r of a feature, for tables: `r₃`, `rₐ`. */
export function inverseEigenvalueName(feature: Feature): string {
  if (feature === 'attentive') return 'rₐ';
  return `r${[...String(feature)].map((digit) => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)]).join('')}`;
}
