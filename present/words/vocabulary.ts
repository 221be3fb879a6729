import { t } from '@vscode/l10n';
import { activationNames } from '../../theory/activations/index.js';
import { layerKindNames, layerKinds, type LayerKindName } from '../../theory/kinds/index.js';
import { inputWords, layerKindWords, sizeWords, type Word } from './kinds.js';

const declarations: Record<string, Word> = {
  import: {
    meaning: () => t('Makes the scales, networks and targets of another file known in this one.'),
    example: 'import "./common.arch"',
  },
  scale: {
    meaning: () =>
      t(
        'A size. `=` gives a free size its reference value: it stays a symbol in every exponent. `~` ties it to other sizes.',
      ),
    example: 'scale d  = 64\nscale N ~ 4 * d',
  },
  network: {
    meaning: () => t('A network: one input, its layers in order, one output.'),
    example: 'network Two {\n  input gaussian(d)\n  dense h1 (width: N, activation: erf)\n  output linear\n}',
  },
  target: {
    meaning: () =>
      t(
        'The function to align with: Hermite components, a teacher, a hierarchical target, or the attention target. On a study: which target.',
      ),
    example: 'target cubic = he(3)',
  },
  study: {
    meaning: () => t('One question: this network, this target, and with how many samples.'),
    example: 'study S {\n  network: Two\n  target: cubic\n  samples: 20 * d\n}',
  },
  samples: {
    meaning: () =>
      t(
        'P, the number of training samples. With it the study says whether that is above P\\*. In a validation: the numbers of samples to measure at each size, at the levels training and descent.',
      ),
    example: 'samples: 20 * d',
  },
  ridge: {
    meaning: () => t('κ, the ridge: P\\* is κ times the energy E. It is 1 where it is not given.'),
    example: 'ridge: 1',
  },
  noise: {
    meaning: () =>
      t(
        's, the standard deviation of label noise in units of the target’s. P\\* stays; a small error needs max(1, κ, s²) times the samples that count the directions.',
      ),
    example: 'noise: 0.5',
  },
};

export type { Word };

