import { words } from '../words/words.js';
import { learning, type Boundary, type Prediction, type ReferenceSizes, type Rule } from '../../theory/index.js';
import { sized } from '../formulas.js';
import {
  estimateGrowth,
  estimateOf,
  estimateSentences,
  estimateText,
  type PredictedStudy,
} from '../views/estimated.js';
import { fitSentence } from '../views/fit.js';
import { learningView } from '../views/learning.js';
import {
  edgeView,
  nearestFirst,
  bareScaleText,
  rankingView,
  sampleScaleText,
  type RankedPattern,
} from '../views/prediction.js';
import { dataSizeText, effectiveDimensionSentences, ignoredSentences, scaleSentences } from '../views/data.js';
import { calibrationSentences, estimateVerdict, sampleVerdict, sampleVerdictSentence } from '../views/samples.js';
import { patternLabel, rankText, ruleStatusText } from '../words/results.js';
import { unformatted } from '../markdown/text.js';
import type { Colors } from './colors.js';
import { alignedTable } from './table.js';
import { wrapped } from './wrap.js';

const mostPatterns = 12;
const mostEdges = 6;

/** The predictions of a file for a terminal; notes that hold for every study stand once, at the end. */
export function predictionsText(studies: readonly PredictedStudy[], colors: Colors): string {
  const notes = studies.map(({ prediction }) => prediction.omissions.map(words));
  const shared = (notes[0] ?? []).filter((note) => notes.every((others) => others.includes(note)));
  const texts = studies.map((one, index) => {
    const own = (notes[index] ?? []).filter((note) => !shared.includes(note));
    return [...studySections(one, colors), noteLines(own, colors)].filter(Boolean).join('\n\n');
  });
  return [...texts, noteLines(shared, colors)]
    .filter(Boolean)
    .map((text) => `${text}\n`)
    .join('\n');
}

/** The sample scale, the ranking of patterns, where it changes, and what it rests on. */
function studySections(one: PredictedStudy, colors: Colors): string[] {
  const { study, prediction } = one;
  const { reference } = study;
  return [
    `${colors.bold(study.name)}  ${colors.dim(`${study.network.name} on ${study.target.name}`)}${one.placeholder ? `  ${colors.bold('for the placeholder target')}` : ''}`,
    [
      ...sampleLines(one, colors),
      ...estimateLines(one),
      ...calibrationSentences(one).map(unformatted).map(indented),
    ].join('\n'),
    dataLines(one),
    ranking(one, colors),
    edgeLines('the winner changes', prediction.boundaries, reference),
    edgeLines('the winner goes on with another formula', prediction.formulaChanges, reference),
    crossingLines(prediction),
    restsOn(prediction),
  ];
}

/** `P* ~ √(N2·d) = 128 samples`, and `P* ~ √(N2·d) samples, about 1300 (estimate, 650 to 2600)`. */
function needed(one: PredictedStudy, colors: Colors): string {
  const estimate = estimateOf(one);
  return estimate
    ? `${colors.bold(bareScaleText(one.prediction.sampleScale))} samples, ${colors.bold(estimateText(estimate))}`
    : `${colors.bold(sampleScaleText(one))} samples`;
}

/** How the estimate of P* grows, or why there is none. */
function estimateLines(one: PredictedStudy): string[] {
  const sentence = estimateGrowth(one) ?? estimateSentences(one);
  return sentence === undefined ? [] : [indented(sentence)];
}

/** The data of a file that the study rests on; empty where there are none. */
function dataLines({ data: named }: PredictedStudy): string {
  if (!named) return '';
  const head = `data ${named.path}: ${dataSizeText(named, named.data)}`;
  return [
    head,
    ...ignoredSentences(named.data),
    ...scaleSentences(named.data),
    ...effectiveDimensionSentences(named, named.data),
  ]
    .map(indented)
    .join('\n');
}

function indented(line: string): string {
  return `  ${wrapped(line, '    ')}`;
}

