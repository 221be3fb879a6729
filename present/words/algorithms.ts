import { t } from '@vscode/l10n';
import { numberText } from '../numbers.js';

/** From here on a constant says more than the scale does. */
const large = 10;

/** `constant 1.5`: what the scale of reused samples is multiplied by. */
export function constantText(constant: number | null | undefined): string {
  return t`constant ${constant === null || constant === undefined ? t('above 1e12') : numberText(constant)}`;
}

/** True where the constant of reused samples says more than their scale. */
export function isLargeConstant(constant: number | null | undefined): boolean {
  return constant === null || constant === undefined || constant >= large;
}

/** That algorithms are known which need no more than the data do. */
export function noGapKnown(): string {
  return t('No gap between data and algorithms is known.');
}

const names: Readonly<Record<string, () => string>> = {
  onePass: () => t('one pass'),
  reused: () => t('reused samples'),
  kernel: () => t('a lazy kernel'),
};

/** A known algorithm by what it does with samples; its name in files where that is none that is known. */
export const algorithmName = (name: string): string =>
  (Object.hasOwn(names, name) ? names[name]?.() : undefined) ?? name;