const validation: Record<string, Word> = {
  validate: {
    meaning: () =>
      t(
        'How the study is held against a measurement. Whatever is left out is chosen by the plan, which is shown before it runs.',
      ),
    example: 'validate {\n  sweep: d from 128 to 4096\n  preset: quick\n}',
  },
  sweep: {
    meaning: () =>
      t(
        'The size that is swept, and between which values. Sizes tied to it follow; the others stay at their reference values.',
      ),
    example: 'sweep: d from 128 to 4096',
  },
  from: { meaning: () => t('The least value of the swept size.'), example: 'sweep: d from 128 to 4096' },
  to: { meaning: () => t('The largest value of the swept size.'), example: 'sweep: d from 128 to 4096' },
  follow: {
    meaning: () => t('Ties free sizes to others in this validation alone: they move with the sweep.'),
    example: 'follow: N ~ 4 * d',
  },
  points: {
    meaning: () => t('How many values of the swept size are measured: 7 (quick) or 13 (full).'),
    example: 'points: 9',
  },
  seeds: { meaning: () => t('How many independent repetitions of each point are measured.'), example: 'seeds: 4' },
  threshold: {
    meaning: () =>
      t('At all levels but rate: P\\*(d) is where the mean alignment crosses this. 0.5 where it is not given.'),
    example: 'threshold: 0.5',
  },
  scan: {
    meaning: () =>
      t(
        'At the training level: the ridge is varied at each size, with the number of samples of the study, and the transition in the ridge is read off. Of a target of several degrees the highest is watched.',
      ),
    example: 'scan: ridge from 0.1 to 1',
  },
  level: { meaning: () => t('What is measured: estimate, rate, training or descent.'), example: 'level: rate' },
  estimate: {
    meaning: () => t('P\\*, the number of samples at equilibrium by the lowest state, without training: seconds.'),
    example: 'level: estimate',
  },
  rate: {
    meaning: () =>
      t('E(1), minus the log of the prior probability of alignment 1, without a data set: seconds to minutes.'),
    example: 'level: rate',
  },
  training: { meaning: () => t('Networks sampled on data sets: minutes to hours.'), example: 'level: training' },
  descent: {
    meaning: () => t('Networks trained by an ordinary optimiser, beside equilibrium and known algorithms: minutes.'),
    example: 'level: descent',
  },
  optimiser: {
    meaning: () => t('At the level descent: what trains. gd, sgd, onepass, adam or adamw; sgd where it is not given.'),
    example: 'optimiser: sgd',
  },
  gd: { meaning: () => t('Gradient descent on all samples at once.'), example: 'optimiser: gd' },
  sgd: {
    meaning: () => t('Stochastic gradient descent in batches of 32, which uses each sample in every epoch.'),
    example: 'optimiser: sgd',
  },
  onepass: {
    meaning: () => t('Stochastic gradient descent that uses each sample once: P is the number of samples seen.'),
    example: 'optimiser: onepass',
  },
  adam: { meaning: () => t('Adam in batches of 32, the weight decay in its gradient.'), example: 'optimiser: adam' },
  adamw: {
    meaning: () => t('AdamW in batches of 32: Adam with the weight decay apart from its gradient.'),
    example: 'optimiser: adamw',
  },
  preset: { meaning: () => t('How much is measured: quick or full.'), example: 'preset: quick' },
  quick: { meaning: () => t('Few sizes, within minutes.'), example: 'preset: quick' },
  full: { meaning: () => t('More sizes and seeds: a narrower interval.'), example: 'preset: full' },
  engine: { meaning: () => t('What measures: auto, js, torch or webgpu.'), example: 'engine: auto' },
  auto: { meaning: () => t('The fastest engine there is.'), example: 'engine: auto' },
  js: { meaning: () => t('The built-in engine: needs nothing else.'), example: 'engine: js' },
  torch: {
    meaning: () => t('PyTorch, in a Python of yours: on its GPU where there is one.'),
    example: 'engine: torch',
  },
  webgpu: {
    meaning: () =>
      t(
        "WebGPU, without Python: the browser's graphics card, or in Node the npm package webgpu. For the level training.",
      ),
    example: 'engine: webgpu',
  },
};

const data: Record<string, Word> = {
  input: { meaning: () => t('The data, as the first layer sees them.'), example: 'input gaussian(d)' },
  data: {
    meaning: () =>
      t(
        'Rows of numbers in a .csv, .npy or .npz file, in the place of Gaussian data: their dimension and, along the direction of a label, their effective dimension are measured.',
      ),
    example: 'input data("features.csv", label: y)',
  },
  label: {
    meaning: () => t('The column with the target, by its name or by its number from 1.'),
    example: 'input data("features.csv", label: y)',
  },
  direction: {
    meaning: () =>
      t('The direction w of a target of w·x, where it is known: a .csv or .npy file of one number for each column.'),
    example: 'input data("features.csv", direction: "w.csv")',
  },
  columns: {
    meaning: () => t('The columns of a data file that are used, by names or numbers from 1; all others are left out.'),
    example: 'input data("features.csv", label: y, columns: [a, b])',
  },
  exclude: {
    meaning: () => t('The columns of a data file that are left out, by names or numbers from 1.'),
    example: 'input data("features.csv", label: y, exclude: [id])',
  },
  oneHot: {
    meaning: () => t('The columns of a data file that hold categories: each value becomes a column of zeros and ones.'),
    example: 'input data("features.csv", label: y, oneHot: [colour])',
  },
  standardize: {
    meaning: () =>
      t(
        'Whether each column is shifted and scaled to zero mean and unit variance. The effective dimension depends on it.',
      ),
    example: 'input data("features.csv", label: y, standardize: true)',
  },
  true: {
    meaning: () => t('The columns are standardized.'),
    example: 'input data("features.csv", label: y, standardize: true)',
  },
  false: {
    meaning: () => t('The columns keep their own units.'),
    example: 'input data("features.csv", label: y, standardize: false)',
  },
  member: {
    meaning: () => t('The array of an .npz file, by its name.'),
    example: 'input data("features.npz", member: "X", label: 10)',
  },
  signal: {
    meaning: () =>
      t(
        's, the variance of the data along the target, where the mean over all directions is 1: r₁ = d/s, the effective dimension.',
      ),
    example: 'input gaussian(d, signal: s)',
  },
};

