import type { Monomial, ReferenceSizes } from '../../theory/monomial.js';
import * as formulas from '../formulas.js';
import { plain } from './text.js';

/** A size with its value, as Markdown: `√(N2·d) = 128`; the value alone where no size is in it. */
export function sized(size: Monomial, reference: ReferenceSizes): string {
  return plain(formulas.sized(size, reference));
}

/** A ratio of energies, as Markdown: `×4 ~ √(N1/N2)`. */
export function ratioText(ratio: Monomial, reference: ReferenceSizes): string {
  return plain(formulas.ratioText(ratio, reference));
}

/** A formula in Unicode, as Markdown. */
export function formula(size: Monomial): string {
  return plain(formulas.unicode.formula(size));
}

/** A sentence of the theory as Markdown, its features written as everywhere: He_3 becomes He₃. */
export function sentence(text: string): string {
  return plain(formulas.withFeatureNames(text));
}
