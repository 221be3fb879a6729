import { t } from '@vscode/l10n';
import type { TargetMessages } from '../../language/messages.js';
import { targetFunctions } from '../../theory/functions.js';
import { didYouMean, listed } from './lists.js';
import { supportWords } from './kinds.js';
import type { WordsOf } from './words-of.js';

/** Of targets. */
export const targetWords: WordsOf<TargetMessages> = {
  'degree-out-of-range': ({ highest, component }) =>
    component === 'he'
      ? t`Degrees are whole numbers from 1 to ${highest}, as in he(3).`
      : t`Degrees are whole numbers from 1 to ${highest}, as in ${component}(3).`,
  'attentive-degree': ({ degree }) =>
    t`The attention target is known for degree ${degree}: write attentive(${degree}).`,
  'coefficient-out-of-range': () => t('This coefficient is out of range: write a number with at most 40 digits.'),
  'coefficient-zero': () => t('With coefficient 0 this term is not there: remove it, or give it a weight.'),
  'target-placeholder': ({ name, choices }) =>
    t`The target ${name} is a placeholder: a model does not name its target. Write the target of your task, such as ${listed(choices, 'or')}, and remove the comment.`,
  'terms-cancel': () => t('The terms of this target cancel: change a coefficient or a degree.'),
  'nested-in-profile': ({ component, outer }) =>
    outer === 'teacher'
      ? t`${component} within a teacher is not supported: a teacher takes a sum of components such as he(3).`
      : t`${component} within ${outer} is not supported: ${outer} takes a sum of components such as he(3).`,
  'direction-in-profile': ({ outer }) =>
    outer === 'teacher'
      ? t('The directions of a teacher have no names: remove the name, or write a sum without a teacher.')
      : t`The form of ${outer} is in all directions, and none has a name: remove the name.`,
  'form-degree': ({ highest, isDirection }) =>
    isDirection
      ? t('A form of degree 1 is one direction: write he(3) without hierarchical, or a degree from 2.')
      : t`The degree of a form is a whole number from 2 to ${highest}, as in hierarchical(2, he(3)).`,
  'form-too-high': ({ form, profile, highest }) =>
    t`The degree of the form times that of its profile is ${form} · ${profile} = ${form * profile}: it is ${highest} at most.`,
  'not-a-factor': ({ component }) =>
    t`${component} is no factor of a product: multiply components such as he(1, u) * he(2, v).`,
  'not-a-term': ({ component }) =>
    t`${component} in a sum with other components is not supported: make it a target of its own.`,
  'direction-repeated': ({ direction }) =>
    t`Two factors of this product lie along ${direction}: name another direction, as in he(1, u) * he(2, v), or write the sum of degrees that their product is.`,
  'product-degree': ({ degree, highest }) =>
    t`The degrees of this product add up to ${degree}: together they are ${highest} at most.`,
  'too-many-directions': ({ target, directions, most }) =>
    t`${target} has ${directions} directions: up to ${most} can have names. For many that are alike write teacher(k, …), whose number is counted in every cost.`,
  'function-unknown': ({ name, functions, suggestions }) => {
    const advice = suggestions.length > 0 ? didYouMean(suggestions) : t` Use he, or one of ${listed(functions, 'or')}.`;
    return t`No function is called ${name}.${advice}`;
  },
  'function-without-degree': ({ name, example }) =>
    t`${name} has infinitely many Hermite components (${supportOf(name)}): say up to which degree they count, as in ${example}.`,
  'function-below-support': ({ name, degree }) =>
    t`${name} has no component up to degree ${degree}, only ${supportOf(name)}: write a higher degree.`,
  'frequency-out-of-range': ({ variable, largest }) =>
    t`The number before ${variable} must be above 0 and at most ${largest}: beyond that nearly nothing is left of low degrees.`,
  'function-argument': ({ name, variable }) =>
    t`A function is of ${variable}, the input along the direction, as in ${name}(2*${variable}, 5); a direction is named last, as in ${name}(5, u).`,
};

/** The degrees that a function by its name has. */
function supportOf(name: string): string {
  const known = targetFunctions.get(name);
  return known ? supportWords(known.support) : '';
}
