import { t } from '@vscode/l10n';
import { numberText } from '../numbers.js';
import { patternLabel } from './results.js';

const widths = (): string => t('widths');

/** The titles of code actions, by what they do. */
export const actionTitles = {
  changeTo: (word: string) => t`Change to ${word}`,
  importFile: (path: string) => t`Import "${path}"`,
  giveReference: (scale: string, value: number) => t`Give ${scale} the reference value ${value}`,
  giveActivation: (layer: string, activation: string) => t`Give ${layer} the activation ${activation}`,
  /** @param reason what the value is, in words. */
  setReference: (scale: string, reason: string) => t`Set ${scale} = ${reason}`,
  /** @param reason why that value, in words. */
  setReferenceTo: (scale: string, value: number, reason: string) => t`Set ${scale} = ${numberText(value)}: ${reason}`,
  removeLayer: (layer: string) => t`Remove ${layer}: P* is no larger without it`,
  raiseSamples: (samples: string) => t`Raise the samples to P*: ${samples}`,
  raiseRidge: () => t('Raise the ridge to 1'),
  /** @param boundary the value of the width past which another pattern is the best. */
  widen: (layer: string, width: string, boundary: number, pattern: string) =>
    t`Widen ${layer} past ${width} = ${numberText(boundary)}: ${patternLabel(pattern)}`,
  /** @param scale the size that may change; undefined for all free widths. */
  adviseLeastSamples: (study: string, scale: string | undefined) =>
    t`Advise ${scale ?? widths()} for study ${study}: the fewest samples`,
  adviseSmallestNetwork: (study: string, scale: string | undefined) =>
    t`Advise ${scale ?? widths()} for study ${study}: the smallest network for which the samples suffice`,
  silence: (code: string) => t`Silence ${code} here`,
};

/** Why a size gets another reference value. */
export const referenceReasons = {
  narrower: () => t('smaller, and P* stays the same'),
  wider: () => t('as wide as costs no more samples'),
  samplesFall: (samples: number) => t`P* falls to ${numberText(samples)}`,
  samplesStay: (samples: number) => t`P* stays ${numberText(samples)}`,
};
