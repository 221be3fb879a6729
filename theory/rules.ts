import { t } from '@vscode/l10n';
import type { Rule } from './prediction.js';

const paper = 'Rubin, Davidovich, Ringel, arXiv:2512.04165';

/** Every rule of the heuristic that a result can name, with its standing. docs/theory.md explains each. */
const table = {
  'sample-bound': {
    status: 'published',
    get summary() {
      return t('Learning needs P ≳ P* = κ E, with E = −log of the prior probability of full alignment.');
    },
    source: `${paper}, sample complexity bound`,
  },
  'variational-energy': {
    status: 'published',
    get summary() {
      return t('E is the least over patterns of the layers’ costs Δ plus the readout term a_y, each kept as a scale.');
    },
    source: `${paper}, variational energy`,
  },
  'claim-i': {
    status: 'published',
    get summary() {
      return t(
        'M units of N specialised on a feature of inverse eigenvalue r cost M r and leave N/M for every degree they reach.',
      );
    },
    source: `${paper}, claim i`,
  },
  'claim-ii': {
    status: 'published',
    get summary() {
      return t('A lazy layer passes a feature on with its inverse eigenvalue unchanged.');
    },
    source: `${paper}, claim ii`,
  },
  'claim-iii': {
    status: 'published',
    get summary() {
      return t('A lazy layer makes a product of features, whose inverse eigenvalue is the product of theirs.');
    },
    source: `${paper}, claim iii`,
  },
  gfl: {
    status: 'published',
    get summary() {
      return t(
        'N units that amplify their variance along a feature by D cost N D and divide its inverse eigenvalue by D.',
      );
    },
    source: `${paper}, Gaussian feature learning`,
  },
  magnetization: {
    status: 'published',
    get summary() {
      return t('Units that lean on a feature with total β cost β r and leave N/β for that feature alone.');
    },
    source: `${paper}, magnetization`,
  },
  readout: {
    status: 'derived',
    get summary() {
      return t('a_y is χ times the largest inverse eigenvalue among the target’s degrees.');
    },
    source: 'docs/theory.md, Readout',
  },
  'readout-variance': {
    status: 'derived',
    get summary() {
      return t('Readout weights of v times the variance 1/(N χ) divide a_y by v.');
    },
    source: 'docs/theory.md, Prior variances',
  },
  'weight-variance': {
    status: 'derived',
    get summary() {
      return t('A number times the variance 1/fan_in of a layer’s weights changes prefactors alone.');
    },
    source: 'docs/theory.md, Prior variances',
  },
  residual: {
    status: 'derived',
    get summary() {
      return t('The identity skip keeps every feature that came in: the smaller inverse eigenvalue counts.');
    },
    source: 'docs/theory.md, Residual block',
  },
  teacher: {
    status: 'derived',
    get summary() {
      return t('With k directions every cost that is directed at a feature is paid k times.');
    },
    source: 'docs/theory.md, Teacher with several directions',
  },
  convolution: {
    status: 'derived',
    get summary() {
      return t(
        'Shared weights see one patch of size S; the readout over n patches multiplies a_y by n (flatten, mean) or 1 (sum).',
      );
    },
    source: 'docs/theory.md, Convolution',
  },
  attention: {
    status: 'derived',
    get summary() {
      return t(
        'The cubic part of a softmax head is its fluctuation, 1/√L small; its score feature behaves like a degree with r².',
      );
    },
    source: 'docs/theory.md, Softmax attention',
  },
  'lowrank-scores': {
    status: 'conjecture',
    get summary() {
      return t('With scores of rank d_k the score feature costs r √d_k a head instead of r².');
    },
    source: 'docs/theory.md, Softmax attention',
  },
  'token-wise': {
    status: 'derived',
    get summary() {
      return t(
        'A dense layer on tokens acts on every token with the same weights: the rules of a dense layer unchanged.',
      );
    },
    source: 'docs/theory.md, Token-wise layers',
  },
  'spiked-data': {
    status: 'derived',
    get summary() {
      return t('With variance s along the target the inverse eigenvalue of degree 1 is d/s: the effective dimension.');
    },
    source: 'docs/theory.md, Spiked data',
  },
  norm: {
    status: 'derived',
    get summary() {
      return t('A norm layer passes every feature: the kernel is normalised already.');
    },
    source: 'docs/theory.md, Norm layers',
  },
  experts: {
    status: 'derived',
    get summary() {
      return t(
        'X experts of which an input sees A are a layer of X N units whose outgoing inverse eigenvalues are X/A times as large.',
      );
    },
    source: 'docs/theory.md, Mixture of experts',
  },
  recurrent: {
    status: 'conjecture',
    get summary() {
      return t(
        'A layer applied T times follows the rules of a dense layer T times, with one parameter that is paid once.',
      );
    },
    source: 'docs/theory.md, Recurrent layers',
  },
  'repeated-gain': {
    status: 'derived',
    get summary() {
      return t(
        'A gain that acts again on the values of N bounded units acts on their noise too: all further steps together count N at most.',
      );
    },
    source: 'docs/theory.md, Recurrent layers',
  },
  'several-directions': {
    status: 'derived',
    get summary() {
      return t(
        'Along a few directions a feature costs what its total degree does: units can turn to any direction in their span.',
      );
    },
    source: 'docs/theory.md, Several directions',
  },
  'partial-alignment': {
    status: 'published',
    get summary() {
      return t('A part α of the alignment replaces a_y by α² a_y, since the readout term is quadratic in f.');
    },
    source: `${paper}, variational energy`,
  },
  'learning-curve': {
    status: 'derived',
    get summary() {
      return t(
        'E(α) = E α^(2λ_y), so P samples reach α = (P/P*)^(1/(2λ_y)); each component of the target has its own P*.',
      );
    },
    source: 'docs/theory.md, Learning curves',
  },
  'online-sgd': {
    status: 'published',
    get summary() {
      return t('Online SGD needs d^(k−1) samples for information exponent k ≥ 3, d log d for k = 2 and d for k = 1.');
    },
    source: 'Ben Arous, Gheissari, Jagannath, J. Mach. Learn. Res. 22 (2021), arXiv:2003.10409',
  },
  'smoothed-sgd': {
    status: 'published',
    get summary() {
      return t('Online SGD on a smoothed loss needs d^(k/2) samples for information exponent k ≥ 3.');
    },
    source: 'Damian, Nichani, Ge, Lee, arXiv:2305.10633',
  },
  'lazy-kernel': {
    status: 'published',
    get summary() {
      return t('A lazy network or kernel needs d^m samples for a target of degree m.');
    },
    source: 'Ghorbani, Mei, Misiakiewicz, Montanari, arXiv:1904.12191',
  },
} as const satisfies Record<string, Omit<Rule, 'rule'>>;

/** The identifier of a rule, as in the JSON contract. */
export type RuleName = keyof typeof table;

/** A rule by its identifier. */
export function ruleOf(name: RuleName): Rule {
  return { rule: name, ...table[name] };
}

/** Every rule, in English, in the order in which docs/theory.md presents them. */
export const allRules: readonly Rule[] = (Object.keys(table) as RuleName[]).map(ruleOf);
