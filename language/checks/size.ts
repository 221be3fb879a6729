import * as ast from '../generated/ast.js';
import { numericValue } from '../lowering/numeric.js';
import { isTied, meaningOf, referenceOf } from '../lowering/scale.js';
import { evaluateSize, scaleValue } from '../lowering/size.js';
import type { Problem } from '../problem.js';
import { check, type Finding } from './check.js';

/** Wherever a size stands, it must be a positive monomial within bounds. */
export const size = check(
  'Expression',
  ['arch-not-a-monomial', 'arch-size-not-positive', 'arch-number-too-large'],
  function* (expression) {
    const container = expression.$container;
    if (ast.isExpression(container)) return;
    const problem = ast.isScale(container) ? scaleProblem(container) : sizeProblem(expression);
    if (problem && !problem.reportedElsewhere && ast.isExpression(problem.node)) yield finding(problem, problem.node);
  },
);

function scaleProblem(scale: ast.Scale): Problem | undefined {
  return (isTied(scale) ? meaningOf(scale).problem : undefined) ?? referenceOf(scale).problem;
}

function sizeProblem(expression: ast.Expression): Problem | undefined {
  return evaluateSize(expression).problem ?? numericValue(expression, scaleValue).problem;
}

function finding({ code, message }: Problem, node: ast.Expression): Finding {
  return { node, code, message };
}
