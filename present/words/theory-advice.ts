import { t } from '@vscode/l10n';
import { sized } from '../formulas.js';
import type { FitVerdict } from '../../theory/needs.js';
import type { AdviceMessages } from '../../theory/messages.js';
import type { Monomial, ReferenceSizes } from '../../theory/monomial.js';
import type { WordsOf } from './words-of.js';

/** Why sizes are advised, and why none are. */
export const adviceWords: WordsOf<AdviceMessages> = {
  'learns-up-to': ({ sizes, pattern, energy, reference }) =>
    t`Up to ${chosen(sizes, reference)} feature learning is predicted in a layer (${pattern.join(', ')}, E = ${sized(energy, reference)}); wider, staying lazy costs less.`,
  'smallest-network': ({ sizes, pattern, need: needed, samples, sampleScale, reference }) =>
    t`The smallest network for ${given(samples, reference)} has ${chosen(sizes, reference)}: ${need(needed, reference)}, ${bound(sampleScale, reference)}, by ${pattern.join(', ')}.`,
  'no-sizes-learn': ({ sizes, pattern, need: needed, samples, sampleScale, verdict, reference }) =>
    t`No sizes bring the need of a small error down to ${given(samples, reference)}. The least is had with ${chosen(sizes, reference)}: ${need(needed, reference)}, ${bound(sampleScale, reference)}, by ${pattern.join(', ')}.${position(samples, verdict, reference)}`,
  'least-samples': ({ sizes, pattern, need: needed, samples, sampleScale, verdict, reference }) =>
    t`A small error needs the fewest samples with ${chosen(sizes, reference)}: ${need(needed, reference)}, ${bound(sampleScale, reference)}, by ${pattern.join(', ')}.${position(samples, verdict, reference)}`,
  'directions-cost': ({ samples, found, reference }) => {
    const directions = { direction: t('a direction'), directions: t('the directions'), form: t('the form') }[found];
    return t`To find ${directions} takes P ~ ${sized(samples, reference)}, whatever the network (counting, derived).`;
  },
  'bound-below-directions': ({ energy, pattern, reference }) =>
    t`At these sizes E = ${sized(energy, reference)} (${pattern}) is below that of finding the directions: ${weak()}`,
  'narrower-bound-weak': () => t`Narrower networks can have a smaller E, but it is a weak bound: ${weak()}`,
  'parameter-count': ({ parameters, layer, reference }) =>
    t`The network then has ${sized(parameters, reference)} parameters, most of them in ${layer}.`,
  'size-range': ({ sizes, least, most, keeps, reference }) => {
    const kept =
      keeps === 'learning'
        ? t('with P still above what a small error needs')
        : t('and a small error needs as many samples');
    return most
      ? t`${together(sizes)} can lie anywhere from ${sized(least, reference)} to ${sized(most, reference)}, ${kept}.`
      : t`${together(sizes)} can have any size from ${sized(least, reference)}, ${kept}.`;
  },
  'size-fixed': ({ sizes }) => t`${together(sizes)} cannot be larger or smaller without a price.`,
  'best-found': () =>
    t('The network is too deep to try every pattern: these sizes are the best that were found, not proven the best.'),
  'grows-without-end': ({ sizes }) =>
    t`${sizes.join(', ')} can grow without end: feature learning is predicted in some layer at any width.`,
  'never-learns-features': () => t('At no sizes is feature learning predicted: being lazy never costs more.'),
  'no-sizes-from-one': () => t('No sizes of at least 1 keep within the limits.'),
  'samples-needed': () => t('How small a network may be depends on the samples: say how many there are.'),
  'samples-fall-without-end': ({ sizes }) =>
    t`What a small error needs falls without end as ${sizes.join(', ')} grow: the ridge vanishes with them, and the bounds say nothing.`,
  'no-sizes-fit': () => t('No sizes of at least 1 fit this network.'),
  'limits-too-narrow': ({ parameters, reference }) =>
    t`No sizes keep within the limits: the smallest network has ${sized(parameters, reference)} parameters.`,
};

function weak(): string {
  return t('such a network can reach alignment 1 with a large error.');
}

/** Where P is, in a sentence that begins with a blank; empty where no samples are given. */
function position(samples: Monomial | undefined, verdict: FitVerdict | undefined, reference: ReferenceSizes): string {
  const known = samples && given(samples, reference);
  if (known === undefined || verdict === undefined) return '';
  switch (verdict) {
    case 'above':
      return t` ${known} is above what a small error needs.`;
    case 'between':
      return t` ${known} is between the alignment bound and what a small error needs.`;
    case 'below':
      return t` ${known} is below P*.`;
  }
}

function chosen(sizes: ReadonlyMap<string, Monomial>, reference: ReferenceSizes): string {
  return listed([...sizes].map(([name, size]) => `${name} = ${sized(size, reference)}`));
}

function given(samples: Monomial, reference: ReferenceSizes): string {
  return `P = ${sized(samples, reference)}`;
}

function need(samples: Monomial, reference: ReferenceSizes): string {
  return `P ~ ${sized(samples, reference)}`;
}

function bound(sampleScale: Monomial, reference: ReferenceSizes): string {
  return `P* = ${sized(sampleScale, reference)}`;
}

function together(sizes: readonly string[]): string {
  return sizes.length === 1 ? t`${sizes[0] ?? ''} alone` : t`${listed(sizes)} together`;
}

function listed(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : parts.slice(0, -1).join(', ') + t(' and ') + last;
}
