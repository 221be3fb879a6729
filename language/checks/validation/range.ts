import { t } from '@vscode/l10n';
import * as ast from '../../generated/ast.js';
import { evaluateSize } from '../../lowering/size.js';
import { constantOf } from '../../lowering/validation.js';
import { check } from '../check.js';

/** An exponent with an interval needs at least so many sizes. */
const fewestSizes = 3;

/** A sweep goes from one number to a larger one, with room for three sizes between. */
export const sweepRange = check('SweepSetting', ['arch-validate-range'], function* (sweep) {
  const code = 'arch-validate-range' as const;
  for (const property of ['from', 'to'] as const) {
    const end = sweep[property];
    if (ast.isExpression(end) && evaluateSize(end).monomial?.isConstant === false) {
      yield { node: end, code, message: t('A sweep begins and ends at numbers: write one such as 16 or 2^12.') };
    }
  }
  const [from, to] = [constantOf(sweep.from), constantOf(sweep.to)];
  if (from === undefined || to === undefined || !sweep.to) return;
  if (from >= to) {
    yield { node: sweep.to, code, message: t('A sweep ends at a larger size than it begins with: exchange the two.') };
  } else if (Math.round(to) - Math.round(from) < fewestSizes - 1) {
    const message = t`There are fewer than ${fewestSizes} sizes from ${from} to ${to}: sweep further.`;
    yield { node: sweep.to, code, message };
  }
});
