import * as ast from '../generated/ast.js';
import { Monomial } from '../../theory/monomial.js';
import type { FunctionTerm, HermiteTerm, MixtureTerm, Target } from '../../theory/study.js';
import { componentName, namedDirections } from '../../theory/target.js';
import { coefficientOf, formDegree, functionTerm, hermiteDegree, highestDegree, termComponents } from './component.js';
import { once } from './once.js';
import { evaluateSize } from './scale.js';
import { isComplete } from './completeness.js';

/** So many directions are a number of order one, which the theory leaves out. */
export const mostDirections = 8;

/** A target of the theory, or undefined while anything in it is broken, missing or not supported. */
export const lowerTarget = once(loweredTarget);

function loweredTarget(target: ast.Target): Target | undefined {
  const terms = target.value?.terms ?? [];
  const [first] = terms;
  if (!target.name || !first || !isComplete(target)) return undefined;
  const { name } = target;
  if (hasProfile(first.component)) return terms.length === 1 ? ofProfile(name, first, first.component) : undefined;
  const components = sumComponents(terms);
  if (!components || components.length === 0) return undefined;
  const [only, ...others] = components;
  if (only?.component.kind === 'attentive' && others.length === 0) return { name, ...only.component };
  const limit = beyond(terms);
  const mixture: Target = { name, kind: 'mixture', terms: components, ...limit };
  const directions = namedDirections(mixture).length;
  if (directions > mostDirections) return undefined;
  const plain = directions === 1 ? hermiteTerms(components) : undefined;
  if (!plain) return mixture;
  return { name, kind: 'hermite', terms: plain, directions: Monomial.one, ...limit, ...profileOf(terms) };
}

/** A component that is the sum of a profile along one direction, made of something else: of several directions, or of a form. */
export type ComponentWithProfile = ast.TeacherComponent | ast.HierarchicalComponent;

/** True for a component with a profile. */
export function hasProfile(component: unknown): component is ComponentWithProfile {
  return ast.isTeacherComponent(component) || ast.isHierarchicalComponent(component);
}

/** A teacher, the same profile along several directions, which have no names; or a hierarchical target, a profile of a form. */
function ofProfile(name: string, term: ast.TargetTerm, component: ComponentWithProfile): Target | undefined {
  const weight = coefficientOf(term);
  const profile = component.profile?.terms ?? [];
  const isNamed = profile.some((one) => 'direction' in one.component && one.component.direction !== undefined);
  const components = sumComponents(profile);
  if (!weight || term.factors.length > 0 || isNamed || !components) return undefined;
  const terms = hermiteTerms(components)?.map((one) => ({ ...one, coefficient: weight * one.coefficient }));
  const highest = terms?.at(-1)?.degree;
  if (!terms || highest === undefined) return undefined;
  if (ast.isHierarchicalComponent(component)) {
    const form = formDegree(component.form);
    if (form === undefined || form * highest > highestDegree) return undefined;
    return { name, kind: 'hierarchical', form, terms, ...beyond(profile) };
  }
  const directions = ast.isExpression(component.directions) && evaluateSize(component.directions).monomial;
  return directions
    ? { name, kind: 'hermite', terms, directions, ...beyond(profile), ...profileOf(profile, weight) }
    : undefined;
}

/**
 * The components of a sum, like ones added up, those that cancel left out.
 * @returns undefined when one is broken or not supported.
 */
export function sumComponents(terms: readonly ast.TargetTerm[]): MixtureTerm[] | undefined {
  const sums = new Map<string, MixtureTerm>();
  for (const term of terms) {
    const components = termComponents(term);
    if (!components) return undefined;
    for (const { component, coefficient } of components) {
      const key = componentName(component);
      sums.set(key, { component, coefficient: (sums.get(key)?.coefficient ?? 0) + coefficient });
    }
  }
  return [...sums.values()].filter(({ coefficient }) => coefficient !== 0);
}

/** Components along one direction by their degrees, ascending; undefined where one is something else. */
function hermiteTerms(components: readonly MixtureTerm[]): HermiteTerm[] | undefined {
  const terms = components.flatMap(({ component, coefficient }): HermiteTerm[] => {
    const [factor, ...others] = component.kind === 'hermite' ? component.factors : [];
    return factor && others.length === 0 ? [{ degree: factor.degree, coefficient }] : [];
  });
  return terms.length === components.length ? terms.sort((left, right) => left.degree - right.degree) : undefined;
}

/** A sum along one direction as it is written, where it names functions. */
function profileOf(
  terms: readonly ast.TargetTerm[],
  weight = 1,
): { readonly profile?: readonly (HermiteTerm | FunctionTerm)[] } {
  if (!terms.some(({ component }) => ast.isFunctionComponent(component))) return {};
  const profile = terms.flatMap((term): (HermiteTerm | FunctionTerm)[] => {
    const { component } = term;
    const coefficient = weight * (coefficientOf(term) ?? 0);
    if (ast.isFunctionComponent(component)) return [functionTerm(component, coefficient) ?? []].flat();
    const degree = ast.isHermiteComponent(component) ? hermiteDegree(component.degree) : undefined;
    return degree === undefined ? [] : [{ degree, coefficient }];
  });
  return { profile };
}

/** The degree after which the components of functions are left out: the least of those that are given. */
function beyond(terms: readonly ast.TargetTerm[]): { readonly beyond?: number } {
  const limits = terms
    .flatMap(({ component, factors }) => [component, ...factors])
    .flatMap((component) => (ast.isFunctionComponent(component) ? (hermiteDegree(component.degree) ?? []) : []));
  return limits.length > 0 ? { beyond: Math.min(...limits) } : {};
}
