import { t } from '@vscode/l10n';
import { sized } from '../formulas.js';
import type { AdviceMessages } from '../../theory/messages.js';
import type { Monomial, ReferenceSizes } from '../../theory/monomial.js';
import type { WordsOf } from './words-of.js';

/** Why sizes are advised, and why none are. */
export const adviceWords: WordsOf<AdviceMessages> = {
  'learns-up-to': ({ sizes, pattern, energy, reference }) =>
    t`Up to ${chosen(sizes, reference)} a layer learns features (${pattern.join(', ')}, E = ${sized(energy, reference)}); wider, staying lazy costs less.`,
  'smallest-network': ({ sizes, pattern, samples, sampleScale, reference }) =>
    t`The smallest network that can learn from ${given(samples, reference)} has ${chosen(sizes, reference)}: ${need(sampleScale, reference)}, by ${pattern.join(', ')}.`,
  'no-sizes-learn': ({ sizes, pattern, samples, sampleScale, reference }) =>
    t`No sizes learn from ${given(samples, reference)}: the least is ${need(sampleScale, reference)}, with ${chosen(sizes, reference)}, by ${pattern.join(', ')}.`,
  'least-samples': ({ sizes, pattern, samples, sampleScale, learnable, reference }) => {
    const known = samples && given(samples, reference);
    const verdict = known === undefined ? '' : learnable ? t` ${known} is above it.` : t` ${known} is below it.`;
    return t`P* is smallest with ${chosen(sizes, reference)}: ${need(sampleScale, reference)}, by ${pattern.join(', ')}.${verdict}`;
  },
  'directions-cost': ({ energy, found, reference }) => {
    const directions = { direction: t('a direction'), directions: t('the directions'), form: t('the form') }[found];
    return t`To find ${directions} costs E = ${sized(energy, reference)}, whatever the network (derived).`;
  },
  'bound-below-directions': ({ energy, pattern, reference }) =>
    t`At these sizes the bound itself is lower, E = ${sized(energy, reference)} (${pattern}): ${notCounted()}`,
  'narrower-bound-weak': () => t`Where narrower networks have a lower bound than that, it says little: ${notCounted()}`,
  'parameter-count': ({ parameters, layer, reference }) =>
    t`The network then has ${sized(parameters, reference)} parameters, most of them in ${layer}.`,
  'size-range': ({ sizes, least, most, keeps, reference }) => {
    const kept = keeps === 'learning' ? t('and it still learns') : t('at the same P*');
    return most
      ? t`${together(sizes)} can lie anywhere from ${sized(least, reference)} to ${sized(most, reference)}, ${kept}.`
      : t`${together(sizes)} can have any size from ${sized(least, reference)}, ${kept}.`;
  },
  'size-fixed': ({ sizes }) => t`${together(sizes)} cannot be larger or smaller without a price.`,
  'best-found': () =>
    t('The network is too deep to try every pattern: these sizes are the best that were found, not proven the best.'),
  'grows-without-end': ({ sizes }) =>
    t`${sizes.join(', ')} can grow without end: some layer learns features at any width.`,
  'never-learns-features': () => t('No sizes make this network learn features: being lazy never costs more.'),
  'no-sizes-from-one': () => t('No sizes of at least 1 keep within the limits.'),
  'samples-needed': () => t('How small a network may be depends on the samples: say how many there are.'),
  'samples-fall-without-end': ({ sizes }) =>
    t`P* falls without end as ${sizes.join(', ')} grow: the ridge vanishes with them, and the bound says nothing.`,
  'no-sizes-fit': () => t('No sizes of at least 1 fit this network.'),
  'limits-too-narrow': ({ parameters, reference }) =>
    t`No sizes keep within the limits: the smallest network has ${sized(parameters, reference)} parameters.`,
};

function notCounted(): string {
  return t('a network so narrow can be large along the target without pointing at it, and that is not counted.');
}

function chosen(sizes: ReadonlyMap<string, Monomial>, reference: ReferenceSizes): string {
  return listed([...sizes].map(([name, size]) => `${name} = ${sized(size, reference)}`));
}

function given(samples: Monomial, reference: ReferenceSizes): string {
  return `P = ${sized(samples, reference)}`;
}

function need(sampleScale: Monomial, reference: ReferenceSizes): string {
  return `P* = ${sized(sampleScale, reference)}`;
}

function together(sizes: readonly string[]): string {
  return sizes.length === 1 ? t`${sizes[0] ?? ''} alone` : t`${listed(sizes)} together`;
}

function listed(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : parts.slice(0, -1).join(', ') + t(' and ') + last;
}
