import { t } from '@vscode/l10n';
import type { LearnedComponent, Learning, LearningSegment } from '../../theory/learning.js';
import type { CurvePoint } from '../../theory/learning-grid.js';
import type { ReferenceSizes } from '../../theory/monomial.js';
import type { Study } from '../../theory/study.js';
import { featureName, powerText, quantity, sized, type Quantity } from '../formulas.js';
import { firstComponentSentence } from './fit.js';
import { patternLabel } from '../words/results.js';

/** A study's learning curves, with points on a logarithmic grid of samples. */
export interface Curve {
  readonly study: Study;
  readonly learning: Learning;
  readonly points: readonly CurvePoint[];
}

/** When a component of the target is learned. */
export interface ComponentView {
  /** `He₃` */
  readonly name: string;
  /** Its own P*. */
  readonly samples: Quantity;
  /** How its alignment grows below its P*. */
  readonly law: string;
  /** Its share of the norm of the target. */
  readonly weight: number;
  readonly pattern: string;
  /** Where its law changes farther below, in sentences without their ends. */
  readonly changes: readonly string[];
}

/** What is learned from how many samples. */
export interface LearningView {
  /** Those that are learned first come first. */
  readonly components: readonly ComponentView[];
  /** What the target as a whole needs, in a sentence. */
  readonly whole: string;
  /** Through which component alignment is reached first, in sentences; undefined for a target of one component. */
  readonly first: string | undefined;
}

/** What is learned from how many samples, at the reference sizes. */
export function learningView(learned: Learning, reference: ReferenceSizes): LearningView {
  const { components, whole, isSharedPrice } = learned;
  const price = sized(whole.samples, reference);
  return {
    components: components.map((one) => componentView(one, reference)),
    whole: isSharedPrice
      ? t`The whole target needs ${price}: no more than its dearest component.`
      : t`The whole target needs ${price}, more than any component alone.`,
    first: firstComponentSentence(learned, reference),
  };
}

function componentView(one: LearnedComponent, reference: ReferenceSizes): ComponentView {
  const { feature, samples, weight, pattern, segments } = one;
  return {
    name: featureName(feature),
    samples: quantity(samples, reference),
    law: lawOf(one),
    weight,
    pattern: patternLabel(pattern),
    changes: segments
      .slice(1)
      .map((segment, index) => change(segments[index], segment, segments[index + 2], reference)),
  };
}

/** How the alignment of a component grows below its P*: `α ~ (P/P*)^(1/2)`. */
function lawOf({ exponent }: LearnedComponent): string {
  if (!exponent) return t('no alignment: it comes all at once');
  return `α ~ ${powerText(exponent.equals(1) ? 'P/P*' : '(P/P*)', exponent)}`;
}

/** What happens at the upper end of a segment. */
function change(
  above: LearningSegment | undefined,
  segment: LearningSegment,
  next: LearningSegment | undefined,
  reference: ReferenceSizes,
): string {
  const where = `P = ${sized(segment.samples, reference)}`;
  const reached = sized(segment.alignment, reference);
  if (segment.exponent) {
    const start = above?.exponent ? t`, where α = ${reached},` : t`, from α = ${reached} on,`;
    return t`below ${where}${start} α ~ ${powerText('P', segment.exponent)} by ${patternLabel(segment.pattern)}`;
  }
  const rest = next ? sized(next.alignment, reference) : '0';
  return t`at ${where} a bound holds the energy, and α falls from ${reached} to ${rest} at once`;
}
