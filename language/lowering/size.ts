import type * as ast from '../generated/ast.js';
import type { Monomial } from '../../theory/monomial.js';
import type { Problem } from '../problem.js';
import { evaluatePositive } from './expression.js';
import { meaningOf, referenceOf } from './scale.js';

/** A size in free sizes, or why an expression is none. */
export type Size =
  | { readonly monomial: Monomial; readonly problem?: undefined }
  | { readonly monomial?: undefined; readonly problem: Problem };

/**
 * Evaluates an expression that must be a size: relations are substituted, free sizes stay symbols.
 * @returns the exact monomial, or the problem at the narrowest node.
 */
export function evaluateSize(expression: ast.Expression): Size {
  const { value, problem } = evaluatePositive(expression, (scale) => {
    const meaning = meaningOf(scale);
    return meaning.problem ? { problem: { ...meaning.problem, reportedElsewhere: true } } : meaning;
  });
  return problem ? { problem } : { monomial: value };
}

/** What a scale is in free sizes: itself, or what its relation says; undefined when its declaration is broken. */
export function scaleMonomial(scale: ast.Scale): Monomial | undefined {
  return meaningOf(scale).value;
}

/** The value of a scale at the reference sizes; undefined when something has no value. */
export function scaleValue(scale: ast.Scale): number | undefined {
  return referenceOf(scale).value;
}
