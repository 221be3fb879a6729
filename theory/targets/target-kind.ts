import type { Mark } from '../kinds/kind.js';
import type { Monomial } from '../monomial.js';
import type { Feature } from '../study.js';

/** What every target has. */
export interface NamedTarget<Kind extends string = string> {
  readonly name: string;
  readonly kind: Kind;
}

/** A component of a target: the feature that carries it, and itself as a target of its own. */
export interface WeighedComponent<T> {
  readonly feature: Feature;
  /** `He_3`, `He_1(u)·He_2(v)`, `He_3(p)` or `attentive`. */
  readonly name: string;
  readonly coefficient: number;
  readonly target: T;
}

/**
 * What the theory knows of one kind of target. A new one is a new file that exports one of these and an entry in the index; the
 * compiler and test/completeness name every other place that has to know it.
 */
export interface TargetKind<T extends NamedTarget> {
  readonly kind: T['kind'];
  /** A line of the language that declares such a target. */
  readonly example: string;
  readonly mark: Mark;
  /** The components, each degree or product once; those of coefficient 0 are left out by the caller. */
  components(target: T): readonly WeighedComponent<T>[];
  /** k, the degree of the form on which its components are functions; absent for functions of directions. */
  form?(target: T): number;
  /** The directions that it names, in the order in which they appear; one may appear several times. */
  namedDirections(target: T): readonly string[];
  /** k, the number of teacher directions. */
  directions(target: T): Monomial;
  /** The degree after which components are left out, where there are infinitely many. */
  beyond(target: T): number | undefined;
  /** The target with each of its sizes replaced. */
  withSizes(target: T, put: (size: Monomial) => Monomial): T;
}
