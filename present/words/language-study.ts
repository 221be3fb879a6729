import { t } from '@vscode/l10n';
import type { StudyMessages } from '../../language/messages.js';
import { numberText } from '../numbers.js';
import { listed } from './lists.js';
import type { WordsOf } from './words-of.js';

/** A reference value, as people write it. */
const reference = (value: number): number => Number(value.toPrecision(6));

/** Nearer to a boundary than this factor is at it. */
const beside = 1 + 1e-6;

/** Of studies and what is predicted of them. */
export const studyWords: WordsOf<StudyMessages> = {
  'study-without-network': ({ study }) => t`The study ${study} has no network: add network: and the name of one.`,
  'study-without-target': ({ study }) => t`The study ${study} has no target: add target: and the name of one.`,
  'sizes-of-one-name': ({ name }) =>
    t`Two different sizes called ${name}, from different files, meet in this study: give one of them another name.`,
  'target-off-input': ({ target, network, input, misfit }) =>
    misfit === 'needs-isotropic'
      ? t`${target} is of a form in all directions: it needs a network on input gaussian(d) without a signal, and ${network} is on input ${input}.`
      : t`${target} has the attention target in it: it needs a network on input tokens(L, d), and ${network} is on input ${input}.`,
  'target-not-representable': ({ obstacle, help }, words) => `${capitalised(words(obstacle))}. ${words(help)}`,
  'signal-of-directions': ({ target, directions }) =>
    t`The ${numberText(directions)} directions of ${target} have the signal each, which is more variance than all directions of the data have together: choose a smaller signal.`,
  'meanfield-vanishing-ridge': () =>
    t(
      'With scaling: meanfield (chi above 1) the bound becomes vacuous as the ridge kappa goes to 0: raise the ridge, or do not read P* as a prediction.',
    ),
  'samples-below': ({ samples, sampleScale, needed }) =>
    t`P = ${numberText(samples)} is below P* ~ ${sampleScale.toUnicode()} = ${numberText(needed)}: alignment with the target is predicted to need more. Its numbers are of an order of magnitude.`,
  'samples-below-calibrated': ({ samples, needed, run }) =>
    t`P = ${numberText(samples)} is below P* = ${numberText(needed)}, calibrated by run ${run}: alignment with the target is predicted to need more.`,
  'width-changes-nothing': ({ study, sizes, winner, sampleScale }) => {
    const names = sizes.map(({ name }) => name);
    const given = listed(
      sizes.map(({ name, value }) => `${name} = ${reference(value)}`),
      'and',
    );
    const change = names.length === 1 ? t('changes') : t('change');
    return t`${given} ${change} nothing in study ${study}: while ${winner} wins, P* ~ ${sampleScale.toUnicode()} does not depend on ${listed(names, 'or')}.`;
  },
  'one-unit': ({ study, layer, sampleScale, widest }) => {
    const wider =
      widest === undefined ? '' : t(' Widening the layer costs no samples until more than one unit is needed.');
    return t`In study ${study} less than one unit of ${layer} would do, and a unit cannot be divided: it pays for one (M = 1), and P* ~ ${sampleScale.toUnicode()}.${wider}`;
  },
  'heads-past-use': ({ study, sampleScale, heads, count }) =>
    t`In study ${study} every head is predicted to align its scores in full, and P* ~ ${sampleScale.toUnicode()} does not depend on ${heads} = ${reference(count)}: the heads after the first buy no samples.`,
  'heads-lazy': ({ study, layer, sampleScale, heads, count }) =>
    t`In study ${study} the scores of ${layer} stay lazy: P* ~ ${sampleScale.toUnicode()} does not depend on ${heads} = ${reference(count)}. With fewer heads the scores are worth learning.`,
  'in-study': ({ study, reason }, words) => t`In study ${study} ${words(reason)}`,
  'near-boundary': ({ study, variable, given, factor, at, side, pattern }) => {
    const wins = side === 'above' ? t`above it ${pattern} wins` : t`below it ${pattern} wins`;
    const where = factor < beside ? t('at') : t`within a factor ${Number(factor.toPrecision(2))} of`;
    return t`${variable} = ${reference(given)} is ${where} the boundary ${variable} = ${at.toUnicode()} of study ${study}: ${wins}. Prefactors are unknown, so that either side may hold.`;
  },
  'clear-of-boundary': ({ value, pattern }) => t`${value}, clear of the boundary: ${pattern}`,
  'always-lazy': ({ study, layer, width }) =>
    t`${layer} stays lazy in study ${study} for every value of ${width}: it hands on what it gets, without feature learning.`,
  'calibration-broken': ({ file, reason }, words) =>
    t`${file} cannot be used: ${words(reason)}. No number is calibrated: correct the file, or delete it and calibrate again.`,
  'calibration-outdated': ({ study, runs }) =>
    t`The network or target of ${study} has changed since it was measured (${runs.join(', ')}): its numbers are not calibrated. Validate it again and calibrate, or remove the calibration.`,
};

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
