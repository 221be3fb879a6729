import { t } from '@vscode/l10n';
import type * as ast from '../generated/ast.js';
import { targetFunctions } from '../../theory/functions.js';
import {
  frequencyOf,
  functionDegrees,
  functionVariable,
  hermiteDegree,
  highestDegree,
  largestFrequency,
} from '../lowering/component.js';
import { didYouMean, listed, suggestions } from '../suggestions.js';
import { check } from './check.js';

/** The words of a target that are no function by its name. */
const componentWords = ['he', 'teacher', 'attentive'];

/** The functions that a target can name are those whose Hermite components are known. */
export const unknownFunction = check('FunctionComponent', ['arch-unknown-function'], function* (component) {
  const name = component.function;
  if (!name || targetFunctions.has(name)) return;
  const known = [...targetFunctions.keys()];
  const names = suggestions(name, [...componentWords, ...known]);
  const advice = names.length > 0 ? didYouMean(names) : t` Use he, or one of ${listed(known, 'or')}.`;
  yield {
    node: component,
    property: 'function',
    code: 'arch-unknown-function',
    message: t`No function is called ${name}.${advice}`,
    data: { name, suggestions: names.length > 0 ? names : known },
  };
});

/** A function has infinitely many components: it must be said up to which degree they count. */
export const functionDegree = check(
  'FunctionComponent',
  ['arch-function-degree', 'arch-target-degree', 'arch-target-empty'],
  function* (component) {
    const name = component.function;
    const known = targetFunctions.get(name);
    if (!known) return;
    if (component.degree === undefined) {
      const example = component.argument ? `${name}(${argumentText(component.argument)}, 5)` : `${name}(5)`;
      const message = t`${name} has infinitely many Hermite components (${known.support()}): say up to which degree they count, as in ${example}.`;
      yield { node: component, code: 'arch-function-degree', message, data: { suggestions: [example] } };
    } else if (hermiteDegree(component.degree) === undefined) {
      const message = t`Degrees are whole numbers from 1 to ${highestDegree}, as in ${name}(3).`;
      yield { node: component, property: 'degree', code: 'arch-target-degree', message, data: { suggestions: ['3'] } };
    } else if (functionDegrees(component)?.length === 0) {
      const message = t`${name} has no component up to degree ${component.degree}, only ${known.support()}: write a higher degree.`;
      yield { node: component, property: 'degree', code: 'arch-target-empty', message };
    }
  },
);

/** A function is of x, or of a number times x. */
export const functionArgument = check('FunctionComponent', ['arch-function-argument'], function* (component) {
  const { argument } = component;
  if (!argument || argument.variable === undefined || frequencyOf(component) !== undefined) return;
  const message =
    argument.variable === functionVariable
      ? t`The number before ${functionVariable} must be above 0 and at most ${largestFrequency}: beyond that nearly nothing is left of low degrees.`
      : t`A function is of ${functionVariable}, the input along the direction, as in ${component.function}(2*${functionVariable}, 5); a direction is named last, as in ${component.function}(5, u).`;
  yield { node: argument, code: 'arch-function-argument', message };
});

/** What stands in the parentheses; where it is half typed, it is of x. */
function argumentText({ frequency, variable = functionVariable }: Partial<ast.FunctionArgument>): string {
  return frequency === undefined ? variable : `${frequency}*${variable}`;
}
