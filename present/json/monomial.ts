import type { Monomial, ReferenceSizes } from '../../theory/index.js';

/** A monomial of the contract. Exponents are exact fractions; sizes with exponent 0 are left out. */
export interface MonomialJson {
  /** The formula, with the prefactors of `~` relations: `sqrt(N*d)`. */
  readonly expression: string;
  /** Exact fractions by the names of the free sizes: `{ N: '1/2', d: '1/2' }`. */
  readonly exponents: Readonly<Record<string, string>>;
  /** At the reference sizes; null when it is too large for a number. */
  readonly value: number | null;
}

/** The exponents of the free sizes, by name, in the order in which they are printed. */
export function exponentsJson(monomial: Monomial): Record<string, string> {
  return Object.fromEntries(monomial.sizes.map((size) => [size, monomial.exponentOf(size).toFraction()]));
}

/** A monomial as the contract writes it. */
export function monomialJson(monomial: Monomial, reference: ReferenceSizes): MonomialJson {
  const value = monomial.value(reference);
  return {
    expression: monomial.toString(),
    exponents: exponentsJson(monomial),
    value: Number.isFinite(value) ? value : null,
  };
}
