import { t } from '@vscode/l10n';
import type { Rule, RuleName } from '../../theory/rules.js';

/** What each rule says, in one sentence. */
const summaries: Record<RuleName, () => string> = {
  'sample-bound': () => t('Alignment needs P ≳ P* = κ E, with E = −log of the prior probability of full alignment.'),
  'variational-energy': () =>
    t('E is the least over patterns of the layers’ costs Δ plus the readout term a_y, each kept as a scale.'),
  'claim-i': () =>
    t(
      'M units of N specialised on a feature of inverse eigenvalue r cost M r and leave N/M for every degree they reach.',
    ),
  'free-length': () =>
    t(
      'Units of length m on a feature of inverse eigenvalue r cost M m² r and leave N/(M m^(2g)), for an activation that grows like |z|^g.',
    ),
  'claim-ii': () => t('A lazy layer passes a feature on with its inverse eigenvalue unchanged.'),
  'claim-iii': () => t('A lazy layer makes a product of features, whose inverse eigenvalue is the product of theirs.'),
  gfl: () =>
    t('N units that amplify their variance along a feature by D cost N D and divide its inverse eigenvalue by D.'),
  magnetization: () => t('Units that lean on a feature with total β cost β r and leave N/β for that feature alone.'),
  readout: () => t('a_y is χ times the largest inverse eigenvalue among the target’s degrees.'),
  'readout-variance': () => t('Readout weights of v times the variance 1/(N χ) divide a_y by v.'),
  'weight-variance': () => t('A number times the variance 1/fan_in of a layer’s weights changes prefactors alone.'),
  residual: () => t('The identity skip keeps every feature that came in: the smaller inverse eigenvalue counts.'),
  teacher: () => t('With k directions every cost that is directed at a feature is paid k times.'),
  convolution: () =>
    t(
      'Shared weights see one patch of size S; the readout over n patches multiplies a_y by n (flatten, mean) or 1 (sum).',
    ),
  attention: () =>
    t(
      'The cubic part of a softmax head is its fluctuation, 1/√L small; its score feature behaves like a degree with r².',
    ),
  'lowrank-scores': () => t('With scores of rank d_k the score feature costs r √d_k a head instead of r².'),
  'token-wise': () =>
    t('A dense layer on tokens acts on every token with the same weights: the rules of a dense layer unchanged.'),
  'spiked-data': () =>
    t('With variance s along the target the inverse eigenvalue of degree 1 is d/s: the effective dimension.'),
  norm: () => t('A norm layer passes every feature: the kernel is normalised already.'),
  experts: () =>
    t(
      'X experts of which an input sees A are a layer of X N units whose outgoing inverse eigenvalues are X/A times as large.',
    ),
  recurrent: () =>
    t('A layer applied T times follows the rules of a dense layer T times, with one parameter that is paid once.'),
  'repeated-gain': () =>
    t(
      'A gain that acts again on the values of N bounded units acts on their noise too: all further steps together count N at most.',
    ),
  'several-directions': () =>
    t(
      'Along a few directions a feature costs what its total degree does: units can turn to any direction in their span.',
    ),
  hierarchical: () =>
    t(
      'A form p of degree k in all directions has the inverse eigenvalue d^k from the first layer that makes degree k; later layers act on it as on one feature.',
    ),
  'partial-alignment': () =>
    t('A part α of the alignment replaces a_y by α² a_y, since the readout term is quadratic in f.'),
  'learning-curve': () =>
    t('E(α) = E α^(2λ_y), so P samples reach α = (P/P*)^(1/(2λ_y)); each component of the target has its own P*.'),
  counting: () =>
    t(
      'A small error needs as many samples as there are unknowns: max(1, κ, s²) times the smaller of k r₁ and r_n, plus the position weights of a flatten readout.',
    ),
  capacity: () =>
    t('N random features hold a share min(1, N/r) of a feature of inverse eigenvalue r: a small error needs N ≥ r.'),
  'every-expert': () =>
    t(
      'A small error needs a specialised unit in every expert, M ≥ X: an expert without one leaves the error on its inputs.',
    ),
  'online-sgd': () =>
    t('One pass of SGD needs d^(k−1) samples for information exponent k ≥ 3, d log d for k = 2 and d for k = 1.'),
  'smoothed-sgd': () => t('One pass of SGD on a smoothed loss needs d^(k/2) samples for information exponent k ≥ 3.'),
  'reused-samples': () =>
    t('Algorithms that use a sample more than once need d^(k*/2) samples, at least d, for generative exponent k*.'),
  'recovery-by-average': () =>
    t(
      'With generative exponent 1 the direction is found from about d / E[E(Z|Y)²] samples, by an average over labels.',
    ),
  'recovery-by-spectrum': () =>
    t(
      'With generative exponent 2 the direction is found from about d / E[E(Z²−1|Y)²] samples, by a matrix over labels.',
    ),
  'lazy-kernel': () => t('A lazy network or kernel needs d^m samples for a target of degree m.'),
};

/** What a rule says, in one sentence, looked up when it is shown. */
export function ruleSummary({ rule }: Pick<Rule, 'rule'>): string {
  return summaries[rule]();
}
