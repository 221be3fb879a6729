import Fraction from 'fraction.js';
import * as ast from '../generated/ast.js';
import { leftOpen, type Outcome } from '../problem.js';

/** More digits than this, written out or moved by an exponent, are refused: sizes beyond 1e300 mean nothing. */
const mostDigits = 40;
const largestPower = 300;

/**
 * The exact value of a number as the language writes it: `64`, `0.5`, `1e6`.
 * @returns undefined when it has more digits or a larger power of ten than any size needs.
 */
export function exactNumber(text: string): Fraction | undefined {
  const match = /^(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text);
  if (!match) return undefined;
  const [, whole = '', decimals = '', power = '0'] = match;
  const digits = (whole + decimals).replace(/^0+/, '');
  if (digits.length > mostDigits || decimals.length > mostDigits) return undefined;
  if (digits === '') return new Fraction(0);
  const shift = Number(power);
  if (Math.abs(shift) > largestPower || digits.length - decimals.length + shift > largestPower + 1) return undefined;
  const places = shift - decimals.length;
  const value = BigInt(digits);
  return places >= 0 ? new Fraction(value * 10n ** BigInt(places)) : new Fraction(value, 10n ** BigInt(-places));
}

/** The largest reference value that a size can have. */
const largestValue = 1e300;

/**
 * The number that an expression is, given those of the scales in it. Sums and differences are allowed here: a reference
 * value is a number, whatever it was made of.
 */
export function numericValue(
  expression: ast.Expression,
  valueOf: (scale: ast.Scale) => number | undefined,
): Outcome<number> {
  const value = number(expression, valueOf);
  if (value === undefined) return { problem: leftOpen(expression) };
  const rounded = Math.round(value);
  const exact = Math.abs(value - rounded) <= 1e-11 * Math.abs(value) ? rounded : value;
  if (exact <= 0) {
    const message = { code: 'value-not-positive' } as const;
    return { problem: { node: expression, code: 'arch-size-not-positive', message } };
  }
  if (exact >= 1 / largestValue && exact <= largestValue) return { value: exact };
  return { problem: { node: expression, code: 'arch-number-too-large', message: { code: 'number-out-of-range' } } };
}

function number(expression: ast.Expression, valueOf: (scale: ast.Scale) => number | undefined): number | undefined {
  if (ast.isNumberLiteral(expression)) return exactNumber(expression.value ?? '')?.valueOf() ?? Infinity;
  if (ast.isScaleReference(expression)) {
    const scale = expression.scale?.ref;
    return scale && valueOf(scale);
  }
  if (ast.isGroup(expression)) {
    return ast.isExpression(expression.inner) ? number(expression.inner, valueOf) : undefined;
  }
  if (ast.isNegation(expression)) {
    const operand = ast.isExpression(expression.operand) ? number(expression.operand, valueOf) : undefined;
    return operand === undefined ? undefined : -operand;
  }
  if (!ast.isExpression(expression.left) || !ast.isExpression(expression.right)) return undefined;
  const left = number(expression.left, valueOf);
  const right = number(expression.right, valueOf);
  if (left === undefined || right === undefined) return undefined;
  return operations[expression.operator](left, right);
}

const operations: Record<ast.BinaryExpression['operator'], (left: number, right: number) => number> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '^': (left, right) => left ** right,
};
