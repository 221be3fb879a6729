import { t } from '@vscode/l10n';
import { learning, type LearnedComponent, type Learning, type LearningSegment } from '../../theory/learning.js';
import type { ReferenceSizes } from '../../theory/monomial.js';
import type { Predicted } from '../views/predicted.js';
import { patternName } from './pattern-name.js';
import { featureName, sized } from './size.js';
import { list, paragraphs, table } from './text.js';

/** What is learned first: each component with its own P* and how its alignment grows below it, as Markdown. */
export function learnedFirst({ written }: Predicted): string {
  const { study, prediction } = written;
  const curves = learning(study, prediction);
  const [only, ...others] = curves.components;
  if (only && others.length === 0) return t`Below P\\* ${law(only)}, where α is the alignment that P samples reach.`;
  const rows = curves.components.map((one) => [
    featureName(one.feature),
    sized(one.samples, study.reference),
    law(one),
  ]);
  return paragraphs(
    t`What is learned first, with the alignment α that fewer samples reach:\n\n${table([t('component'), t('its own P\\*'), t('below it')], rows)}`,
    whole(curves, study.reference),
  );
}

/** The same at length: where the law of a component changes, and what the rules are. */
export function learningCurves(predicted: Predicted): string {
  const { study, prediction } = predicted.written;
  const { components } = learning(study, prediction);
  const pieces = components.flatMap((one) =>
    one.segments.slice(1).map((segment, index) => {
      const above = one.segments[index];
      return `${featureName(one.feature)}: ${piece(above, segment, one.segments[index + 2], study.reference)}`;
    }),
  );
  return paragraphs(
    learnedFirst(predicted),
    pieces.length > 0 && t`Farther below, scales again:\n\n${list(pieces)}`,
    t(
      'With P samples the mean squared error is at least Σ c² (1 − α)², summed over the components of the target of unit norm.',
    ),
  );
}

function law({ exponent }: LearnedComponent): string {
  if (!exponent) return t('nothing is learned: it comes all at once');
  return exponent.equals(1) ? 'α ~ P/P\\*' : `α ~ (P/P\\*)^(${exponent.toFraction()})`;
}

function whole({ whole: { samples }, isSharedPrice }: Learning, reference: ReferenceSizes): string {
  const price = sized(samples, reference);
  return isSharedPrice
    ? t`The whole target needs ${price}: no more than its dearest component.`
    : t`The whole target needs ${price}, more than any component alone.`;
}

function piece(
  above: LearningSegment | undefined,
  segment: LearningSegment,
  next: LearningSegment | undefined,
  reference: ReferenceSizes,
): string {
  const where = `P = ${sized(segment.samples, reference)}`;
  const reached = sized(segment.alignment, reference);
  if (segment.exponent) {
    const start = above?.exponent ? t`, where α = ${reached},` : t`, from α = ${reached} on,`;
    const power = segment.exponent.equals(1) ? 'P' : `P^(${segment.exponent.toFraction()})`;
    return t`below ${where}${start} α ~ ${power} by ${patternName(segment.pattern)}`;
  }
  const rest = next ? sized(next.alignment, reference) : '0';
  return t`at ${where} a bound holds the energy, and α falls from ${reached} to ${rest} at once`;
}
