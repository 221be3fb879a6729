import { t } from '@vscode/l10n';
import * as ast from '../generated/ast.js';
import { leftOpen, type Outcome } from '../problem.js';
import { exactNumber, outOfRange } from './number.js';

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
    const message = t('A size must be positive: write a number above 0.');
    return { problem: { node: expression, code: 'arch-size-not-positive', message } };
  }
  if (exact >= 1 / largestValue && exact <= largestValue) return { value: exact };
  return { problem: { node: expression, code: 'arch-number-too-large', message: outOfRange() } };
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
