import * as ast from '../generated/ast.js';
import { leftOpen, type Outcome, type Problem } from '../problem.js';
import type { Monomial } from '../../theory/monomial.js';
import type { LanguageMessage } from '../messages.js';
import { exactNumber } from './numeric.js';
import { constant, inverse, isTooLarge, opposite, positive, power, product, rational, sum } from './quantity.js';
import type { Quantity } from './quantity.js';

/** What a scale stands for in an expression: itself, or what its relation says. */
export type Meaning = (scale: ast.Scale) => Outcome<Monomial>;

/**
 * Evaluates an expression exactly.
 * @param meaning what the scales in it stand for.
 * @returns a signed monomial, or the problem at the narrowest node.
 */
function evaluate(expression: ast.Expression, meaning: Meaning): Outcome<Quantity> {
  const result = evaluateUnbounded(expression, meaning);
  if (!result.value || !isTooLarge(result.value)) return result;
  return tooLarge(expression);
}

function evaluateUnbounded(expression: ast.Expression, meaning: Meaning): Outcome<Quantity> {
  if (ast.isNumberLiteral(expression)) {
    const value = exactNumber(expression.value ?? '');
    return value ? { value: constant(value) } : tooLarge(expression);
  }
  if (ast.isScaleReference(expression)) {
    const scale = expression.scale?.ref;
    if (!scale) return { problem: leftOpen(expression) };
    const result = meaning(scale);
    return result.problem ? result : { value: positive(result.value) };
  }
  if (ast.isGroup(expression)) {
    return ast.isExpression(expression.inner) ? evaluate(expression.inner, meaning) : { problem: leftOpen(expression) };
  }
  if (ast.isNegation(expression)) {
    if (!ast.isExpression(expression.operand)) return { problem: leftOpen(expression) };
    const operand = evaluate(expression.operand, meaning);
    return operand.problem ? operand : { value: opposite(operand.value) };
  }
  return evaluateBinary(expression, meaning);
}

function evaluateBinary(expression: ast.BinaryExpression, meaning: Meaning): Outcome<Quantity> {
  if (!ast.isExpression(expression.left) || !ast.isExpression(expression.right))
    return { problem: leftOpen(expression) };
  const left = evaluate(expression.left, meaning);
  if (left.problem) return left;
  const right = evaluate(expression.right, meaning);
  if (right.problem) return right;
  switch (expression.operator) {
    case '*':
      return { value: product(left.value, right.value) };
    case '/':
      if (right.value.sign === 0)
        return refusal(expression.right, 'arch-size-not-positive', { code: 'division-by-zero' });
      return { value: product(left.value, inverse(right.value)) };
    case '^':
      return raised(expression, left.value, right.value);
    default: {
      const total = sum(left.value, expression.operator === '-' ? opposite(right.value) : right.value);
      if (total) return { value: total };
      return refusal(expression, 'arch-not-a-monomial', { code: 'not-one-power', operator: expression.operator });
    }
  }
}

function raised(expression: ast.BinaryExpression, base: Quantity, exponent: Quantity): Outcome<Quantity> {
  const value = rational(exponent);
  if (!value) return refusal(expression.right, 'arch-not-a-monomial', { code: 'exponent-with-sizes' });
  if (Math.abs(value.valueOf()) > 1000 || value.d > 1000n) return tooLarge(expression.right);
  const result = power(base, value);
  if (result) return { value: result };
  const code = base.sign === 0 ? 'power-of-zero' : 'root-of-negative';
  return refusal(expression.left, 'arch-size-not-positive', { code });
}

/**
 * Evaluates an expression that must be a size: a monomial with a positive prefactor.
 * @returns the monomial, or the problem at the narrowest node.
 */
export function evaluatePositive(expression: ast.Expression, meaning: Meaning): Outcome<Monomial> {
  const { value, problem } = evaluate(expression, meaning);
  if (problem) return { problem };
  if (value.sign === 1) return { value: value.monomial };
  return refusal(expression, 'arch-size-not-positive', { code: 'size-not-positive', sign: value.sign });
}

function refusal(node: ast.Expression, code: Problem['code'], message: LanguageMessage): { problem: Problem } {
  return { problem: { node, code, message } };
}

function tooLarge(node: ast.Expression): { problem: Problem } {
  return refusal(node, 'arch-number-too-large', { code: 'number-out-of-range' });
}
