import { t } from '@vscode/l10n';
import type { Parity, SupportName } from '../../theory/activations/index.js';
import type { InputKindName } from '../../theory/input.js';
import type { Counted, LayerKindName } from '../../theory/kinds/index.js';
import type { SizeName } from '../../theory/kinds/sizes.js';
import { formDegreeOf, formFeature, isFormFeature } from '../../theory/features.js';
import type { Feature } from '../../theory/study.js';
import type { Target, TargetKindName, TargetOf } from '../../theory/targets/index.js';
import { superscript } from '../numbers.js';

/** What a word of the language means. */
export interface Word {
  /** In a sentence or two, as Markdown. */
  meaning(): string;
  /** A line or two of the language that use it. */
  readonly example: string;
}

/** A kind of layer in words. */
export interface LayerKindWords {
  /** What it is, in a sentence, for hovers and completion. */
  summary(): string;
}

/** What a layer has several of, as many as the count says. */
export const countedWords: Readonly<Record<Counted, (count: number) => string>> = {
  unit: (count) => (count === 1 ? t('unit') : t('units')),
  channel: (count) => (count === 1 ? t('channel') : t('channels')),
  head: (count) => (count === 1 ? t('head') : t('heads')),
};

export const layerKindWords: Readonly<Record<LayerKindName, LayerKindWords>> = {
  dense: {
    summary: () => t('A fully connected layer: N units, each a function of a weighted sum of what comes in.'),
  },
  conv: {
    summary: () => t('A convolution: C channels whose weights are shared by all patches; the patches do not overlap.'),
  },
  attention: {
    summary: () =>
      t('Softmax attention: H heads, each an average over the tokens weighted by their scores against the query.'),
  },
  norm: {
    summary: () => t('A norm layer (layer norm, RMS norm): features pass through it unchanged.'),
  },
  recurrent: {
    summary: () =>
      t('A fully connected layer applied several times with the same weights, as a recurrent network unrolled.'),
  },
  block: {
    summary: () =>
      t('A transformer block: attention, then a dense layer on every token, with an identity around each.'),
  },
};

/** What the sizes and numbers of layers mean. */
export const sizeWords: Readonly<Record<SizeName, Word>> = {
  width: { meaning: () => t('The number of units of a layer.'), example: 'dense h1 (width: N, activation: erf)' },
  channels: {
    meaning: () => t('The number of channels of a convolution.'),
    example: 'conv c1 (channels: C, activation: linear)',
  },
  heads: { meaning: () => t('The number of attention heads.'), example: 'attention a1 (heads: H)' },
  experts: {
    meaning: () =>
      t(
        'X, how many layers stand side by side as experts, with fixed random routing. An input sees `active` of them, 1 unless given.',
      ),
    example: 'dense e (width: N, activation: erf, experts: X, active: A)',
  },
  active: {
    meaning: () => t('A, how many of the experts an input sees: 1 unless given. All of them make a plain dense layer.'),
    example: 'dense e (width: N, activation: erf, experts: X, active: A)',
  },
  steps: {
    meaning: () => t('T, how often a recurrent layer is applied with the same weights: a whole number.'),
    example: 'recurrent dense r (width: N, activation: erf, steps: 8)',
  },
  variance: {
    meaning: () =>
      t(
        'The prior variance of the weights, in units of the standard 1/fan_in, at the readout of 1/(N χ): 1 unless given. In a layer it is a number and changes prefactors alone; at the readout it may be a size, and divides a_y.',
      ),
    example: 'dense h1 (width: N, activation: erf, variance: 0.5)',
  },
};

/** What the kinds of data are. */
export const inputWords: Readonly<Record<InputKindName, Word>> = {
  gaussian: {
    meaning: () => t('Gaussian data in d dimensions; the linear kernel gives r₁ = d.'),
    example: 'input gaussian(d)',
  },
  patches: {
    meaning: () => t('Data in patches that do not overlap: their count, and the size of each.'),
    example: 'input patches(n, S)',
  },
  tokens: {
    meaning: () => t('A sequence: its length, and the dimension of each token.'),
    example: 'input tokens(L, d)',
  },
};

const supports: Readonly<Record<SupportName, () => string>> = {
  odd: () => t('every odd degree'),
  even: () => t('every even degree'),
  'first-and-even': () => t('degree 1 and every even degree'),
  first: () => t('degree 1'),
  second: () => t('degree 2'),
};

/** The degrees that a function has: `every odd degree`. */
export function supportWords(support: SupportName): string {
  return supports[support]();
}

const parities: Readonly<Record<Parity, () => string>> = {
  odd: () => t('Odd: σ(−z) = −σ(z). Alone it makes odd degrees of odd ones.'),
  even: () => t('Even: σ(−z) = σ(z). It makes even degrees only.'),
  neither: () => t('Neither odd nor even.'),
};

/** What the symmetry of an activation means for what it makes. */
export function parityWords(parity: Parity): string {
  return parities[parity]();
}

/** A feature in formulas and sentences: He_3, He_3(p), or the attention feature. */
export function featureName(feature: Feature): string {
  if (isFormFeature(feature)) return `He_${formDegreeOf(feature)}(p)`;
  return feature === 'attentive' ? t('the attention feature') : `He_${feature}`;
}

/** What kinds of targets are, where that is more than their components; undefined where those say it. */
const targetKindWords: {
  readonly [Kind in TargetKindName]: ((target: TargetOf<Kind>) => string[]) | undefined;
} = {
  hermite: undefined,
  attentive: ({ degree }) => [
    t`The attention target of degree ${degree}: (w·x_q)(2L)^(−1/2) Σ_b He₂(w·x_b), cubic in the tokens.`,
    t('Only attention builds it: lazily at a readout cost of L·d³ on raw tokens.'),
  ],
  mixture: undefined,
  hierarchical: ({ form, terms }) => {
    const components = terms.map(({ degree }) => featureName(formFeature(degree))).join(', ');
    const d = `d${superscript(form)}`;
    return [
      t`The hierarchical target g(p(x)): a function of a form p of degree ${form}, which has unit variance and is in all directions. It has the components ${components}.`,
      t`Lazy layers that make degree ${form} make p at an inverse eigenvalue of ${d}, and He_m(p) at (${d})^m.`,
      t`A later layer acts on p as on one feature: M of its N units cost M·${d}, so that E = √(N·${d}). One hidden layer has none behind it.`,
    ];
  },
};

/** What a target is, a paragraph each, where that is more than its components. */
export function targetKindText(target: Target): string[] | undefined {
  // Each entry takes the targets of its own kind: the mapped type sees to it.
  return (targetKindWords[target.kind] as ((target: Target) => string[]) | undefined)?.(target);
}
