import { t } from '@vscode/l10n';
import type { DerivationStep, StepFormula, StepSubject } from '../theory/prediction.js';
import type { Rule } from '../theory/rules.js';
import { featureName } from './words/kinds.js';
import { eigenvalueName } from './formulas.js';
import { numberText } from './numbers.js';
import { patternSetting } from './words/results.js';

/** A step of a derivation in words, with its formulas in Unicode, one a line. */
export interface StepView {
  /** `h2: specialization on He_1` */
  readonly title: string;
  readonly formulas: readonly string[];
  readonly rule: Rule;
}

/** A derivation for people: what the terminal, Markdown and JSON show. */
export function derivationView(steps: readonly DerivationStep[]): StepView[] {
  return steps.map(({ subject, formulas, rule }) => ({
    title: stepTitle(subject),
    formulas: formulas.flatMap(formulaLines),
    rule,
  }));
}

/** What a step is about: `h2: specialization on He_1`. */
export function stepTitle(subject: StepSubject): string {
  switch (subject.step) {
    case 'data':
      return t`data: ${subject.input}`;
    case 'directions':
      return t`target: directions ${subject.names.join(', ')}`;
    case 'form':
      return t`target: a form p of degree ${subject.degree} in all directions`;
    case 'layer':
      return `${subject.layer}: ${subject.pattern}${actsOn(subject.on)}`;
    case 'readout':
      return t`output: ${subject.output}`;
    case 'balance':
      return t('balance');
    case 'samples':
      return t('samples');
  }
}

function actsOn(on: (StepSubject & { step: 'layer' })['on']): string {
  if (on === undefined) return '';
  return on === 'scores' ? t(' of the scores') : t` on ${featureName(on)}`;
}

function formulaLines(one: StepFormula): string[] {
  switch (one.formula) {
    case 'eigenvalue':
      return [`${eigenvalueName(one.feature)} = ${one.value ? one.value.toUnicode() : '∞'}`];
    case 'component':
      return [t`${one.name}: degree ${one.feature} in all`];
    case 'parameter':
      return parameterLines(one);
    case 'cost':
      return [`Δ = ${one.cost?.toUnicode() ?? '0'}`];
    case 'experts':
      return [t`every r is X/A = ${one.factor.toUnicode()} times that of one layer of all units`];
    case 'steps':
      return [t`applied T = ${one.steps.toUnicode()} times with one parameter`];
    case 'weight-variance':
      return [t('the variance of its weights changes prefactors alone')];
    case 'readout': {
      const chi = one.isMeanField ? t(', χ = the last width') : '';
      const variance = one.variance ? t`, over the variance v = ${one.variance.toUnicode()}` : '';
      return [`a_y = ${one.cost.toUnicode()}${chi}${variance}`];
    }
    case 'energy': {
      const terms = one.terms.map(({ layer, weight }) => {
        const name = layer === undefined ? 'a_y' : `Δ(${layer})`;
        return weight === 1 ? name : `${name}^(${weightFraction(weight)})`;
      });
      return [`E = ${terms.join(' · ')}`, `E = ${one.energy.toUnicode()}`];
    }
    case 'samples':
      return [`P* = κ E = ${one.samples.toUnicode()}`];
  }
}

function parameterLines(one: StepFormula & { formula: 'parameter' }): string[] {
  const { symbol, size, length } = patternSetting(one, one.length);
  const line = `${symbol.unicode} ~ ${size.toUnicode()}${one.bound ? boundText(one.bound) : ''}`;
  if (length === undefined) return [line];
  return length === 'single' ? ['M = 1', line] : [line, t('only M·m² is predicted: the number M of units is free')];
}

/** What a parameter is held at, after its formula. */
export function boundText(bound: 'lower' | 'upper'): string {
  return bound === 'lower' ? t(', held at its lower bound') : t(', held at its upper bound');
}

/** A dual weight as the fraction that it is: `1/2`. */
export function weightFraction(weight: number): string {
  for (let denominator = 1; denominator <= 2000; denominator++) {
    const numerator = weight * denominator;
    if (Math.abs(numerator - Math.round(numerator)) < 1e-9) return `${Math.round(numerator)}/${denominator}`;
  }
  return numberText(weight);
}
