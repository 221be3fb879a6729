import { t } from '@vscode/l10n';
import { algorithmic } from '../../theory/algorithmic.js';
import { constantText, isLargeConstant, noGapKnown } from '../words/algorithms.js';
import type { Predicted } from '../views/predicted.js';
import { sized } from './size.js';
import { paragraphs, table } from './text.js';

/** What algorithms need, beside P*. Undefined where it is not known. */
export function algorithmNeeds({ written }: Predicted): string | undefined {
  const { study, prediction } = written;
  const needs = algorithmic(study);
  if (!needs) return undefined;
  const { reference } = study;
  const { informationExponent, generativeExponent, reused, upToLogarithm } = needs;
  const rows = [
    [t('the data, at equilibrium'), `P\\* ~ ${sized(prediction.sampleScale, reference)}`],
    [t('one pass'), `${sized(needs.onePass, reference)}${upToLogarithm ? t(', up to a logarithm') : ''}`],
    [t('reused samples'), `${sized(reused.samples, reference)}, ${constantText(reused.constant)}`],
    [t('a lazy kernel'), sized(needs.kernel, reference)],
  ];
  return paragraphs(
    t`What an algorithm needs (published, for information exponent ${informationExponent} and generative exponent ${generativeExponent}):\n\n${table([t('algorithm'), t('samples')], rows)}`,
    noGapKnown(),
    t('Overlap 0.5 with the direction was measured at 0.4 to 5 times the constant, in units of the dimension.'),
    isLargeConstant(reused.constant)
      ? t('The constant is large: for this target it counts more than the exponent.')
      : undefined,
  );
}
