import { isDegree } from '../../theory/features.js';
import { targetFunctions } from '../../theory/functions.js';
import { featureOf } from '../../theory/targets/component.js';
import * as ast from '../generated/ast.js';
import {
  attentiveDegree,
  coefficientOf,
  directionOf,
  formDegree,
  frequencyOf,
  functionDegrees,
  functionVariable,
  hermiteDegree,
  highestDegree,
  largestFrequency,
} from '../lowering/component.js';
import { exactNumber } from '../lowering/numeric.js';
import { placeholderRange } from '../lowering/placeholder.js';
import { hasProfile, mostDirections, sumComponents } from '../lowering/target.js';
import type { LanguageMessage } from '../messages.js';
import { suggestions } from '../suggestions.js';
import { check } from './check.js';

/** Hermite degrees are whole numbers from 1 to 20. */
export const hermiteComponentDegree = check('HermiteComponent', ['arch-target-degree'], function* (component) {
  if (component.degree === undefined || hermiteDegree(component.degree) !== undefined) return;
  const message: LanguageMessage = { code: 'degree-out-of-range', highest: highestDegree, component: 'he' };
  yield { node: component, property: 'degree', code: 'arch-target-degree', message, data: { suggestions: ['3'] } };
});

/** The theory has worked out the cubic attention target. */
export const attentiveComponentDegree = check('AttentiveComponent', ['arch-target-degree'], function* (component) {
  if (component.degree === undefined || exactNumber(component.degree)?.equals(attentiveDegree)) return;
  const message: LanguageMessage = { code: 'attentive-degree', degree: attentiveDegree };
  const data = { suggestions: [String(attentiveDegree)] };
  yield { node: component, property: 'degree', code: 'arch-target-degree', message, data };
});

/** A coefficient must be a number that leaves something of its component. */
export const coefficient = check('TargetTerm', ['arch-target-empty', 'arch-number-too-large'], function* (term) {
  if (term.coefficient === undefined) return;
  const value = coefficientOf(term);
  const base = { node: term, property: 'coefficient' };
  if (value === undefined)
    yield { ...base, code: 'arch-number-too-large', message: { code: 'coefficient-out-of-range' } };
  else if (value === 0) yield { ...base, code: 'arch-target-empty', message: { code: 'coefficient-zero' } };
});

/** Targets that are offered in the place of a placeholder, beside the one that is there. */
const choices = ['he(1)', 'he(2)', 'he(3)', 'he(1) + he(2)'] as const;

/** The target of an imported model is a question: a model does not say what it learns. */
export const targetPlaceholder = check('Target', ['arch-target-placeholder'], function* (target) {
  const range = placeholderRange(target);
  const value = target.value?.$cstNode?.text;
  if (!range || value === undefined) return;
  const suggestions = [...new Set([value, ...choices, `attentive(${attentiveDegree})`])];
  const message: LanguageMessage = { code: 'target-placeholder', name: target.name, choices: suggestions };
  yield { node: target, range, code: 'arch-target-placeholder', severity: 'warning', message, data: { suggestions } };
});

/** Like components may cancel, but not all of them. */
export const targetEmpty = check('TargetSum', ['arch-target-empty'], function* (target) {
  const components = sumComponents(target.terms);
  if (components?.length !== 0 || target.terms.some(({ component }) => isEmptyFunction(component))) return;
  yield { node: target, code: 'arch-target-empty', message: { code: 'terms-cancel' } };
});

/**
 * A teacher and a hierarchical target stand alone; the profile of each is a sum along one direction. The attention target is no
 * factor of a product.
 */
export const targetMixture = check('TargetTerm', ['arch-target-mixture'], function* (term) {
  const { component: first, factors, $container: sum } = term;
  const outer = hasProfile(sum.$container) ? sum.$container.function : undefined;
  for (const one of [first, ...factors]) {
    if (!one) continue;
    const base = { node: one, property: 'function', code: 'arch-target-mixture' as const };
    const component = one.function;
    const isAlone = hasProfile(one) || ast.isAttentiveComponent(one);
    if (outer !== undefined && isAlone) {
      yield { ...base, message: { code: 'nested-in-profile', component, outer } };
    } else if (outer !== undefined && 'direction' in one && one.direction !== undefined) {
      yield { ...base, property: 'direction', message: { code: 'direction-in-profile', outer } };
    } else if (isAlone && factors.length > 0) {
      yield { ...base, message: { code: 'not-a-factor', component } };
    } else if (hasProfile(one) && sum.terms.length > 1) {
      yield { ...base, message: { code: 'not-a-term', component } };
    }
  }
});

/** The degree of a form is a whole number from 2, and its product with the highest degree of the profile is not too high. */
export const hierarchicalForm = check('HierarchicalComponent', ['arch-target-degree'], function* (component) {
  if (component.form === undefined) return;
  const base = { node: component, property: 'form', code: 'arch-target-degree' as const };
  const form = formDegree(component.form);
  if (form === undefined) {
    const isDirection = exactNumber(component.form)?.equals(1) === true;
    const message: LanguageMessage = { code: 'form-degree', highest: highestDegree, isDirection };
    yield { ...base, message, data: { suggestions: ['2'] } };
    return;
  }
  const degrees = sumComponents(component.profile?.terms ?? [])?.flatMap(({ component: one }) => featureOf(one));
  const profile = Math.max(0, ...(degrees ?? []).filter(isDegree));
  if (form * profile <= highestDegree) return;
  yield { ...base, message: { code: 'form-too-high', form, profile, highest: highestDegree } };
});

