import * as ast from '../generated/ast.js';
import type { Monomial } from '../../theory/monomial.js';
import { numericValue } from './numeric.js';
import { scaleValue } from './scale.js';

/** The size that a layer is given under a name. */
export function sizeArgument(layer: ast.Layer, name: string): ast.SizeArgument | undefined {
  return layer.arguments.filter(ast.isSizeArgument).find(({ key }) => key === name);
}

/** True when the signal of the data lies between 1 and their dimension at the reference sizes, as far as both are known. */
export function isSignalWithin({ dimension, signal }: ast.GaussianInput): boolean {
  const value = valueOf(signal);
  return value === undefined || (value >= 1 && value <= (valueOf(dimension) ?? Infinity));
}

/** True when a layer has at least as many experts as are active, at the reference sizes, as far as both are known. */
export function areExpertsWithin(layer: ast.Layer): boolean {
  const active = sizeArgument(layer, 'active');
  const experts = sizeArgument(layer, 'experts');
  if (!active) return true;
  return experts !== undefined && (valueOf(active.size) ?? 0) <= (valueOf(experts.size) ?? Infinity);
}

/** True for a whole number from 1 to a bound: a size, free or tied to one, is none. */
export function isWholeUpTo(monomial: Monomial, bound: number): boolean {
  const number = monomial.isConstant ? monomial.rationalPrefactor : undefined;
  return number?.d === 1n && number.compare(bound) <= 0;
}

function valueOf(expression: ast.Expression | undefined): number | undefined {
  return ast.isExpression(expression) ? numericValue(expression, scaleValue).value : undefined;
}
