import { t } from '@vscode/l10n';
import type { Monomial, ReferenceSizes } from '../../theory/monomial.js';
import type { Feature } from '../../theory/study.js';
import { factorText, numberText } from '../numbers.js';
import { plain } from './text.js';

/** A size with its value: `√(N2·d) = 128`; the value alone where no size is in it. */
export function sized(size: Monomial, reference: ReferenceSizes): string {
  const value = numberText(size.value(reference));
  return size.isConstant ? value : `${formula(size)} = ${value}`;
}

/** A ratio of energies: `×4 ~ √(N1/N2)`. */
export function ratioText(ratio: Monomial, reference: ReferenceSizes): string {
  return ratio.isOne ? t('equal') : `${factorText(ratio.value(reference))} ~ ${formula(ratio)}`;
}

/** A formula in Unicode, as Markdown. */
export function formula(size: Monomial): string {
  return plain(size.toUnicode());
}

/** A feature for people: `He₃`, `attentive`. */
export function featureName(feature: Feature): string {
  return feature === 'attentive' ? t('the attention feature') : `He${subscript(feature)}`;
}

/** A sentence of the theory as Markdown, its features written as everywhere: He_3 becomes He₃. */
export function sentence(text: string): string {
  return plain(text.replace(/\bHe_(\d+)/g, (_, degree: string) => featureName(Number(degree))));
}

/** The symbol of a feature's inverse eigenvalue: `r₃`, `rₐ`. */
export function eigenvalueName(feature: Feature): string {
  return feature === 'attentive' ? 'rₐ' : `r${subscript(feature)}`;
}

function subscript(number: number): string {
  return [...String(number)].map((digit) => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)]).join('');
}
