import { t } from '@vscode/l10n';
import type { Layer } from '../language/generated/ast.js';
import type { Monomial } from '../theory/monomial.js';
import type { LayerPattern } from '../theory/prediction.js';
import { describeParts } from './markdown/pattern.js';
import {
  calibrationText,
  competing,
  competingFor,
  estimateText,
  fitLine,
  sampleScaleText,
} from './markdown/samples.js';
import { code, list, paragraphs, plain } from './markdown/text.js';
import { factorText, numberText, shortNumber } from './numbers.js';
import { partName, specializedNoun } from './views/layer.js';
import type { Predicted } from './views/predicted.js';
import type { SampleVerdict } from '../theory/calibration.js';
import { estimateLabel, estimateOf } from './views/estimated.js';
import { estimateComparison, factorsOf, isBeyondFactors, sampleVerdictSentence } from './views/samples.js';
import { patternSetting, patternTitle, sampleVerdictText } from './words/results.js';

/** The words of an inlay hint. */
export interface HintText {
  readonly label: string;
  /** What stands there where little room is: the pattern alone. */
  readonly short?: string;
  /** Markdown. */
  readonly tooltip: string;
}

/**
 * After a layer: its pattern, and the parameter of that pattern.
 * @param first the study that the label tells of.
 * @param others further studies of the network, for the tooltip.
 * @returns undefined where the prediction has no such layer.
 */
export function patternHint(layer: Layer, first: Predicted, others: readonly Predicted[]): HintText | undefined {
  const parts = first.layers(layer);
  if (parts.length === 0) return undefined;
  const does = (one: Predicted): string =>
    t`study ${code(one.node.name)}: ${describeParts(one.layers(layer), one.written.study)}`;
  const elsewhere = others.length > 0 && `${t('Other studies of this network:')}\n\n${list(others.map(does))}`;
  return {
    label: layerLabel(parts, first),
    short: shortLabel(parts, first),
    tooltip: paragraphs(t`**${code(layer.name)}** in ${does(first)}`, competingFor(parts, first), elsewhere),
  };
}

/** What a layer does; of a block what its part does that learns, or both in brief. */
function layerLabel(parts: readonly LayerPattern[], predicted: Predicted): string {
  const learning = parts.filter(({ pattern }) => pattern !== 'lazy');
  const [first, ...others] = learning.length > 0 ? learning : parts.slice(0, 1);
  if (!first) return '';
  if (others.length > 0)
    return cut(learning.map((part) => partName(part.layer) + patternTitle(part.pattern)).join(', '));
  return patternLabel(first, predicted, learning.length > 0 ? partName(first.layer) : '');
}

/** The pattern of a layer alone: `specialization`, `GFL or magnetization`; of a block those of its parts that learn. */
function shortLabel(parts: readonly LayerPattern[], { tiedMoves }: Predicted): string {
  const learning = parts.filter(({ pattern }) => pattern !== 'lazy');
  const shown = learning.length > 0 ? learning : parts.slice(0, 1);
  const names = shown.map(({ layer, pattern }) => tiedMoves.get(layer) ?? patternTitle(pattern));
  return cut([...new Set(names)].join(', '));
}

function patternLabel(layer: LayerPattern, { written, tiedMoves }: Predicted, part: string): string {
  const { pattern, parameter, length } = layer;
  const tied = tiedMoves.get(layer.layer);
  if (tied !== undefined) return cut(part + tied);
  const name = part + patternTitle(pattern);
  if (!parameter) return cut(name);
  const { symbol, size } = patternSetting(parameter, length);
  const value = size.value(written.study.reference);
  const unit = specializedNoun(layer, written.study);
  return label({
    lead: `${name}, `,
    symbol: symbol.unicode,
    formula: formulaOf(size),
    value,
    ...(unit !== undefined && { unit }),
  });
}

function formulaOf(size: Monomial): string {
  return size.isConstant ? '' : size.toUnicode();
}

/** In a study's first line: P*, the number of samples that learning needs. */
export function sampleScaleHint(predicted: Predicted): HintText {
  const { calibrated, written, study } = predicted;
  const { sampleScale } = written.prediction;
  const estimate = calibrated ? undefined : estimateOf(predicted);
  return {
    label: label({
      symbol: 'P*',
      formula: formulaOf(sampleScale),
      value: calibrated?.samples.value ?? sampleScale.value(written.study.reference),
      ...(calibrated && { unit: t('calibrated') }),
      ...(estimate && { end: `, ${estimateLabel(estimate)}` }),
    }),
    tooltip: paragraphs(
      t`Alignment needs about **${sampleScaleText(predicted)}** samples, up to a factor of order one.`,
      estimateText(predicted),
      calibrationText(predicted),
      t('P\\* = κ·E is necessary, not sufficient.'),
      fitLine(predicted),
      t`Cheapest pattern of ${code(study.network.name)}: ${plain(predicted.tiedNames)}.`,
      competing(predicted),
    ),
  };
}

