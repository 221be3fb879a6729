import { t } from '@vscode/l10n';
import { layerKinds } from '../../theory/kinds/index.js';
import * as ast from '../generated/ast.js';
import { evaluateSize } from '../lowering/size.js';
import { check } from './check.js';

/** The variance of a layer's weights is a number: how one that grows with the sizes would act, no rule says. */
export const plainNumber = check('SizeArgument', ['arch-variance-not-a-number'], function* (argument) {
  const sizes = layerKinds.get(argument.$container.kind)?.sizes ?? [];
  const isNumber = sizes.find(({ name }) => name === argument.key)?.isNumber;
  const monomial = ast.isExpression(argument.size) ? evaluateSize(argument.size).monomial : undefined;
  if (!isNumber || !monomial || monomial.isConstant) return;
  const message = t(
    "The variance of a layer's weights is a number: how one that changes with the sizes would act depends on the activation. Write a number here; the readout may have a size, as in output linear (variance: N).",
  );
  yield { node: argument, property: 'size', code: 'arch-variance-not-a-number', message };
});
