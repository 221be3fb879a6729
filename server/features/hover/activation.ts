import { t } from '@vscode/l10n';
import { activations } from '../../../theory/activations.js';
import { featureName } from '../../../present/formulas.js';
import { paragraphs, plain } from '../../../present/markdown/text.js';

const parities = {
  odd: () => t('Odd: σ(−z) = −σ(z). Alone it makes odd degrees of odd ones.'),
  even: () => t('Even: σ(−z) = σ(z). It makes even degrees only.'),
  neither: () => t('Neither odd nor even.'),
};

/** An activation: its formula, its parity, and the degrees that it responds to. */
export function activationHover(name: string): string | undefined {
  const activation = activations.get(name);
  if (!activation) return undefined;
  const degrees = [1, 2, 3, 4, 5, 6].filter((degree) => activation.responds(degree)).map(featureName);
  return paragraphs(
    `**${name}**: σ(z) = ${plain(activation.formula)}`,
    t`Responds to ${activation.support()}: up to degree 6, ${degrees.join(', ')}.`,
    parities[activation.parity](),
  );
}
