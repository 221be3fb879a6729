import type { Monomial } from '../../theory/index.js';
import type { Notation } from '../formulas.js';
import { numberText } from '../numbers.js';

const greek =
  'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi chi psi omega';
const letters = 'αβγδεζηθικλμνξοπρστυφχψω';
const commands = new Map([...letters].map((letter, index) => [letter, `\\${greek.split(' ')[index]}`]));

/** A monomial in mathematics: `N_{1}^{1/2} d^{1/2}`. Its prefactor comes first. */
export function formula(monomial: Monomial): string {
  const prefactor = monomial.constantPart;
  const factors = monomial.sizes.map((size) => {
    const exponent = monomial.exponentOf(size).toFraction();
    return exponent === '1' ? sizeName(size) : `${sizeName(size)}^{${exponent}}`;
  });
  if (prefactor.isOne && factors.length > 0) return factors.join(' ');
  return [prefactorText(prefactor), ...factors].join(' ');
}

/** Formulas and numbers in mathematics. */
export const latex: Notation = { formula, number: latexNumber, about: '\\sim' };

/** A size by its name: one letter with its index, `N_{1}`, or upright text. */
export function sizeName(name: string): string {
  const [, letter, index] = /^(\p{L})_?(\d*)$/u.exec(name) ?? [];
  if (letter === undefined || index === undefined) return `\\text{${escapedText(name)}}`;
  const base = commands.get(letter) ?? (/^[A-Za-z]$/.test(letter) ? letter : `\\text{${letter}}`);
  return index === '' ? base : `${base}_{${index}}`;
}

const symbols: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '≳': '$\\gtrsim$',
  '≥': '$\\ge$',
  '≤': '$\\le$',
  '∼': '$\\sim$',
  '−': '$-$',
  '·': '$\\cdot$',
  '×': '$\\times$',
  '÷': '$\\div$',
  '√': '$\\surd$',
  '∞': '$\\infty$',
  '⟨': '$\\langle$',
  '⟩': '$\\rangle$',
  Δ: '$\\Delta$',
  Σ: '$\\Sigma$',
  '’': "'",
  '…': '\\ldots{}',
  ...Object.fromEntries([...commands].map(([letter, command]) => [letter, `$${command}$`])),
  ...Object.fromEntries([...'⁰¹²³⁴⁵⁶⁷⁸⁹'].map((digit, index) => [digit, `$^{${index}}$`])),
  ...Object.fromEntries([...'₀₁₂₃₄₅₆₇₈₉'].map((digit, index) => [digit, `$_{${index}}$`])),
  ₐ: '$_{a}$',
};

/** Text as LaTeX: nothing of it is taken for a command. */
export function escapedText(text: string): string {
  return text
    .replace(/He_(\d+)/g, 'He$1')
    .replace(/[\\~^&%$#_{}]|[^\p{ASCII}]/gu, (sign) => symbols[sign] ?? (/[&%$#_{}]/.test(sign) ? `\\${sign}` : sign));
}

function prefactorText(prefactor: Monomial): string {
  const exact = prefactor.rationalPrefactor?.toFraction();
  return exact === undefined
    ? latexNumber(prefactor.value(new Map()))
    : exact.replace(/^(\d+)\/(\d+)$/, '\\tfrac{$1}{$2}');
}

/** A number in mathematics: `1.31 \\cdot 10^{7}`. */
export function latexNumber(number: number): string {
  const value = numberText(number);
  if (value === '∞') return '\\infty';
  const [, digits, power] = /^(.*)e(-?\d+)$/.exec(value) ?? [];
  if (power === undefined) return /^[\d.]+$/.test(value) ? value : `\\text{${value}}`;
  return digits === '1' ? `10^{${power}}` : `${digits} \\cdot 10^{${power}}`;
}
