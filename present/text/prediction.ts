import type { Boundary, Pattern, Prediction, ReferenceSizes, Study } from '../../theory/index.js';
import { words } from '../words/words.js';
import type { PredictedStudy } from '../views/predicted.js';
import { calibrationLines } from './calibration.js';
import { edgeLines } from './edges.js';
import { numberText } from '../numbers.js';
import { parameterLabel, patternLabel, withRunsCounted } from './pattern.js';
import { formulaText } from './summary.js';
import { alignedTable } from './table.js';
import type { Colors } from './colors.js';
import { wrapped } from './wrap.js';

const mostPatterns = 12;

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
    `${colors.bold(study.name)}  ${colors.dim(`${study.network.name} learns ${study.target.name}`)}`,
    [sampleLines(study, prediction, colors), ...calibrationLines(one).map(indented)].join('\n'),
    ranking(prediction, reference, colors),
    edgeLines('the winner changes', prediction.boundaries, reference),
    edgeLines('another pattern costs the same', otherCrossings(prediction), reference),
    restsOn(prediction),
  ];
}

function indented(line: string): string {
  return `  ${wrapped(line, '    ')}`;
}

function noteLines(notes: readonly string[], colors: Colors): string {
  return notes.map((note) => `  ${colors.yellow('note')} ${wrapped(withRunsCounted(note), '       ')}`).join('\n');
}

function sampleLines({ samples, reference }: Study, { sampleScale, learnable }: Prediction, colors: Colors): string {
  const scale = `  learning needs P ~ ${colors.bold(formulaText(sampleScale, reference))} samples`;
  if (!samples || learnable === undefined) return scale;
  const given = `P = ${formulaText(samples, reference)}`;
  const verdict = learnable
    ? `${colors.green('above it')}: enough at this scale, which is necessary and not sufficient`
    : `${colors.red('below it')}: not learnable`;
  return `${scale}\n  ${wrapped(`${given} is ${verdict}`, '      ')}`;
}

function ranking({ patterns, winner }: Prediction, reference: ReferenceSizes, colors: Colors): string {
  const shown = patterns.slice(0, mostPatterns);
  const rows = shown.map((pattern) => [
    pattern.optimal ? colors.bold(patternLabel(pattern.name)) : patternLabel(pattern.name),
    pattern.energy.toUnicode(),
    numberText(pattern.energy.value(reference)),
    standing(pattern, winner, colors),
    parameters(pattern, reference),
  ]);
  const table = alignedTable(
    [
      { title: 'pattern' },
      { title: 'energy E' },
      { title: 'value', align: 'right' },
      { title: '' },
      { title: 'parameters', breaks: true },
    ],
    rows,
  );
  const hidden = patterns.length - shown.length;
  const more = hidden > 0 ? [`  and ${hidden} more; --format json lists all`] : [];
  return [table, ...more].join('\n');
}

function standing({ optimal, competing, energy }: Pattern, winner: Pattern, colors: Colors): string {
  if (optimal) return colors.green('best');
  if (energy.equals(winner.energy)) return colors.yellow('equal');
  return competing ? colors.yellow('competing') : '';
}

function parameters({ layers }: Pattern, reference: ReferenceSizes): string {
  const labels = layers.map((layer) => parameterLabel(layer, reference)).filter((label) => label !== undefined);
  const shown = labels.slice(0, 3).join('; ');
  return labels.length > 3 ? `${shown}; …` : shown;
}

/** The crossings that are no boundary: at those the winner changes, which has been said. */
function otherCrossings({ boundaries, crossings }: Prediction): Boundary[] {
  const isKnown = (one: Boundary): boolean =>
    boundaries.some(({ variable, at }) => variable === one.variable && at.equals(one.at));
  return crossings.filter((one) => !isKnown(one));
}

function restsOn({ provenance }: Prediction): string {
  const rules = provenance.map(({ rule, status }) => `${rule} (${status})`).join(', ');
  return `  ${wrapped(`rests on ${rules}`, '           ')}`;
}
