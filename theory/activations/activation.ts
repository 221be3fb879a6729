import type { SupportName } from './support.js';

/** Which symmetry a function has: it decides which Hermite degrees it contains. */
export type Parity = 'odd' | 'even' | 'neither';

/**
 * What the theory knows of an activation function. A new one is a new file that exports one of these and an entry in the index; the
 * compiler and test/completeness name every other place that has to know it.
 * @typeParam Name its name in the language, a member of `ActivationName`.
 */
export interface ActivationDescriptor<Name extends string = string> {
  readonly name: Name;
  readonly parity: Parity;
  /** The degrees of its Hermite expansion (docs/theory.md, "State"). */
  readonly support: SupportName;
  /** g: it grows as |z|^g for large |z|, in at least one direction. */
  readonly growth: number;
  /** True when its values have a largest size: more of what fills a unit then drowns the feature. */
  readonly isBounded: boolean;
  /** The function itself. */
  readonly formula: string;
}
