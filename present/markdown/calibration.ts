import { t } from '@vscode/l10n';
import { sizesOutside, type KeptPrefactor, type Unused } from '../../theory/calibration.js';
import { intervalText, numberText } from '../numbers.js';
import type { Predicted } from '../views/predicted.js';
import { patternName } from './pattern-name.js';
import { code, paragraphs, plain } from './text.js';

/** P* in measured numbers, and which kept prefactors are not used and why, as Markdown; undefined where none are kept. */
export function calibrationText(predicted: Predicted): string | undefined {
  const { calibrated, calibration } = predicted;
  const said = [
    calibrated &&
      t`Calibrated by run ${code(calibrated.kept.run)}: ${calibratedNumber(predicted) ?? ''}. ${origin(predicted, calibrated.kept)}`,
    ...calibration.unused.map(unusedText),
  ];
  return paragraphs(...said) || undefined;
}

/** `P\* = 514 [511, 515]`; undefined where nothing is calibrated. */
function calibratedNumber({ calibrated }: Predicted): string | undefined {
  if (!calibrated) return undefined;
  const { value, interval } = calibrated.samples;
  return `P\\* = **${numberText(value)}** ${plain(intervalText(interval))}`;
}

function origin({ study }: Predicted, kept: KeptPrefactor): string {
  const { prefactor, sizes, level, verdict } = kept;
  const measured = Object.entries(sizes).map(
    ([name, ends]) => t`${plain(name)} from ${ends.map(numberText).join(t(' to '))}`,
  );
  const outside = sizesOutside(study, kept);
  return [
    t`Its prefactor ${numberText(prefactor.value)} was measured at the ${level} level for ${measured.join(', ')}; exponents are those of the heuristic.`,
    ...(outside.length > 0 ? [t`Outside these sizes (${outside.map(plain).join(', ')} here) it is carried on.`] : []),
    ...(verdict === 'agrees' ? [] : [t('The run could not tell whether the exponents agree.')]),
  ].join(' ');
}

function unusedText({ why, kept }: Unused): string {
  const run = code(kept.run);
  return why === 'changed'
    ? t`Not calibrated by run ${run}: the network or target has changed since it was measured.`
    : t`Not calibrated by run ${run}: it measured ${patternName(kept.pattern)}, by another formula or where that wins.`;
}
