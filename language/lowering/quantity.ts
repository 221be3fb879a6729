import Fraction from 'fraction.js';
import { Monomial } from '../../theory/monomial.js';

/** A signed monomial: what an expression is before it is known whether it can be a size. */
export interface Quantity {
  /** 0 makes the whole quantity zero. */
  readonly sign: -1 | 0 | 1;
  readonly monomial: Monomial;
}

const nothing: Quantity = { sign: 0, monomial: Monomial.one };

/** The quantity of a monomial. */
export function positive(monomial: Monomial): Quantity {
  return { sign: 1, monomial };
}

/** The quantity of an exact number. */
export function constant(value: Fraction): Quantity {
  if (value.equals(0)) return nothing;
  return { sign: value.compare(0) < 0 ? -1 : 1, monomial: Monomial.constant(value.abs()) };
}

/** The exact number that a quantity is, or undefined when it holds a size or an irrational prefactor. */
export function rational({ sign, monomial }: Quantity): Fraction | undefined {
  if (sign === 0) return new Fraction(0);
  return monomial.isConstant ? monomial.rationalPrefactor?.mul(sign) : undefined;
}

/** A quantity times -1. */
export function opposite({ sign, monomial }: Quantity): Quantity {
  return { sign: sign === 0 ? 0 : sign === 1 ? -1 : 1, monomial };
}

/** Two quantities multiplied. */
export function product(left: Quantity, right: Quantity): Quantity {
  if (left.sign === 0 || right.sign === 0) return nothing;
  return { sign: left.sign === right.sign ? 1 : -1, monomial: left.monomial.times(right.monomial) };
}

/** 1 over a quantity, which must not be zero. */
export function inverse({ sign, monomial }: Quantity): Quantity {
  return { sign, monomial: monomial.power(-1) };
}

/** The sum, where it is a monomial again (`d + d` is `2*d`); undefined where it is not. */
export function sum(left: Quantity, right: Quantity): Quantity | undefined {
  if (left.sign === 0) return right;
  if (right.sign === 0) return left;
  const ratio = rational(product(right, inverse(left)));
  return ratio && product(left, constant(ratio.add(1)));
}

/** A power by an exact number; undefined for a root of something negative and for 0 to no positive power. */
export function power({ sign, monomial }: Quantity, exponent: Fraction): Quantity | undefined {
  if (exponent.equals(0)) return positive(Monomial.one);
  if (sign === 0) return exponent.compare(0) > 0 ? nothing : undefined;
  if (sign === 1) return positive(monomial.power(exponent));
  if (exponent.d !== 1n) return undefined;
  return { sign: exponent.n % 2n === 0n ? 1 : -1, monomial: monomial.power(exponent) };
}

const largestExponent = 1000;
const largestDenominator = 1000n;
const largestLogarithm = 300 * Math.LN10;

/** True when prefactor and exponents are so large that no use of them makes sense. */
export function isTooLarge({ monomial }: Quantity): boolean {
  if (Math.abs(monomial.constantPart.log(new Map())) > largestLogarithm) return true;
  return [...monomial.exponents.values()].some(
    (exponent) => Math.abs(exponent.valueOf()) > largestExponent || exponent.d > largestDenominator,
  );
}
