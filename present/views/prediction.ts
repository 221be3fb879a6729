import { t } from '@vscode/l10n';
import type { Boundary, Pattern, Prediction } from '../../theory/prediction.js';
import type { Rule } from '../../theory/rules.js';
import type { Monomial, ReferenceSizes } from '../../theory/monomial.js';
import type { Feature, Study } from '../../theory/study.js';
import { featureName, quantity, ratioText, related, relationOf, unicode, type Quantity } from '../formulas.js';
import { numberText } from '../numbers.js';
import { competingPatterns, patternLabel, rankLabel, ruleStatusText, type RankLabel } from '../words/results.js';
import { parameterText } from './layer.js';
import { estimateLabel, estimateOf } from './estimated.js';
import type { Predicted } from './predicted.js';

/** `P* ~ √(N2·d) = 128` */
export function sampleScaleText({ study, prediction }: { study: Study; prediction: Prediction }): string {
  return related('P*', prediction.sampleScale, study.reference);
}

/**
 * The same in the sizes of the file, and in measured numbers where there are some: `P* ~ √(N2·d) = 1080 calibrated`, else by the
 * estimate where there is one: `P* ~ √(N2·d), about 1300 (estimate)`.
 */
export function measuredScaleText(predicted: Predicted): string {
  const { written, calibrated } = predicted;
  const { sampleScale } = written.prediction;
  const estimate = estimateOf(predicted);
  if (!calibrated)
    return estimate ? `${bareScaleText(sampleScale)}, ${estimateLabel(estimate)}` : sampleScaleText(written);
  const value = t`${numberText(calibrated.samples.value)} calibrated`;
  const formula = sampleScale.isConstant ? '' : `${unicode.formula(sampleScale)} = `;
  return `P* ${relationOf(sampleScale)} ${formula}${value}`;
}

/** `P* ~ √(N2·d)`, and `P* = 64` where it is a number. */
export function bareScaleText(sampleScale: Monomial): string {
  return `P* ${relationOf(sampleScale)} ${unicode.formula(sampleScale)}`;
}

/** A pattern among those of its study. */
export interface RankedPattern {
  readonly name: string;
  readonly rank: RankLabel | undefined;
  readonly energy: Quantity;
  /** Its energy against that of the best: `×4 ~ √(N1/N2)`; empty for the best itself. */
  readonly against: string;
  /** What it sets, layer by layer: `h2: M ~ √(N/d) = 2 units`. */
  readonly parameters: readonly string[];
}

/** The patterns of a study, best first. */
export interface RankingView {
  readonly patterns: readonly RankedPattern[];
  /** How many are left out here; they cost as much or more. */
  readonly hidden: number;
  /** False when the network is too deep to list every pattern. */
  readonly isComplete: boolean;
}

/**
 * The ranking of a study's patterns.
 * @param winner the pattern that the others are compared with.
 * @param most how many are listed.
 */
export function rankingView(study: Study, prediction: Prediction, winner: Pattern, most: number): RankingView {
  const { reference } = study;
  const shown = prediction.patterns.slice(0, most);
  return {
    patterns: shown.map((pattern) => ({
      name: patternLabel(pattern.name),
      rank: rankLabel(pattern, winner),
      energy: quantity(pattern.energy, reference),
      against: pattern === winner ? '' : ratioText(pattern.energy.over(winner.energy), reference),
      parameters: parametersOf(pattern, study),
    })),
    hidden: prediction.patterns.length - shown.length,
    isComplete: prediction.complete,
  };
}

/** What a pattern sets, layer by layer: `h2: M ~ √(N/d) = 2 units`. */
export function parametersOf({ layers }: Pattern, study: Study): string[] {
  return layers.flatMap((layer) => {
    const text = parameterText(layer, study);
    return text === undefined ? [] : [`${layer.layer}: ${text}`];
  });
}

/** How many competing patterns are named. */
const mostNamed = 4;

/** Which patterns come within a factor 2 of the best, in a sentence; undefined where none does. */
export function competingSentence(prediction: Prediction): string | undefined {
  const names = competingPatterns(prediction);
  if (names.length === 0) return undefined;
  const more = names.length > mostNamed ? t` and ${names.length - mostNamed} more` : '';
  return t`Within a factor 2 of it: ${names.slice(0, mostNamed).join('; ')}${more}. The heuristic alone cannot decide between them.`;
}

/** A value of a size at which the winner changes, or another pattern costs as much. */
export interface EdgeView {
  readonly variable: string;
  /** `2·d` */
  readonly formula: string;
  /** `128`; empty where the formula is that number. */
  readonly number: string;
  /** `2·d (128)` */
  readonly position: string;
  readonly below: string;
  readonly above: string;
}

/** A boundary or crossing for people. */
export function edgeView({ variable, at, value, below, above, degrees, energies }: Boundary): EdgeView {
  const number = numberText(value);
  const formula = unicode.formula(at);
  return {
    variable,
    formula: at.isConstant ? number : formula,
    number: at.isConstant ? '' : number,
    position: at.isConstant ? number : `${formula} (${number})`,
    below: sideText(below, degrees?.below, energies?.below),
    above: sideText(above, degrees?.above, energies?.above),
  };
}

/** What holds on a side: a pattern, with the degrees that it amplifies or its energy where the name stays the same. */
function sideText(
  pattern: string,
  degrees: readonly (Feature | undefined)[] | undefined,
  energy: Monomial | undefined,
) {
  if (energy) return `E ${relationOf(energy)} ${unicode.formula(energy)}`;
  if (!degrees) return patternLabel(pattern);
  const names = pattern.split(', ').map((name, layer) => {
    const degree = name === 'gfl' ? degrees[layer] : undefined;
    return degree === undefined ? patternLabel(name) : t`${patternLabel(name)} on ${featureName(degree)}`;
  });
  return names.join(', ');
}

/** Boundaries, the nearest to the reference sizes first. */
export function nearestFirst(edges: readonly Boundary[], reference: ReferenceSizes): Boundary[] {
  const distance = ({ variable, value }: Boundary): number =>
    Math.abs(Math.log(value / (reference.get(variable) ?? 1)));
  return edges.toSorted((one, other) => distance(one) - distance(other));
}

/** The rules that a result used, by how far they are known: `published: scaling; derived here: norm`. */
export function rulesByStatus(used: readonly Rule[]): string {
  return (['published', 'derived', 'conjecture'] as const)
    .flatMap((status) => {
      const names = used.filter((rule) => rule.status === status).map(({ rule }) => rule);
      return names.length > 0 ? [`${ruleStatusText(status)}: ${names.join(', ')}`] : [];
    })
    .join('; ');
}
