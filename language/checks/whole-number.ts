import { t } from '@vscode/l10n';
import { layerKinds } from '../../theory/kinds/index.js';
import * as ast from '../generated/ast.js';
import { isWholeUpTo } from '../lowering/bounds.js';
import { evaluateSize } from '../lowering/size.js';
import { check } from './check.js';

/** What counts repetitions is a whole number: exponents depend on it, so that it can be no size. */
export const wholeNumber = check('SizeArgument', ['arch-not-a-whole-number'], function* (argument) {
  const sizes = layerKinds.get(argument.$container.kind)?.sizes ?? [];
  const bound = sizes.find(({ name }) => name === argument.key)?.wholeUpTo;
  const monomial = ast.isExpression(argument.size) ? evaluateSize(argument.size).monomial : undefined;
  if (bound === undefined || !monomial || isWholeUpTo(monomial, bound)) return;
  const message = t`${argument.key} is a whole number from 1 to ${bound}, written out: exponents depend on it, so that it cannot be a size.`;
  yield { node: argument, property: 'size', code: 'arch-not-a-whole-number', message, data: { suggestions: ['8'] } };
});
