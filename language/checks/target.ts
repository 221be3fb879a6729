import { t } from '@vscode/l10n';
import * as ast from '../generated/ast.js';
import {
  attentiveDegree,
  coefficientOf,
  functionDegrees,
  hermiteDegree,
  highestDegree,
} from '../lowering/component.js';
import { sumComponents } from '../lowering/target.js';
import { exactNumber } from '../lowering/number.js';
import { check } from './check.js';

/** Hermite degrees are whole numbers from 1 to 20. */
export const hermiteComponentDegree = check('HermiteComponent', ['arch-target-degree'], function* (component) {
  if (component.degree === undefined || hermiteDegree(component.degree) !== undefined) return;
  const message = t`Degrees are whole numbers from 1 to ${highestDegree}, as in he(3).`;
  yield { node: component, property: 'degree', code: 'arch-target-degree', message, data: { suggestions: ['3'] } };
});

/** The theory has worked out the cubic attention target. */
export const attentiveComponentDegree = check('AttentiveComponent', ['arch-target-degree'], function* (component) {
  if (component.degree === undefined || exactNumber(component.degree)?.equals(attentiveDegree)) return;
  const message = t`The attention target is known for degree ${attentiveDegree}: write attentive(${attentiveDegree}).`;
  const data = { suggestions: [String(attentiveDegree)] };
  yield { node: component, property: 'degree', code: 'arch-target-degree', message, data };
});

/** A coefficient must be a number that leaves something of its component. */
export const coefficient = check('TargetTerm', ['arch-target-empty', 'arch-number-too-large'], function* (term) {
  if (term.coefficient === undefined) return;
  const value = coefficientOf(term);
  const base = { node: term, property: 'coefficient' };
  if (value === undefined) {
    yield {
      ...base,
      code: 'arch-number-too-large',
      message: t('This coefficient is out of range: write a number with at most 40 digits.'),
    };
  } else if (value === 0) {
    yield {
      ...base,
      code: 'arch-target-empty',
      message: t('With coefficient 0 this term is not there: remove it, or give it a weight.'),
    };
  }
});

/** Like components may cancel, but not all of them. */
export const targetEmpty = check('TargetSum', ['arch-target-empty'], function* (target) {
  const components = sumComponents(target.terms);
  if (components?.length !== 0 || target.terms.some(({ component }) => isEmptyFunction(component))) return;
  yield {
    node: target,
    code: 'arch-target-empty',
    message: t('The terms of this target cancel: change a coefficient or a degree.'),
  };
});

/** A teacher stands alone; its profile is a sum along one direction. The attention target is no factor of a product. */
export const targetMixture = check('TargetTerm', ['arch-target-mixture'], function* (term) {
  const { component, factors, $container: sum } = term;
  const isProfile = ast.isTeacherComponent(sum.$container);
  for (const one of [component, ...factors]) {
    if (!one) continue;
    const base = { node: one, property: 'function', code: 'arch-target-mixture' as const };
    const name = one.function;
    const isAlone = ast.isTeacherComponent(one) || ast.isAttentiveComponent(one);
    if (isProfile && isAlone) {
      const message = t`${name} within a teacher is not supported: a teacher takes a sum of components such as he(3).`;
      yield { ...base, message };
    } else if (isProfile && 'direction' in one && one.direction !== undefined) {
      const message = t(
        'The directions of a teacher have no names: remove the name, or write a sum without a teacher.',
      );
      yield { ...base, property: 'direction', message };
    } else if (isAlone && factors.length > 0) {
      yield {
        ...base,
        message: t`${name} is no factor of a product: multiply components such as he(1, u) * he(2, v).`,
      };
    } else if (ast.isTeacherComponent(one) && sum.terms.length > 1) {
      yield {
        ...base,
        message: t`${name} in a sum with other components is not supported: make it a target of its own.`,
      };
    }
  }
});

/** True for a function without a component up to the degree that is given: it has a diagnostic of its own. */
function isEmptyFunction(component: ast.TargetComponent | undefined): boolean {
  return ast.isFunctionComponent(component) && functionDegrees(component)?.length === 0;
}
