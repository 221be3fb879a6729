import { t } from '@vscode/l10n';
import type { Monomial, ReferenceSizes } from '../theory/monomial.js';
import { formDegreeOf, isFormFeature } from '../theory/features.js';
import type { Feature } from '../theory/study.js';
import { factorText, numberText, subscript } from './numbers.js';

/** How formulas are written: in Unicode for people, plain for programs and ASCII, or in LaTeX. */
export interface Notation {
  /** A product of powers: `√(N·d)`. */
  formula(size: Monomial): string;
  number(value: number): string;
  /** Between what is equal up to a factor of order one. */
  readonly about: string;
}

/** `√(N·d) ~ 128` */
export const unicode: Notation = { formula: (size) => size.toUnicode(), number: numberText, about: '~' };

/** `sqrt(N*d) ~ 128` */
export const ascii: Notation = { formula: (size) => size.toString(), number: numberText, about: '~' };

/** A size with its value at the reference sizes: `√(N·d) = 128`; the value alone where no size is in it. */
export function sized(size: Monomial, reference: ReferenceSizes, notation = unicode): string {
  const value = notation.number(size.value(reference));
  return size.isConstant ? value : `${notation.formula(size)} = ${value}`;
}

/** What a symbol is: `P* ~ √(N·d) = 128`, and `P* = 64` where it is a number. */
export function related(symbol: string, size: Monomial, reference: ReferenceSizes, notation = unicode): string {
  return `${symbol} ${relationOf(size, notation)} ${sized(size, reference, notation)}`;
}

/** The sign before a size: what is a number is that number, what scales is known up to a factor. */
export function relationOf(size: Monomial, { about } = unicode): string {
  return size.isConstant ? '=' : about;
}

/** How much more one energy is than another: `×4 ~ √(N1/N2)`. */
export function ratioText(ratio: Monomial, reference: ReferenceSizes): string {
  return ratio.isOne ? t('equal') : `${factorText(ratio.value(reference))} ~ ${unicode.formula(ratio)}`;
}

/** A feature for people: `He₃`, `He₃(p)`. */
export function featureName(feature: Feature): string {
  if (isFormFeature(feature)) return `He${subscript(formDegreeOf(feature))}(p)`;
  return feature === 'attentive' ? t('the attention feature') : `He${subscript(feature)}`;
}

/** A sentence in which features are written as everywhere: He_3 becomes He₃. */
export function withFeatureNames(text: string): string {
  return text.replace(/\bHe_(\d+)/g, (_, degree: string) => featureName(Number(degree)));
}

/** The symbol of a feature's inverse eigenvalue: `r₃`, `r₃(p)`, `rₐ`. */
export function eigenvalueName(feature: Feature): string {
  if (isFormFeature(feature)) return `r${subscript(formDegreeOf(feature))}(p)`;
  return feature === 'attentive' ? 'rₐ' : `r${subscript(feature)}`;
}

/** A power: `P`, `P^(1/2)`. */
export function powerText(base: string, exponent: { equals(value: number): boolean; toFraction(): string }): string {
  return exponent.equals(1) ? base : `${base}^(${exponent.toFraction()})`;
}

/** A size as it is shown: its formula and its number apart, for tables, and both together. */
export interface Quantity {
  readonly size: Monomial;
  /** `√(N·d)` */
  readonly formula: string;
  /** At the reference sizes; infinite where that is too large for a number. */
  readonly value: number;
  /** `128` */
  readonly number: string;
  /** `√(N·d) = 128`, or the number alone. */
  readonly text: string;
}

/** A size at the reference sizes. */
export function quantity(size: Monomial, reference: ReferenceSizes): Quantity {
  const value = size.value(reference);
  return {
    size,
    formula: unicode.formula(size),
    value,
    number: numberText(value),
    text: sized(size, reference),
  };
}
