import { t } from '@vscode/l10n';
import type { NetworkMessages } from '../../language/messages.js';
import { didYouMean, listed } from './lists.js';
import type { WordsOf } from './words-of.js';

/** Of networks, their layers and inputs. */
export const networkWords: WordsOf<NetworkMessages> = {
  'network-without-input': ({ network }) => t`The network ${network} has no input: begin it with input gaussian(d).`,
  'network-without-layer': ({ network }) =>
    t`The network ${network} has no layer: add one, as in dense h1 (width: N, activation: erf).`,
  'network-without-output': ({ network }) => t`The network ${network} has no output: end it with output linear.`,
  'second-input': () => t('A network has one input, and there is one above: remove one of them.'),
  'second-output': () => t('A network has one output, and there is one above: remove one of them.'),
  'input-not-first': () => t('The input comes first: move it above the layers.'),
  'output-not-last': () => t('The output comes last: move it below the layers.'),
  'layer-off-input': ({ kind, accepts, input, fitting }) =>
    t`${kind} needs input ${listed(accepts, 'or')}; on input ${input} use ${listed(fitting, 'or')}.`,
  'output-off-input': ({ output, input, fitting }) =>
    t`output ${output} does not go with input ${input}: use ${listed(fitting, 'or')}.`,
  'arguments-missing': ({ layer, missing, examples }) =>
    t`The layer ${layer} needs ${listed(missing, 'and')}, as in ${examples.join(', ')}.`,
  'argument-unknown': ({ kind, argument, taken, suggestions }) => {
    const takes = taken.length > 0 ? listed(taken, 'and') : t('no argument');
    return t`${kind} has no ${argument}.${suggestions.length > 0 ? didYouMean(suggestions) : t` It takes ${takes}.`}`;
  },
  'given-twice': ({ key }) => t`${key} is given twice: remove one of them.`,
  'activation-unknown': ({ name, activations, suggestions }) => {
    const advice = suggestions.length > 0 ? didYouMean(suggestions) : t` Use ${listed(activations, 'or')}.`;
    return t`No activation is called ${name}.${advice}`;
  },
  'active-without-experts': ({ layer }) =>
    t`active says how many of the experts of ${layer} an input sees, and it has none: add experts: X, or remove active.`,
  'active-past-experts': ({ layer }) =>
    t`More experts of ${layer} are active than there are: choose active between 1 and experts.`,
  'signal-out-of-range': () =>
    t(
      'The signal is the variance of the data along the target, where the mean over all directions is 1: choose it between 1 and the dimension.',
    ),
  'argument-not-whole': ({ argument, bound }) =>
    t`${argument} is a whole number from 1 to ${bound}, written out: exponents depend on it, so that it cannot be a size.`,
  'variance-with-sizes': () =>
    t(
      "The variance of a layer's weights is a number: how one that changes with the sizes would act depends on the activation. Write a number here; the readout may have a size, as in output linear (variance: N).",
    ),
  'data-unusable': ({ path, reason }, words) => `${path}: ${words(reason)}`,
  'data-without-direction': ({ path, dimension, reason }, words) =>
    reason.code === 'label-not-given'
      ? t`${path}: neither a label nor a direction is given, and r₁ = d = ${dimension} is used. ${words(reason)}`
      : t`${path}: no direction can be told from these labels, and r₁ = d = ${dimension} is used. ${words(reason)}`,
};
