import { t } from '@vscode/l10n';
import { activations } from '../../../theory/activations/index.js';
import { featureName } from '../../../present/formulas.js';
import { paragraphs, plain } from '../../../present/markdown/text.js';
import { parityWords, supportWords } from '../../../present/words/kinds.js';

/** An activation: its formula, its parity, and the degrees that it responds to. */
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
