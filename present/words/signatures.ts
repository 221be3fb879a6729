import { t } from '@vscode/l10n';
import { targetFunctions } from '../../theory/functions.js';
import { supportWords } from './kinds.js';

/** What a call of the language takes. */
export interface Signature {
  /** Each parameter in its order, with its meaning in plain text. */
  readonly parameters: readonly (readonly [name: string, meaning: () => string])[];
}

const direction = ['direction', () => t('The name of the direction, where there are several; w unless given')] as const;

/** The calls of inputs, targets and scores by their names; what a call is as a whole, the vocabulary says. */
export const signatures: Readonly<Record<string, Signature>> = {
  he: { parameters: [['degree', () => t('The degree n of He_n, from 1 to 20')], direction] },
  ...Object.fromEntries(
    [...targetFunctions.values()].map(({ name, support }) => [
      name,
      {
        parameters: [
          ['argument', () => t`x, or a number times x: ${name}(2*x, 5); can be left out`],
          [
            'degree',
            () => t`The degree up to which its components count, from 1 to 20: it has ${supportWords(support)}`,
          ],
          direction,
        ],
      },
    ]),
  ),
  teacher: {
    parameters: [
      ['directions', () => t('k, the number of directions: a number or a size')],
      ['profile', () => t('The function along each direction: Hermite components')],
    ],
  },
  hierarchical: {
    parameters: [
      ['degree', () => t('k, the degree of the form p: a whole number from 2')],
      ['profile', () => t('The function of the form: Hermite components')],
    ],
  },
  attentive: { parameters: [['degree', () => t('The degree of the attention target: 3')]] },
  gaussian: {
    parameters: [
      ['dimension', () => t('d, the dimension of the data')],
      ['signal', () => t('signal: s, the variance of the data along the target, from 1 to d; 1 unless given')],
    ],
  },
  patches: {
    parameters: [
      ['count', () => t('n, how many patches there are')],
      ['size', () => t('S, the size of each patch')],
    ],
  },
  tokens: {
    parameters: [
      ['length', () => t('L, the number of tokens')],
      ['dimension', () => t('d, the dimension of each token')],
    ],
  },
  lowrank: { parameters: [['rank', () => t('d_k, the rank of the score matrix')]] },
};
