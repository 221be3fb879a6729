import { t } from '@vscode/l10n';
import type * as ast from '../../../language/generated/ast.js';
import { frequencyOf } from '../../../language/lowering/component.js';
import { targetFunctions } from '../../../theory/functions.js';
import { featureName } from '../../../present/formulas.js';
import { list, paragraphs, plain } from '../../../present/markdown/text.js';
import { supportWords } from '../../../present/words/kinds.js';
import { numberText } from '../../../present/numbers.js';

/** Up to which degree the components are listed where the text does not say. */
const shownUpTo = 6;

/** A function that a target names: its formula, its Hermite components, and how much of it they are together. */
export function functionHover(component: ast.FunctionComponent): string | undefined {
  const known = targetFunctions.get(component.function);
  if (!known) return undefined;
  const a = frequencyOf(component) ?? 1;
  const highest = Number(component.degree ?? shownUpTo);
  const present = Array.from({ length: Math.min(highest, 20) }, (_, index) => index + 1)
    .map((degree) => ({ degree, coefficient: known.coefficient(degree, a) }))
    .filter(({ coefficient }) => coefficient !== 0);
  const share = present.reduce((sum, { coefficient }) => sum + coefficient ** 2, 0) / known.variance(a);
  const argument = a === 1 ? 'z' : `${numberText(a)}z`;
  return paragraphs(
    t`**${known.name}**: ${plain(known.formula(argument))}, where z is the input along a direction.`,
    t`It has ${supportWords(known.support)}. Up to degree ${highest}, with polynomials of unit norm:`,
    list(present.map(({ degree, coefficient }) => `${featureName(degree)}: ${numberText(coefficient)}`)),
    t`These are ${numberText(100 * share)} % of its variance; its mean and higher degrees are left out.`,
  );
}
