import { t } from '@vscode/l10n';
import { sized, withFeatureNames } from '../formulas.js';
import { numberText, percentText } from '../numbers.js';
import { activations, type Parity } from '../../theory/activations/index.js';
import type { TheoryMessages } from '../../theory/messages.js';
import { formFeature } from '../../theory/features.js';
import { featureName, supportWords } from './kinds.js';
import { listed } from './lists.js';
import { patternSetting } from './results.js';
import { adviceWords } from './theory-advice.js';
import type { WordsOf } from './words-of.js';

/** So many competing patterns are named; in networks of more layers their names are too long. */
const mostNamed = 4;
const namedUpToLayers = 4;

export const theoryWords: WordsOf<TheoryMessages> = {
  ...adviceWords,
  'scales-only': () => t('Scales only: prefactors, of order 1 to 10, are not known.'),
  'necessary-not-sufficient': () =>
    t('P* is necessary, not sufficient: it says what the data allow at equilibrium, not what an algorithm finds.'),
  'patterns-compete': (said) =>
    t`Within a factor 2 of the winner: ${competing(said)}. The heuristic alone cannot decide between them.`,
  'held-at-one': ({ layer, parameter, length }) => {
    const { symbol } = patternSetting(parameter, length);
    return t`${layer} can spend no less than ${symbol.unicode} = 1, which sets the energy.`;
  },
  'random-routing': ({ layer }) =>
    t`The experts of ${layer} are chosen at random and stay: a trained router is not modelled.`,
  'experts-left-out': ({ layer, units, experts }) => {
    const specialise = numberText(units);
    return t`of ${layer} only ${specialise} ${specialise === '1' ? t('unit specialises') : t('units specialise')}, and it has ${numberText(experts)} experts: alignment is reached without every expert, and the error is not small on the inputs of the others.`;
  },
  sentence: ({ clause }, words) => capitalised(words(clause)),
  'gain-at-every-step': ({ energy, reference }) =>
    t`A gain that counted at every step of a recurrent layer would give E ~ ${energy.toString()} = ${numberText(energy.value(reference))}. Measurements contradict it: a gain acts on the noise of the layer's N units too, so that all steps after the first are taken to count N at most.`,
  'stacked-gain': ({ layers, feature, gain, units }) =>
    t`${layers.slice(0, -1).join(', ')} and ${layers.at(-1) ?? ''} amplify ${featureName(feature)} one after another, and the gains after the first multiply to ${numberText(gain)}: they act on the noise of the ${numberText(units)} units before them as well, which fills them. Measurements of narrow layers contradict this energy, which is too low.`,
  capacity: ({ layer, needs, has, share, reference }) =>
    t`${layer} hands on a share of ${numberText(share)} of a feature that is read after it: its width is ${sized(has, reference)}, and a small error needs a width of at least ${sized(needs, reference)}.`,
  'small-components-decide': ({ components, share, samples, without, reference }) =>
    t`${withFeatureNames(listed(components, 'and'))} decides P* = ${sized(samples, reference)} and holds ${percentText(share)} of the variance. Without it P* = ${sized(without, reference)}.`,
  'noise-left-out': ({ noise, reference }) =>
    t`Label noise s = ${sized(noise, reference)}: P* stays, as alignment does not depend on it. Left out are the growth of constants with s and the error that noise adds, s² n_eff/P.`,
  'degrees-left-out': ({ target, above }) => t`Components of ${target} above degree ${above} are left out.`,
  'form-has-lower-degrees': ({ form, degree, dimension }) => {
    const d = dimension.toString();
    return t`${featureName(formFeature(degree))} has a share of order 1/${d} of plain degree ${form * degree - 2}. Alignment 1 through that share alone can cost less, lazily at most ${dimension.power(form * degree - 1).toString()} and not ${dimension.power(form * degree).toString()}; the error then stays large.`;
  },
  'form-without-low-rank': ({ form, dimension }) =>
    t`The form p of degree ${form} is taken to be in all directions. If R directions describe it, they cost about R ${dimension.toString()}, and less than ${dimension.power(form).toString()} for small R: write them as directions of the target.`,
  'components-negligible': ({ target, components, share }) =>
    t`Less than ${numberText(share)} of the variance of ${target} lies in ${components.join(', ')}. P* asks for these components all the same: remove them, or give them coefficients of order one.`,
  'meanfield-vacuous': () => t('Mean-field scaling: as the ridge goes to 0 with χ > 1 the bound becomes vacuous.'),
  'rests-on-conjecture': () => t('It rests on a conjecture: see the marks of the rules.'),
  'too-deep-to-list': () =>
    t('The network is too deep to list every pattern: the winner is the best of all, the list holds its neighbours.'),
  'no-boundaries': () =>
    t('Boundaries and crossings are not computed for a network this deep or a target of this degree.'),
  'no-attention-layer': ({ network }) =>
    t`${network} has no attention layer that passes the attention feature to its readout`,
  'attention-passes-no-degree': ({ network, feature }) =>
    t`attention hands on nothing but the attention feature, so ${featureName(feature)} is not representable by ${network}`,
  'no-products': ({ network, feature }) =>
    t`no layer of ${network} makes products of features, so ${featureName(feature)} is not representable`,
  'degree-not-made': ({ network, feature, activations: names, layers }) => {
    const depth = layers === 1 ? t('in one layer') : t`in ${layers} layers`;
    const reasons = names
      .flatMap((name) => activations.get(name) ?? [])
      .map(({ name, parity, support }) => t`${name} ${parityText(parity)}responds to ${supportWords(support)} only`);
    return t`${featureName(feature)} is not representable by ${network} ${depth}: ${reasons.join('; ')}`;
  },
  'add-attention': () => t('Add an attention layer, or choose a Hermite target.'),
  'make-attention-residual': ({ layer }) =>
    t`Write residual before attention ${layer}: the query's own features then pass beside it.`,
  'change-activation': ({ layer, activations: names }) => {
    const alternatives = [names.slice(0, -1).join(', '), names.slice(-1).join()].filter(Boolean);
    return t`Give ${layer} the activation ${alternatives.join(t(' or '))}.`;
  },
  'add-layer': () => t('Add another layer, whose products of features add their degrees.'),
  'change-degree': () => t('Choose a target of another degree, or add layers with relu.'),
};

function competing({ patterns, layers }: TheoryMessages['patterns-compete']): string {
  if (layers > namedUpToLayers)
    return patterns.length === 1 ? t('one other pattern') : t`${patterns.length} other patterns`;
  const named = patterns.slice(0, mostNamed).join('; ');
  const more = patterns.length - mostNamed;
  return more > 0 ? t`${named}; and ${more} more` : named;
}

function parityText(parity: Parity): string {
  if (parity === 'neither') return '';
  return parity === 'odd' ? t('is odd and ') : t('is even and ');
}

function capitalised(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