const layerWords: Record<string, Word> = {
  residual: {
    meaning: () => t('An identity skips this layer: each feature keeps the smaller of both inverse eigenvalues.'),
    example: 'residual dense h2 (width: N, activation: erf)',
  },
  activation: {
    meaning: () =>
      t`The activation function: ${activationNames.join(', ')}. Its Hermite degrees decide which features a layer makes.`,
    example: 'dense h1 (width: N, activation: erf)',
  },
  scores: {
    meaning: () => t('How attention scores its tokens: one full matrix a head, or a product of two of low rank.'),
    example: 'attention a1 (heads: H, scores: lowrank(dk))',
  },
  bilinear: {
    meaning: () => t('One full score matrix a head: the default.'),
    example: 'attention a1 (heads: H, scores: bilinear)',
  },
  lowrank: {
    meaning: () => t('Scores W_Q W_Kᵀ of the given rank; the rule for their cost is a conjecture.'),
    example: 'attention a1 (heads: H, scores: lowrank(dk))',
  },
};

const readouts: Record<string, Word> = {
  output: { meaning: () => t('The readout: how the last layer becomes the answer.'), example: 'output linear' },
  linear: {
    meaning: () => t('As a readout: a weighted sum of the last layer. As an activation: the identity.'),
    example: 'output linear',
  },
  flatten: { meaning: () => t('A readout with its own weights for each patch.'), example: 'output flatten' },
  mean: { meaning: () => t('A readout of the mean over the patches.'), example: 'output mean' },
  sum: { meaning: () => t('A readout of the sum over n patches, over √n.'), example: 'output sum' },
  scaling: {
    meaning: () => t('How the readout weights are scaled: standard, or meanfield, which makes χ the last width.'),
    example: 'output linear (scaling: meanfield)',
  },
  standard: {
    meaning: () => t('Readout weights of variance 1/N: the default, χ = 1.'),
    example: 'output linear (scaling: standard)',
  },
  meanfield: {
    meaning: () => t('Readout weights of variance 1/(N χ) with χ the last width: features cost less than they gain.'),
    example: 'output linear (scaling: meanfield)',
  },
};

const targets: Record<string, Word> = {
  he: {
    meaning: () =>
      t(
        'The Hermite polynomial of this degree along one direction: He_n(w·x). A second argument names the direction; components along different directions can be multiplied.',
      ),
    example: 'target cubic = he(3)\ntarget pair = he(1, u) * he(2, v)',
  },
  teacher: {
    meaning: () => t('The sum of one function along several directions, over the square root of their number.'),
    example: 'target teach = teacher(k, he(3))',
  },
  hierarchical: {
    meaning: () =>
      t(
        'A function of a form p of the input: the degree of p, 2 or more, and the function as a sum of Hermite components of p. The form is in all directions: for degree 2, x·Ax with A of full rank.',
      ),
    example: 'target deep = hierarchical(2, he(3))',
  },
  attentive: {
    meaning: () => t('A function of the query token and the mean over its sequence, which attention can build.'),
    example: 'target tri = attentive(3)',
  },
};

function layerWord(kind: LayerKindName): Word {
  return { meaning: layerKindWords[kind].summary, example: layerKinds.get(kind)?.example ?? kind };
}

/** Every word of the language with its meaning. */
export const vocabulary: ReadonlyMap<string, Word> = new Map([
  ...layerKindNames.map((kind) => [kind, layerWord(kind)] as const),
  ...[declarations, validation, data, inputWords, sizeWords, layerWords, readouts, targets].flatMap((words) =>
    Object.entries(words),
  ),
]);
