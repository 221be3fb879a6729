import { AstUtils } from 'langium';
import * as ast from '../generated/ast.js';
import { numericValue } from '../lowering/numeric.js';
import { evaluateSize, isTied, meaningOf, referenceOf, scaleValue } from '../lowering/scale.js';
import type { LanguageMessage } from '../messages.js';
import type { Problem } from '../problem.js';
import { check, type Finding } from './check.js';

/** Numbers are worked out at the reference sizes, so that every free size needs one. */
export const scaleWithoutValue = check('Scale', ['arch-scale-without-value'], function* (scale) {
  if (!scale.name || scale.relation) return;
  const { problem } = referenceOf(scale);
  if (problem?.code === 'arch-scale-without-value' && problem.node === scale) yield atName(scale, problem);
});

/** A size must not be defined by itself, directly or through others. */
export const relationCycle = check('Scale', ['arch-relation-cycle'], function* (scale) {
  const problem = scaleProblem(scale);
  if (problem?.code === 'arch-relation-cycle' && problem.node === scale) yield atName(scale, problem);
});

/** A relation ties a size to others; one that names none is a value. */
export const relationWithoutScale = check('Scale', ['arch-relation-without-scale'], function* (scale) {
  if (!scale.name || !isTied(scale) || !ast.isExpression(scale.value)) return;
  if (AstUtils.streamAst(scale.value).some(ast.isScaleReference)) return;
  yield {
    node: scale,
    property: 'relation',
    code: 'arch-relation-without-scale',
    severity: 'warning',
    message: { code: 'relation-without-size', name: scale.name },
    data: { replacement: '=' },
  };
});

/** Wherever a size stands, it must be a positive monomial within bounds. */
export const size = check(
  'Expression',
  ['arch-not-a-monomial', 'arch-size-not-positive', 'arch-number-too-large'],
  function* (expression) {
    const container = expression.$container;
    if (ast.isExpression(container)) return;
    const problem = ast.isScale(container) ? scaleProblem(container) : sizeProblem(expression);
    if (!problem || problem.reportedElsewhere || !ast.isExpression(problem.node)) return;
    yield { node: problem.node, code: problem.code, message: problem.message };
  },
);

/** Widths, dimensions and counts of things are at least 1 at the reference sizes. */
export const widthBelowOne = check('Expression', ['arch-width-below-one'], function* (expression) {
  const container = expression.$container;
  if (ast.isExpression(container) || !counts(expression) || evaluateSize(expression).problem) return;
  const { value } = numericValue(expression, scaleValue);
  if (value === undefined || value >= 1) return;
  const message: LanguageMessage = { code: 'count-below-one', value };
  yield { node: expression, code: 'arch-width-below-one', severity: 'warning', message, data: { value } };
});

function counts({ $container: container, $containerProperty: property }: ast.Expression): boolean {
  if (ast.isGaussianInput(container)) return property !== 'signal';
  if (ast.isSizeArgument(container)) return container.key !== 'steps' && container.key !== 'variance';
  return ast.isInput(container) || ast.isScoresArgument(container) || ast.isTeacherComponent(container);
}

function atName(node: ast.Scale, { code, message }: Problem): Finding {
  return { node, property: 'name', code, message, data: { name: node.name } };
}

function scaleProblem(scale: ast.Scale): Problem | undefined {
  return (isTied(scale) ? meaningOf(scale).problem : undefined) ?? referenceOf(scale).problem;
}

function sizeProblem(expression: ast.Expression): Problem | undefined {
  return evaluateSize(expression).problem ?? numericValue(expression, scaleValue).problem;
}
