import { t } from '@vscode/l10n';
import type { ScaleMessages } from '../../language/messages.js';
import type { WordsOf } from './words-of.js';

/** Of sizes and the expressions that they are. */
export const scaleWords: WordsOf<ScaleMessages> = {
  'scale-without-value': ({ name }) =>
    t`The size ${name} has no reference value: write scale ${name} = 64, or tie it to others with ~.`,
  'scale-by-itself': ({ name, circle, last }) => {
    const shown = last === undefined ? circle : [...circle, '…', last, name];
    return t`The size ${name} is defined by itself (${shown.join(' → ')}): give one of them a value of its own with =.`;
  },
  'relation-without-size': ({ name }) =>
    t`This ties ${name} to no other size, so that it is a plain number in every exponent: write = to keep ${name} a size.`,
  'count-below-one': ({ value }) =>
    t`This is ${Number(value.toPrecision(3))} at the reference sizes, but it counts something: choose sizes that make it at least 1.`,
  'number-out-of-range': () =>
    t('This number is out of range: sizes reach from 1e-300 to 1e300 with at most 40 digits, exponents up to 1000.'),
  'value-not-positive': () => t('A size must be positive: write a number above 0.'),
  'division-by-zero': () => t('This divides by zero.'),
  'not-one-power': ({ operator }) =>
    t`A ${operator === '-' ? t('difference') : t('sum')} of different sizes does not scale as one power: keep the term that dominates, and write products, quotients and powers only.`,
  'exponent-with-sizes': () => t('An exponent must be a number such as 2 or 1/2, without sizes in it.'),
  'power-of-zero': () => t('Zero has no such power: write a positive number or a size.'),
  'root-of-negative': () => t('A negative number has no root: write a positive number or a size.'),
  'size-not-positive': ({ sign }) =>
    t`A size cannot be ${sign === 0 ? t('zero') : t('negative')}: write a positive number or a size.`,
};
