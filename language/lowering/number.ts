import { t } from '@vscode/l10n';
import Fraction from 'fraction.js';

/** More digits than this, written out or moved by an exponent, are refused: sizes beyond 1e300 mean nothing. */
const mostDigits = 40;
const largestPower = 300;

/** What to tell about a number that is refused. */
export function outOfRange(): string {
  return t(
    'This number is out of range: sizes reach from 1e-300 to 1e300 with at most 40 digits, exponents up to 1000.',
  );
}

/**
 * The exact value of a number as the language writes it: `64`, `0.5`, `1e6`.
 * @returns undefined when it has more digits or a larger power of ten than any size needs.
 */
export function exactNumber(text: string): Fraction | undefined {
  const match = /^(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text);
  if (!match) return undefined;
  const [, whole = '', decimals = '', power = '0'] = match;
  const digits = (whole + decimals).replace(/^0+/, '');
  if (digits.length > mostDigits || decimals.length > mostDigits) return undefined;
  if (digits === '') return new Fraction(0);
  const shift = Number(power);
  if (Math.abs(shift) > largestPower || digits.length - decimals.length + shift > largestPower + 1) return undefined;
  const places = shift - decimals.length;
  const value = BigInt(digits);
  return places >= 0 ? new Fraction(value * 10n ** BigInt(places)) : new Fraction(value, 10n ** BigInt(-places));
}
