import { t } from '@vscode/l10n';
import { algorithmic } from '../../theory/algorithmic.js';
import type { Predicted } from '../views/predicted.js';
import { sized } from './size.js';
import { paragraphs, table } from './text.js';

/** What algorithms need, beside P*: between the two, learning is hard in practice. Undefined where it is not known. */
export function algorithmNeeds({ written }: Predicted): string | undefined {
  const { study, prediction } = written;
  const needs = algorithmic(study);
  if (!needs) return undefined;
  const { reference } = study;
  const rows = [
    [t('the data, at equilibrium'), `P\\* ~ ${sized(prediction.sampleScale, reference)}`],
    [t('online SGD, smoothed'), sized(needs.smoothedSgd, reference)],
    [t('online SGD'), `${sized(needs.onlineSgd, reference)}${needs.upToLogarithm ? t(', up to a logarithm') : ''}`],
    [t('a lazy kernel'), sized(needs.kernel, reference)],
  ];
  const known = [needs.smoothedSgd, needs.onlineSgd, needs.kernel];
  const least = known.reduce((best, one) => (one.log(reference) < best.log(reference) ? one : best));
  const isHard = prediction.sampleScale.log(reference) < least.log(reference) - 1e-9;
  return paragraphs(
    t`What an algorithm needs (published, for information exponent ${needs.informationExponent}):\n\n${table([t('who learns'), t('samples')], rows)}`,
    isHard
      ? t`Between P\\* and ${sized(least, reference)} learning is possible in principle and hard in practice: a training run may not reach equilibrium.`
      : t('Known algorithms need no more than the data at these sizes: no hard phase is known between the two.'),
  );
}
