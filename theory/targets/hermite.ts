import type { TargetFunctionName } from '../functions.js';
import type { Monomial } from '../monomial.js';
import { unnamedDirection } from './component.js';
import type { NamedTarget, TargetKind } from './target-kind.js';

/** A component c He_n(w.x) of a target. */
export interface HermiteTerm {
  readonly degree: number;
  readonly coefficient: number;
}

/** c f(a w.x) for a function with a name, whole. */
export interface FunctionTerm {
  readonly function: TargetFunctionName;
  readonly a: number;
  readonly coefficient: number;
}

/** Hermite components along `directions` teacher directions, which have no names. */
export interface HermiteTarget extends NamedTarget<'hermite'> {
  readonly terms: readonly HermiteTerm[];
  readonly directions: Monomial;
  /** The degree after which components of a named function, of which there are infinitely many, are left out. */
  readonly beyond?: number;
  /** The sum as it is written, where it names functions: `terms` has their components up to a degree alone. */
  readonly profile?: readonly (HermiteTerm | FunctionTerm)[];
}

/** A sum of Hermite components; each degree is a feature of its own. */
export const hermite: TargetKind<HermiteTarget> = {
  kind: 'hermite',
  example: 'target cubic = he(3)',
  mark: { status: 'published', section: 'State' },
  components({ name, kind, terms, directions, beyond }) {
    const coefficients = new Map<number, number>();
    for (const { degree, coefficient } of terms) {
      coefficients.set(degree, (coefficients.get(degree) ?? 0) + coefficient);
    }
    return [...coefficients].map(([degree, coefficient]) => ({
      feature: degree,
      name: `He_${degree}`,
      coefficient,
      target: { name, kind, terms: [{ degree, coefficient }], directions, ...(beyond === undefined ? {} : { beyond }) },
    }));
  },
  namedDirections: () => [unnamedDirection],
  directions: ({ directions }) => directions,
  beyond: ({ beyond }) => beyond,
  withSizes: (target, put) => ({ ...target, directions: put(target.directions) }),
};