function noteLines(notes: readonly string[], colors: Colors): string {
  return notes.map((note) => `  ${colors.yellow('note')} ${wrapped(patternLabel(note), '       ')}`).join('\n');
}

function sampleLines(one: PredictedStudy, colors: Colors): string[] {
  const { samples, reference } = one.study;
  const scale = `  predicted: alignment needs ${needed(one, colors)}`;
  const verdict = estimateVerdict(one) ?? sampleVerdict(one);
  const sentence = sampleVerdictSentence(one);
  const fit = `  ${wrapped(fitSentence(one), '    ')}`;
  const learned = learningView(learning(one.study, one.prediction), reference);
  const first = learned.first === undefined ? [] : [`  ${wrapped(`${learned.first} ${learned.whole}`, '    ')}`];
  if (!samples || !verdict || sentence === undefined) return [scale, fit, ...first];
  const color = { above: colors.green, between: colors.yellow, below: colors.red, within: colors.yellow }[verdict];
  const text = `P = ${sized(samples, reference)}. ${unformatted(sentence)}`;
  return [scale, fit, ...first, `  ${wrapped(text, '      ').replace(verdict, (word) => color(word))}`];
}

function ranking({ study, prediction }: PredictedStudy, colors: Colors): string {
  const { patterns, hidden } = rankingView(study, prediction, prediction.winner, mostPatterns);
  const table = alignedTable(
    [
      { title: 'pattern' },
      { title: 'energy E' },
      { title: 'value', align: 'right' },
      { title: '' },
      { title: 'parameters' },
    ],
    patterns.map(({ name, rank, energy, parameters }) => [
      rank === 'best' ? colors.bold(name) : name,
      energy.formula,
      energy.number,
      rankCell(rank, colors),
      fewOf(parameters),
    ]),
  );
  return [table, ...(hidden > 0 ? [`  and ${hidden} more; --format json lists all`] : [])].join('\n');
}

function rankCell(rank: RankedPattern['rank'], colors: Colors): string {
  if (rank === undefined) return '';
  return rank === 'best' ? colors.green(rankText(rank)) : colors.yellow(rankText(rank));
}

function fewOf(parameters: readonly string[]): string {
  const shown = parameters.slice(0, 3).join('; ');
  return parameters.length > 3 ? `${shown}; …` : shown;
}

/** Boundaries or crossings as lines, the nearest to the reference sizes first; empty when there are none. */
function edgeLines(title: string, edges: readonly Boundary[], reference: ReferenceSizes): string {
  if (edges.length === 0) return '';
  const shown = nearestFirst(edges, reference).slice(0, mostEdges);
  return edgeTable(title, shown, edges.length - shown.length);
}

/** Where other patterns cost the same as the winner, the nearest to the reference sizes first; empty when that is nowhere. */
function crossingLines(prediction: Prediction): string {
  const { crossings, complete } = prediction.nearestCrossings(mostEdges);
  return crossings.length === 0 ? '' : edgeTable('another pattern costs the same', crossings, complete ? 0 : undefined);
}

/** @param hidden how many more there are; undefined where that was not counted. */
function edgeTable(title: string, shown: readonly Boundary[], hidden: number | undefined): string {
  const rows = shown.map((edge) => {
    const { variable, formula, number, below, above } = edgeView(edge);
    return [`${variable} = ${formula}`, number, `below: ${below}`, `above: ${above}`];
  });
  return [
    `  ${title} at`,
    alignedTable([{}, { align: 'right' }, {}, {}], rows),
    ...(hidden === 0
      ? []
      : [`  and ${hidden === undefined ? '' : `${hidden} `}more, farther away; --format json lists all`]),
  ].join('\n');
}

function restsOn({ provenance, fit }: Prediction): string {
  return [`rests on ${marked(provenance)}`, `a small error rests on ${marked(fit.provenance)}`]
    .map((line) => `  ${wrapped(line, '           ')}`)
    .join('\n');
}

function marked(rules: readonly Rule[]): string {
  return rules.map(({ rule, status }) => `${rule} (${ruleStatusText(status)})`).join(', ');
}
