import { t } from '@vscode/l10n';
import { activations } from '../../../theory/activations/index.js';
import { targetFunctions } from '../../../theory/functions.js';
import { featureName } from '../../formulas.js';
import { numberText } from '../../numbers.js';
import { parityWords, supportWords } from '../../words/kinds.js';
import { keywordDocumentation } from '../keyword.js';
import { list, paragraphs, plain } from '../text.js';

/**
 * What a keyword means, with an example, as Markdown.
 * @returns undefined for a word that the language does not have.
 */
export function keywordHover(keyword: string): string | undefined {
  const documentation = keywordDocumentation(keyword);
  return documentation && paragraphs(`**${keyword}**`, documentation);
}

/**
 * An activation as Markdown: its formula, its parity, and the degrees that it responds to.
 * @returns undefined for a name that is no activation.
 */
export function activationHover(name: string): string | undefined {
  const activation = activations.get(name);
  if (!activation) return undefined;
  const degrees = [1, 2, 3, 4, 5, 6].filter((degree) => activation.responds(degree)).map(featureName);
  return paragraphs(
    `**${name}**: σ(z) = ${plain(activation.formula)}`,
    t`Responds to ${supportWords(activation.support)}: up to degree 6, ${degrees.join(', ')}.`,
    parityWords(activation.parity),
  );
}

/** Up to which degree the components of a function are listed where the text does not say. */
const shownUpTo = 6;
/** No more degrees than these are listed. */
const mostDegrees = 20;

/**
 * A function that a target names, as Markdown: its formula, its Hermite components, and their share of its variance.
 * @param name of the function, as the language has it.
 * @param frequency a of f(a z), the number before the argument.
 * @param degree the highest degree that counts; undefined where the text gives none.
 * @returns undefined for a name that is no function.
 */
export function functionHover(name: string, frequency: number, degree: number | undefined): string | undefined {
  const one = targetFunctions.get(name);
  if (!one) return undefined;
  const highest = degree ?? shownUpTo;
  const present = Array.from({ length: Math.min(highest, mostDegrees) }, (_, index) => index + 1)
    .map((order) => ({ order, coefficient: one.coefficient(order, frequency) }))
    .filter(({ coefficient }) => coefficient !== 0);
  const share = present.reduce((sum, { coefficient }) => sum + coefficient ** 2, 0) / one.variance(frequency);
  const argument = frequency === 1 ? 'z' : `${numberText(frequency)}z`;
  return paragraphs(
    t`**${one.name}**: ${plain(one.formula(argument))}, where z is the input along a direction.`,
    t`It has ${supportWords(one.support)}. Up to degree ${highest}, with polynomials of unit norm:`,
    list(present.map(({ order, coefficient }) => `${featureName(order)}: ${numberText(coefficient)}`)),
    t`These are ${numberText(100 * share)} % of its variance; its mean and higher degrees are left out.`,
  );
}
