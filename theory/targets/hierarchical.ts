import { formFeature } from '../features.js';
import { Monomial } from '../monomial.js';
import type { HermiteTerm } from './hermite.js';
import type { NamedTarget, TargetKind } from './target-kind.js';

/** A sum of c_j He_j(p(x)), p a form of degree `form` in all directions, of unit variance (docs/theory.md, "Hierarchical targets"). */
export interface HierarchicalTarget extends NamedTarget<'hierarchical'> {
  /** k, the degree of the form: 2 for x'Ax with A of full rank and trace 0. */
  readonly form: number;
  /** He_j(p), each degree once. */
  readonly terms: readonly HermiteTerm[];
  /** The degree after which components of a named function, of which there are infinitely many, are left out. */
  readonly beyond?: number;
}

/** A function of a form: each He_j(p) is a feature of its own (derived). */
export const hierarchical: TargetKind<HierarchicalTarget> = {
  kind: 'hierarchical',
  example: 'target h = hierarchical(2, he(3))',
  mark: { status: 'derived', section: 'Hierarchical targets: what depth is for' },
  components: (target) =>
    target.terms.map(({ degree, coefficient }) => ({
      feature: formFeature(degree),
      name: `He_${degree}(p)`,
      coefficient,
      target: { ...target, terms: [{ degree, coefficient }] },
    })),
  form: ({ form }) => form,
  namedDirections: () => [],
  directions: () => Monomial.one,
  beyond: ({ beyond }) => beyond,
  withSizes: (target) => target,
};
