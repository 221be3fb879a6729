import { Monomial } from '../monomial.js';
import { componentName, directionsOfComponent, featureOf, type MixtureTerm } from './component.js';
import type { NamedTarget, TargetKind } from './target-kind.js';

/** A mixture of components along a few directions with names. */
export interface MixtureTarget extends NamedTarget<'mixture'> {
  readonly terms: readonly MixtureTerm[];
  /** The degree after which components of a named function, of which there are infinitely many, are left out. */
  readonly beyond?: number;
}

/** A sum of products of Hermite polynomials along directions with names, and of the attention feature (derived). */
export const mixture: TargetKind<MixtureTarget> = {
  kind: 'mixture',
  example: 'target pair = he(1, u) * he(2, v)',
  mark: { status: 'derived', section: 'Several directions' },
  components: (target) =>
    target.terms.map(({ component, coefficient }) => ({
      feature: featureOf(component),
      name: componentName(component),
      coefficient,
      target: { ...target, terms: [{ component, coefficient }] },
    })),
  namedDirections: ({ terms }) => terms.flatMap(({ component }) => directionsOfComponent(component)),
  directions: () => Monomial.one,
  beyond: ({ beyond }) => beyond,
  withSizes: (target) => target,
};
