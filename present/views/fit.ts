import { t } from '@vscode/l10n';
import type { PredictedStudy } from '../../language/predicted-studies.js';
import { firstComponent, type Learning } from '../../theory/learning.js';
import type { ReferenceSizes } from '../../theory/monomial.js';
import { related, relationOf, sized, unicode, withFeatureNames, type Notation } from '../formulas.js';

/** A study with its prediction: in free sizes, or in those of its file. */
type Predicting = Pick<PredictedStudy, 'study' | 'prediction'>;

/** What a small error needs: `P ~ √(N2·d) = 128`, and `P ~ S + n = 63` for a sum. */
export function fitText({ study, prediction }: Predicting, notation: Notation = unicode): string {
  const { samples, terms } = prediction.fit;
  if (terms.length === 1) return related('P', samples, study.reference, notation);
  const sum = terms.map((term) => notation.formula(term)).join(' + ');
  return `P ${relationOf(samples, notation)} ${sum} = ${notation.number(samples.value(study.reference))}`;
}

/** What a small error needs and which rule says so, in a sentence. */
export function fitSentence(one: Predicting, formula: string = fitText(one)): string {
  switch (one.prediction.fit.rule) {
    case 'energy':
      return t`A small error needs ${formula} samples: no rule asks for more than the alignment bound P* (derived here).`;
    case 'counting':
      return t`A small error needs ${formula} samples: so many equations determine the directions of the target (counting, derived here).`;
    case 'experts':
      return t`A small error needs ${formula} samples: a unit of every expert specialises (derived here).`;
  }
}

/** P over what a small error needs; undefined when the study gives no samples. */
export function fitExcess({ study, prediction }: Predicting): number | undefined {
  return study.samples?.over(prediction.fit.samples).value(study.reference);
}

/** Through which component alignment is reached first; undefined for a target of one component. */
export function firstComponentSentence(learned: Learning, reference: ReferenceSizes): string | undefined {
  const first = firstComponent(learned);
  if (!first) return undefined;
  const name = withFeatureNames(first.name);
  return t`First component: ${name}, with E = ${sized(first.energy, reference)}. Alignment 1 is reached through it, with a large error on the other components.`;
}
