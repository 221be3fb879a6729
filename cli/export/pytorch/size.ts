import type { Monomial, ReferenceSizes } from '../../../theory/index.js';
import { variable } from './names.js';

/** A size as an expression of Python: `4 * d`, `sqrt(N * d)`. */
export function expression(size: Monomial): string {
  return size
    .toString()
    .replace(/[\p{L}_][\p{L}\p{M}\p{N}_]*/gu, (name) => (size.exponents.has(name) ? variable(name) : name))
    .replaceAll('^', ' ** ')
    .replaceAll('*', ' * ')
    .replaceAll(' *  * ', ' ** ')
    .replaceAll(/\s+/g, ' ');
}

/** A size as an expression whose value is a whole number of at least 1. */
export function wholeExpression(size: Monomial, reference: ReferenceSizes): string {
  const value = size.value(reference);
  const isPlain = size.isConstant || (size.sizes.length === 1 && size.toString() === size.sizes[0]);
  return isPlain && Number.isInteger(value) ? expression(size) : `whole(${expression(size)})`;
}
