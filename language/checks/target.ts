import * as ast from '../generated/ast.js';
import { attentiveDegree, coefficientOf, hermiteDegree, highestDegree } from '../lowering/target.js';
import { exactNumber } from '../lowering/number.js';
import { check } from './check.js';

/** Hermite degrees are whole numbers from 1 to 20. */
export const hermiteComponentDegree = check('HermiteComponent', ['arch-target-degree'], function* (component) {
  if (component.degree === undefined || hermiteDegree(component.degree) !== undefined) return;
  const message = `Degrees are whole numbers from 1 to ${highestDegree}, as in he(3).`;
  yield { node: component, property: 'degree', code: 'arch-target-degree', message, data: { suggestions: ['3'] } };
});

/** The theory has worked out the cubic attention target. */
export const attentiveComponentDegree = check('AttentiveComponent', ['arch-target-degree'], function* (component) {
  if (component.degree === undefined || exactNumber(component.degree)?.equals(attentiveDegree)) return;
  const message = `The attention target is known for degree ${attentiveDegree}: write attentive(${attentiveDegree}).`;
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
      message: 'This coefficient is out of range: write a number with at most 40 digits.',
    };
  } else if (value === 0) {
    yield {
      ...base,
      code: 'arch-target-empty',
      message: 'With coefficient 0 this term is not there: remove it, or give it a weight.',
    };
  }
});

/** Like degrees may cancel, but not all of them. */
export const targetEmpty = check('TargetSum', ['arch-target-empty'], function* (target) {
  const sums = new Map<number, number>();
  for (const term of target.terms) {
    const degree = ast.isHermiteComponent(term.component) ? hermiteDegree(term.component.degree) : undefined;
    const value = coefficientOf(term);
    if (degree === undefined || !value) return;
    sums.set(degree, (sums.get(degree) ?? 0) + value);
  }
  if (sums.size === 0 || [...sums.values()].some((sum) => sum !== 0)) return;
  yield {
    node: target,
    code: 'arch-target-empty',
    message: 'The terms of this target cancel: change a coefficient or a degree.',
  };
});

/** A teacher and the attention target stand alone; a teacher's profile is a sum of Hermite components. */
export const targetMixture = check('TargetTerm', ['arch-target-mixture'], function* (term) {
  const { component, $container: sum } = term;
  if (!component || ast.isHermiteComponent(component)) return;
  const name = component.function;
  const base = { node: component, property: 'function', code: 'arch-target-mixture' as const };
  if (ast.isTeacherComponent(sum.$container)) {
    yield {
      ...base,
      message: `${name} within a teacher is not supported: a teacher takes a sum of components such as he(3).`,
    };
  } else if (sum.terms.length > 1) {
    yield { ...base, message: `${name} in a sum with other components is not supported: make it a target of its own.` };
  }
});
