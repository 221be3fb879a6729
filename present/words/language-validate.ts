import { t } from '@vscode/l10n';
import type { ValidateMessages } from '../../language/messages.js';
import { listed } from './lists.js';
import type { WordsOf } from './words-of.js';

/** The settings that not every level uses. */
const unusedSettings: Readonly<Record<string, () => string>> = {
  threshold: () => t('a threshold'),
  scan: () => t('a ridge'),
  samples: () => t('samples'),
  optimiser: () => t('an optimiser'),
};

/** Of the blocks that say how a study is validated. */
export const validateWords: WordsOf<ValidateMessages> = {
  'sweep-end-with-sizes': () => t('A sweep begins and ends at numbers: write one such as 16 or 2^12.'),
  'sweep-reversed': () => t('A sweep ends at a larger size than it begins with: exchange the two.'),
  'sweep-too-short': ({ fewest, from, to }) =>
    t`There are fewer than ${fewest} sizes from ${from} to ${to}: sweep further.`,
  'scan-reversed': () => t('A scan ends at a larger ridge than it begins with: exchange the two.'),
  'scan-without-samples': ({ study }) =>
    t`A scan of the ridge is measured with the number of samples of the study, and ${study} has none: add samples: P to it.`,
  'scan-with-samples': () =>
    t('A scan varies the ridge and the samples of this block the number of samples: remove one of them.'),
  'scan-without-sizes': () =>
    t('A scan needs the sizes at which it is measured: add a sweep with its ends, as in sweep: N from 32 to 128.'),
  'count-out-of-range': ({ least, most, key }) =>
    t`There can be from ${least} to ${most} ${key}: write such a whole number.`,
  'threshold-out-of-range': () => t('A threshold is an alignment between 0 and 1: write one such as 0.5.'),
  'samples-repeated': () => t('This number of samples is in the grid already: remove it, or write another.'),
  'unused-at-level': ({ setting, level, levels }) =>
    t`The ${level} level is measured without ${unusedSettings[setting]?.() ?? setting}: write level: ${levels[0] ?? ''}, or remove this.`,
  'sweep-of-following': ({ size }) =>
    t`${size} follows other sizes in this validation: sweep one of those, or remove it from follow.`,
  'follows-itself': ({ size }) => staying(t`${size} cannot follow itself`),
  'follows-following': ({ size }) => staying(t`${size} follows other sizes itself`),
  'follows-twice': ({ size }) => t`${size} follows already: remove one of the two relations.`,
  'size-tied': ({ size, bases }) => {
    const instead = bases.length > 0 ? t`: use ${listed(bases, 'or')} instead` : t(': use a free size instead');
    return t`${size} is tied to other sizes by its declaration${instead}.`;
  },
  'size-not-of-study': ({ size, free }) => {
    const known = free.length > 0 ? t`its free sizes are ${listed(free, 'and')}` : t('it has no free size');
    return t`This study does not depend on ${size}: ${known}.`;
  },
};

function staying(what: string): string {
  return t`${what}: write sizes that stay, such as the swept one.`;
}
