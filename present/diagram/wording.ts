import { t } from '@vscode/l10n';
import { numberText } from '../numbers.js';
import { ruleStatusText } from '../words/results.js';
import { constantText, noGapKnown } from '../words/algorithms.js';
import type { Scene, SceneBand, SceneLine, SceneRegion } from './scene.js';

/** `Cubic: winning pattern over N1 and N2` */
export function titleOf({ study, x, y }: Scene): string {
  return t`${study}: winning pattern over ${x.name} and ${y.name}`;
}

/** What the drawing shows, in sentences, for those who do not see it. */
export function descriptionOf(scene: Scene): string {
  const { x, y, regions, boundaries, learnable } = scene;
  const held = scene.held.map(({ name, value }) => `${name} = ${numberText(value)}`).join(', ');
  const edges = boundaries.map(
    ({ formula, below, above, status }) => t`${formula} (${ruleStatusText(status)}) between ${below} and ${above}`,
  );
  return [
    t('Both axes are logarithmic.'),
    ...(held ? [t`Held: ${held}.`] : []),
    t`Regions: ${regions.map((region) => `${region.key} ${region.pattern}, E = ${energiesOf(region).join(t(' or '))}`).join('; ')}.`,
    edges.length > 0 ? t`Boundaries: ${edges.join('; ')}.` : t('One pattern wins everywhere.'),
    t`At ${x.name} = ${numberText(x.value)}, ${y.name} = ${numberText(y.value)}: ${scene.winner}.`,
    ...(learnable ? [learnableText(scene), estimateLineText(scene), algorithmsText(scene)].filter(Boolean) : []),
  ].join(' ');
}

/** Where the samples suffice, in a sentence; empty when the study gives none. */
export function learnableText({ learnable }: Scene): string {
  if (!learnable) return '';
  const { samples, lines, parts, between } = learnable;
  const isReached = parts.length + between.parts.length > 0;
  const bound =
    lines.length > 0
      ? between.parts.length > 0
        ? t`With P = ${samples.formula} samples P* is reached in the part that is not shaded darkly, up to ${bordersOf(lines)}.`
        : t`With P = ${samples.formula} samples P* is reached in the part that is not shaded, up to ${bordersOf(lines)}.`
      : isReached
        ? t`With P = ${samples.formula} samples P* is reached everywhere here.`
        : t`With P = ${samples.formula} samples P* is reached nowhere here.`;
  return [bound, betweenText(learnable)].filter(Boolean).join(' ');
}

/** Where P is between P* and what a small error needs; empty when that is nowhere. */
function betweenText({ parts, between, fitLines }: NonNullable<Scene['learnable']>): string {
  if (between.parts.length === 0) return '';
  if (fitLines.length > 0)
    return t`Where it is shaded lightly P is between the alignment bound and what a small error needs, up to ${bordersOf(fitLines)}.`;
  return parts.length > 0
    ? t('Where it is shaded lightly P is between the alignment bound and what a small error needs.')
    : t('Nowhere here is P above what a small error needs.');
}

function bordersOf(lines: readonly SceneLine[]): string {
  return [...new Set(lines.map(({ formula }) => formula))].join(t(' and '));
}

/** What the line is called where P is what a small error needs. */
export function fitLineText(): string {
  return t('P that a small error needs');
}

/** What algorithms need beside that, in sentences; empty where nothing is proven. */
export function algorithmsText({ algorithms }: Scene): string {
  if (!algorithms) return '';
  const { onePass, reused, kernel, upToLogarithm } = algorithms;
  const once = upToLogarithm ? t`${onePass.formula} up to a logarithm` : onePass.formula;
  const again = `${reused.formula} (${constantText(reused.constant)})`;
  return `${t`One pass needs P of about ${once}, reused samples ${again}, a lazy kernel ${kernel.formula}.`} ${noGapKnown()}`;
}

/** What is written on the line of the estimate. */
export function estimateLineName(): string {
  return `P = ${t('P* (estimate)')}`;
}

/** The equation of the line of the estimate, beside the P* of the heuristic: `P = 42.1·P*`. */
export function estimateEquation({ estimate }: Scene): string {
  return estimate ? `P = ${numberText(estimate.factor)}·P*` : '';
}

/** What the line of the estimate says; empty where there is none in the plane. */
export function estimateLineText(scene: Scene): string {
  const { estimate } = scene;
  if (!estimate || estimate.lines.length === 0) return '';
  return t`The line ${estimateEquation(scene)} goes through the estimate: ${estimate.text} at the reference sizes of the study.`;
}

/** The closed forms of a region's energy, the largest part's first. */
export function energiesOf({ parts }: SceneRegion): string[] {
  return [...new Set(parts.map(({ energy }) => energy.formula))];
}

/** A line on which P is what algorithms need, with their names. */
export interface NamedLine {
  readonly line: SceneLine;
  readonly meaning: string;
}

/** The lines on which P is what algorithms need: those with one equation are one line, named after all of them. */
export function algorithmLines({ algorithms }: Scene): NamedLine[] {
  const lines = algorithms?.lines ?? [];
  const names = {
    onePass: t('one pass'),
    reused: t`reused samples (${constantText(algorithms?.reused.constant)})`,
    kernel: t('a lazy kernel'),
  };
  return [...new Set(lines.map(({ equation }) => equation))].flatMap((equation) => {
    const same = lines.filter((line) => line.equation === equation);
    const meaning = t`P of ${same.map(({ algorithm }) => names[algorithm]).join(', ')}`;
    return same.slice(0, 1).map((line) => ({ line, meaning }));
  });
}

/** What a band of measured prefactors says of its line. */
export function bandText({ formula, factor, runs, measured }: SceneBand): string {
  const by = runs.length === 1 ? t`run ${runs.join('')}` : t`runs ${runs.join(', ')}`;
  if (!factor) return t`where ${formula} may lie, calibrated by ${by}`;
  const [low = '1', high = '1'] = factor.map((end) => numberText(end));
  const rest = measured ? '' : `; ${t('the prefactor of the other pattern is taken as 1 to 10')}`;
  return `${t`where ${formula} may lie: ${low} to ${high} times that, calibrated by ${by}`}${rest}`;
}
