import * as ast from '../generated/ast.js';
import { Monomial } from '../../theory/monomial.js';
import type { HermiteTerm, Target } from '../../theory/study.js';
import { exactNumber } from './number.js';
import { evaluateSize } from './size.js';
import { isWhole } from './wholeness.js';

/** The largest Hermite degree that a target can have. */
export const highestDegree = 20;

/** The only degree of the attention target that the theory knows. */
export const attentiveDegree = 3;

/** A target of the theory, or undefined while anything in it is broken, missing or not supported. */
export function lowerTarget(target: ast.Target): Target | undefined {
  const terms = target.value?.terms ?? [];
  const [first] = terms;
  if (!target.name || !first || !isWhole(target)) return undefined;
  const { component } = first;
  if (ast.isHermiteComponent(component)) return hermite(target.name, terms, 1, Monomial.one);
  const coefficient = coefficientOf(first);
  if (terms.length > 1 || !coefficient) return undefined;
  if (ast.isAttentiveComponent(component)) {
    const degree = wholeNumber(component.degree);
    return degree === attentiveDegree ? { name: target.name, kind: 'attentive', degree } : undefined;
  }
  if (!ast.isTeacherComponent(component) || !ast.isExpression(component.directions)) return undefined;
  const directions = evaluateSize(component.directions).monomial;
  return directions && hermite(target.name, component.profile?.terms ?? [], coefficient, directions);
}

/** The Hermite components of a sum, like degrees added up; undefined when one is broken or nothing is left. */
function hermite(
  name: string,
  terms: readonly ast.TargetTerm[],
  factor: number,
  directions: Monomial,
): Target | undefined {
  const coefficients = new Map<number, number>();
  for (const term of terms) {
    const degree = ast.isHermiteComponent(term.component) ? hermiteDegree(term.component.degree) : undefined;
    const coefficient = coefficientOf(term);
    if (degree === undefined || !coefficient) return undefined;
    coefficients.set(degree, (coefficients.get(degree) ?? 0) + factor * coefficient);
  }
  const present: HermiteTerm[] = [...coefficients]
    .filter(([, coefficient]) => coefficient !== 0)
    .sort(([left], [right]) => left - right)
    .map(([degree, coefficient]) => ({ degree, coefficient }));
  return present.length > 0 ? { name, kind: 'hermite', terms: present, directions } : undefined;
}

/** The degree of a Hermite component: a whole number from 1 to 20, else undefined. */
export function hermiteDegree(text: string | undefined): number | undefined {
  const degree = wholeNumber(text);
  return degree !== undefined && degree >= 1 && degree <= highestDegree ? degree : undefined;
}

/** The signed coefficient of a term; undefined when it is out of range. */
export function coefficientOf(term: ast.TargetTerm): number | undefined {
  const value = term.coefficient === undefined ? 1 : exactNumber(term.coefficient)?.valueOf();
  return value === undefined ? undefined : term.sign === '-' ? -value : value;
}

function wholeNumber(text: string | undefined): number | undefined {
  const value = text === undefined ? undefined : exactNumber(text);
  return value?.d === 1n ? value.valueOf() : undefined;
}
