import { t } from '@vscode/l10n';
import { AstUtils } from 'langium';
import * as ast from '../generated/ast.js';
import { isTied, meaningOf, referenceOf } from '../lowering/scale.js';
import { check, type Finding } from './check.js';

/** Numbers are worked out at the reference sizes, so that every free size needs one. */
export const scaleWithoutValue = check('Scale', ['arch-scale-without-value'], function* (scale) {
  if (!scale.name || scale.relation) return;
  const { problem } = referenceOf(scale);
  if (problem?.code === 'arch-scale-without-value' && problem.node === scale)
    yield atName(scale, problem.code, problem.message);
});

/** A size must not be defined by itself, directly or through others. */
export const relationCycle = check('Scale', ['arch-relation-cycle'], function* (scale) {
  const problem = (isTied(scale) ? meaningOf(scale).problem : undefined) ?? referenceOf(scale).problem;
  if (problem?.code === 'arch-relation-cycle' && problem.node === scale)
    yield atName(scale, problem.code, problem.message);
});

/** A relation ties a size to others; one that names none is a value. */
export const relationWithoutScale = check('Scale', ['arch-relation-without-scale'], function* (scale) {
  if (!scale.name || !isTied(scale) || !ast.isExpression(scale.value)) return;
  if (AstUtils.streamAst(scale.value).some(ast.isScaleReference)) return;
  const message = t`This ties ${scale.name} to no other size, so that it is a plain number in every exponent: write = to keep ${scale.name} a size.`;
  yield {
    node: scale,
    property: 'relation',
    code: 'arch-relation-without-scale',
    severity: 'warning',
    message,
    data: { replacement: '=' },
  };
});

function atName(node: ast.Scale, code: Finding['code'], message: string): Finding {
  return { node, property: 'name', code, message, data: { name: node.name } };
}