/**
 * After `samples`: whether that is below P*, above what a small error needs, or between both.
 * @returns undefined where the study gives no samples.
 */
export function samplesHint(predicted: Predicted): HintText | undefined {
  const { excess, sampleVerdict, calibrated } = predicted;
  if (excess === undefined || sampleVerdict === undefined) return undefined;
  const estimated = estimateComparison(predicted);
  const verdict = sampleVerdictText(sampleVerdict);
  const labels: Record<SampleVerdict, string> = {
    above: aboveLabel(predicted, excess),
    between: verdict,
    within: verdict,
    below: `${verdict} (${factorText(excess)}${calibrated ? ` ${t('calibrated')}` : ''})`,
  };
  return {
    label: cut(estimated ?? labels[sampleVerdict]),
    tooltip: paragraphs(
      `${sampleScaleText(predicted)}.`,
      fitLine(predicted),
      sampleVerdictSentence(predicted),
      calibrationText(predicted),
      calibrated
        ? t('P\\* is a lower bound: necessary, not sufficient.')
        : t('P\\* is a lower bound up to a factor of order one: necessary, not sufficient.'),
    ),
  };
}

/** `20×P*: may be too few (measured 97 to 212)`: how far above P* the samples are, beside the factors that were measured. */
function aboveLabel(predicted: Predicted, excess: number): string {
  const times = `${numberText(excess)}×P*`;
  const factors = factorsOf(predicted);
  if (!factors) return t`${times}: no measured factor`;
  const range = factors.map(numberText).join(t(' to '));
  return isBeyondFactors(predicted)
    ? t`${times}: above measured factors ${range}`
    : t`${times}: may be too few (measured ${range})`;
}

/**
 * After a scale that is tied to others: its value.
 * @param name of the scale.
 * @param value at the reference values of the free sizes.
 * @param free what it is in free sizes; undefined where that is no product of powers.
 */
export function derivedScaleHint(name: string, value: number, free: Monomial | undefined): HintText {
  return {
    label: cut(`= ${numberText(value)}`),
    tooltip: t`${code(name)} follows ${free?.toUnicode() ?? name}: ${numberText(value)} at the reference values.`,
  };
}

/** Editors cut the label of an inlay hint beyond this many characters. */
export const longestLabel = 43;

/** What a label says: `specialization, M ~ √(N2/d) = 2 units` in parts. */
export interface LabelText {
  /** Before the formula, with its blank: `specialization, `. */
  readonly lead?: string;
  /** `M`, `P*` */
  readonly symbol: string;
  /** The formula in Unicode; empty when the value says it all. */
  readonly formula: string;
  readonly value: number;
  /** After the value: `units`. */
  readonly unit?: string;
  /** In the place of the value: `, about 1300 (estimate)`. */
  readonly end?: string;
}

/** The label of at most `longestLabel` characters: numerals are shortened first, then the formula. */
export function label({ lead = '', symbol, formula, value, unit, end: fixedEnd }: LabelText): string {
  const relation = formula === '' ? '' : ` ~ ${formula}`;
  const ends = fixedEnd === undefined ? valueEnds(value, unit) : [fixedEnd];
  const start = lead + symbol;
  for (const end of ends) {
    if ((start + relation + end).length <= longestLabel) return start + relation + end;
  }
  const end = ends.at(-1) ?? '';
  const room = longestLabel - `${start} ~ …${end}`.length;
  // Less than this of a formula says nothing: then the value stands alone.
  if (formula !== '' && room >= 6) return `${start} ~ ${beginning(formula, room)}…${end}`;
  return cut(start + end);
}

/** A value with its unit, the longest form first. */
function valueEnds(value: number, unit: string | undefined): string[] {
  return [
    ` = ${numberText(value)}${unit === undefined ? '' : ` ${unit}`}`,
    ` = ${shortNumber(value)}${unit === undefined ? '' : ` ${unit}`}`,
    ` = ${shortNumber(value)}`,
  ];
}

/** Any text as a label: cut where it is too long. */
export function cut(text: string): string {
  return text.length <= longestLabel ? text : `${beginning(text, longestLabel - 1)}…`;
}

/** At most so many code units of a text, without half a character at their end. */
function beginning(text: string, most: number): string {
  let result = '';
  for (const character of text) {
    if (result.length + character.length > most) break;
    result += character;
  }
  return result;
}
