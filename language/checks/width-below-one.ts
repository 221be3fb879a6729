import { t } from '@vscode/l10n';
import * as ast from '../generated/ast.js';
import { numericValue } from '../lowering/numeric.js';
import { evaluateSize, scaleValue } from '../lowering/size.js';
import { check } from './check.js';

/** Widths, dimensions and counts of things are at least 1 at the reference sizes. */
export const widthBelowOne = check('Expression', ['arch-width-below-one'], function* (expression) {
  const container = expression.$container;
  if (ast.isExpression(container) || !counts(expression) || evaluateSize(expression).problem) return;
  const { value } = numericValue(expression, scaleValue);
  if (value === undefined || value >= 1) return;
  const shown = Number(value.toPrecision(3));
  const message = t`This is ${shown} at the reference sizes, but it counts something: choose sizes that make it at least 1.`;
  yield { node: expression, code: 'arch-width-below-one', severity: 'warning', message, data: { value } };
});

function counts({ $container: container, $containerProperty: property }: ast.Expression): boolean {
  if (ast.isGaussianInput(container)) return property !== 'signal';
  if (ast.isSizeArgument(container)) return container.key !== 'steps' && container.key !== 'variance';
  return ast.isInput(container) || ast.isScoresArgument(container) || ast.isTeacherComponent(container);
}
