import { t } from '@vscode/l10n';
import type { Advice } from '../../theory/advice/answer.js';
import type { ReferenceSizes } from '../../theory/monomial.js';
import { unicode } from '../formulas.js';
import { numberText } from '../numbers.js';
import { words } from '../words/words.js';
import { sentence } from './size.js';
import type { AdvisedStudy } from '../views/advice.js';
import { advisedEstimate } from '../views/estimated.js';
import { code, list, paragraphs, plain, table } from './text.js';

/**
 * Advice as a page: the sizes that get another value, and why.
 * @param study its name.
 * @param sizes the names of the sizes that were asked for, in the order of the rows.
 * @param before the sizes as the file has them.
 */
export function advicePage(
  study: string,
  advised: AdvisedStudy,
  sizes: readonly string[],
  before: ReferenceSizes,
): string {
  const { advice } = advised;
  const estimated = advisedEstimate(advised);
  const rows = sizes.flatMap((name) => {
    const value = advice.wholeSizes.get(name);
    return value === undefined ? [] : [row(name, before.get(name) ?? NaN, value, advice)];
  });
  return paragraphs(
    t`# Advice for study ${code(study)}`,
    rows.length > 0
      ? table([t('size'), t('now'), t('advised'), t('as a scale')], rows)
      : t('No size needs another value: nothing bounds them.'),
    estimated === undefined ? undefined : plain(estimated),
    t('## Why'),
    list(advice.why.map((reason) => sentence(words(reason)))),
  );
}

function row(name: string, before: number, value: number, { sizes }: Advice): string[] {
  const size = sizes.get(name);
  const formula = size ? unicode.formula(size) : '';
  const scale = formula === numberText(value) ? '' : sentence(formula);
  return [code(name), numberText(before), `**${numberText(value)}**`, scale];
}