/** The factors of a product have different directions, and a degree together that is not too high. */
export const targetProduct = check('TargetTerm', ['arch-target-product', 'arch-target-degree'], function* (term) {
  if (term.factors.length === 0) return;
  const seen = new Set<string>();
  let degree = 0;
  for (const factor of [term.component, ...term.factors]) {
    if (!ast.isHermiteComponent(factor) && !ast.isFunctionComponent(factor)) return;
    const direction = directionOf(factor);
    if (seen.has(direction)) {
      yield { node: factor, code: 'arch-target-product', message: { code: 'direction-repeated', direction } };
      return;
    }
    seen.add(direction);
    degree += highestOf(factor);
  }
  if (degree <= highestDegree) return;
  yield { node: term, code: 'arch-target-degree', message: { code: 'product-degree', degree, highest: highestDegree } };
});

/** A few directions are a number of order one; many are a teacher's. */
export const targetDirections = check('Target', ['arch-target-directions'], function* ({ value, name }) {
  if (!value || !name) return;
  const components = value.terms.flatMap(({ component, factors }) => [component, ...factors]);
  const directions = new Set(
    components.flatMap((one) =>
      ast.isHermiteComponent(one) || ast.isFunctionComponent(one) ? [directionOf(one)] : [],
    ),
  ).size;
  if (directions <= mostDirections) return;
  const message: LanguageMessage = { code: 'too-many-directions', target: name, directions, most: mostDirections };
  yield { node: value, code: 'arch-target-directions', message };
});

/** The words of a target that are no function by its name. */
const componentWords = ['he', 'teacher', 'hierarchical', 'attentive'];

/** The functions that a target can name are those whose Hermite components are known. */
export const unknownFunction = check('FunctionComponent', ['arch-unknown-function'], function* (component) {
  const name = component.function;
  if (!name || targetFunctions.has(name)) return;
  const functions = [...targetFunctions.keys()];
  const names = suggestions(name, [...componentWords, ...functions]);
  yield {
    node: component,
    property: 'function',
    code: 'arch-unknown-function',
    message: { code: 'function-unknown', name, functions, suggestions: names },
    data: { name, suggestions: names.length > 0 ? names : functions },
  };
});

/** A function has infinitely many components: it must be said up to which degree they count. */
export const functionDegree = check(
  'FunctionComponent',
  ['arch-function-degree', 'arch-target-degree', 'arch-target-empty'],
  function* (component) {
    const name = component.function;
    const { degree } = component;
    if (!targetFunctions.has(name)) return;
    const atDegree = { node: component, property: 'degree' };
    if (degree === undefined) {
      const example = component.argument ? `${name}(${argumentText(component.argument)}, 5)` : `${name}(5)`;
      const message: LanguageMessage = { code: 'function-without-degree', name, example };
      yield { node: component, code: 'arch-function-degree', message, data: { suggestions: [example] } };
    } else if (hermiteDegree(degree) === undefined) {
      const message: LanguageMessage = { code: 'degree-out-of-range', highest: highestDegree, component: name };
      yield { ...atDegree, code: 'arch-target-degree', message, data: { suggestions: ['3'] } };
    } else if (functionDegrees(component)?.length === 0) {
      const message: LanguageMessage = { code: 'function-below-support', name, degree };
      yield { ...atDegree, code: 'arch-target-empty', message };
    }
  },
);

/** A function is of x, or of a number times x. */
export const functionArgument = check('FunctionComponent', ['arch-function-argument'], function* (component) {
  const { argument } = component;
  if (!argument || argument.variable === undefined || frequencyOf(component) !== undefined) return;
  const message: LanguageMessage =
    argument.variable === functionVariable
      ? { code: 'frequency-out-of-range', variable: functionVariable, largest: largestFrequency }
      : { code: 'function-argument', name: component.function, variable: functionVariable };
  yield { node: argument, code: 'arch-function-argument', message };
});

/** What stands in the parentheses; where it is half typed, it is of x. */
function argumentText({ frequency, variable = functionVariable }: Partial<ast.FunctionArgument>): string {
  return frequency === undefined ? variable : `${frequency}*${variable}`;
}

function highestOf(factor: ast.HermiteComponent | ast.FunctionComponent): number {
  if (ast.isHermiteComponent(factor)) return hermiteDegree(factor.degree) ?? 0;
  return functionDegrees(factor)?.at(-1)?.degree ?? 0;
}

/** True for a function without a component up to the degree that is given: it has a diagnostic of its own. */
function isEmptyFunction(component: ast.TargetComponent | undefined): boolean {
  return ast.isFunctionComponent(component) && functionDegrees(component)?.length === 0;
}
