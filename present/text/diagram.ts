import { crossingsShown } from '../diagram/lines.js';
import type { Scene, SceneLine } from '../diagram/scene.js';
import {
  algorithmLines,
  algorithmsText,
  bandText,
  energiesOf,
  estimateLineText,
  learnableText,
  titleOf,
} from '../diagram/wording.js';
import type { LinePlot } from '../../theory/phase/index.js';
import type { Diagrammed } from '../views/diagram.js';
import { numberText } from '../numbers.js';
import { patternLabel, ruleStatusText } from '../words/results.js';
import { alignedTable } from './table.js';
import type { Colors } from './colors.js';
import { wrapped } from './wrap.js';

/** A diagram for a terminal: its regions and lines, as tables. */
export function diagramText(answer: Diagrammed, colors: Colors): string {
  return answer.kind === 'diagram' ? sceneText(answer.scene, colors) : plotText(answer.study.name, answer.plot, colors);
}

function sceneText(scene: Scene, colors: Colors): string {
  const { x, y, held } = scene;
  const at = [x, y, ...held].map(({ name, value }) => `${name} = ${numberText(value)}`).join(', ');
  const crossings = crossingsShown(scene);
  const samples = learnableText(scene);
  const estimated = estimateLineText(scene);
  const algorithms = algorithmLines(scene).map(({ line, meaning }) => [line.formula, meaning]);
  return [
    colors.bold(titleOf(scene)),
    alignedTable(
      [{ title: '' }, { title: 'region' }, { title: 'energy E' }, { title: 'standing' }],
      scene.regions.map((region) => [
        region.key,
        patternLabel(region.pattern),
        energiesOf(region).join(', or '),
        ruleStatusText(region.status),
      ]),
    ),
    scene.boundaries.length > 0 ? `  boundaries\n${lines(scene.boundaries)}` : '  One pattern wins everywhere here.',
    ...(crossings.length > 0
      ? [`  ${wrapped('where another pattern’s energy equals that of the winner here', '  ')}\n${lines(crossings)}`]
      : []),
    ...(samples ? [`  ${wrapped(samples.replace('that is not shaded, ', ''), '  ')}`] : []),
    ...(estimated ? [`  ${wrapped(estimated, '  ')}`] : []),
    ...(scene.algorithms ? [`  ${wrapped(algorithmsText(scene), '  ')}`] : []),
    ...(algorithms.length > 0 ? [`  where P is what algorithms need\n${alignedTable([{}, {}], algorithms)}`] : []),
    ...scene.bands.map((band) => `  ${wrapped(bandText(band), '  ')}`),
    `  ${wrapped(`At ${at}: ${patternLabel(scene.winner)}.`, '  ')}`,
    ...(scene.exact ? [] : ['  A part of the plane is a guess: no equations were found there.']),
  ].join('\n\n');
}

function lines(all: readonly SceneLine[]): string {
  return alignedTable(
    [{}, {}, {}, {}],
    all.map(({ formula, below, above, status }) => [
      formula,
      `below: ${patternLabel(below)}`,
      `above: ${patternLabel(above)}`,
      ruleStatusText(status),
    ]),
  );
}

function plotText(
  study: string,
  { variable, lines: energies, boundaries, crossings }: LinePlot,
  colors: Colors,
): string {
  const marks = [
    ...boundaries,
    ...crossings.filter((one) => !boundaries.some(({ condition }) => condition === one.condition)),
  ];
  return [
    colors.bold(`${study}: energy against ${variable}`),
    alignedTable(
      [{ title: 'pattern' }, { title: 'standing' }, { title: '' }],
      energies.map(({ pattern, status, optimal }) => [
        patternLabel(pattern),
        ruleStatusText(status),
        optimal ? 'the winner here' : '',
      ]),
    ),
    marks.length === 0
      ? `  Nothing changes with ${variable}.`
      : alignedTable(
          [
            { title: 'energies are equal at' },
            { title: 'value', align: 'right' },
            { title: 'below' },
            { title: 'above' },
          ],
          marks.map(({ at, value, below, above }) => [
            `${variable} = ${at.toUnicode()}`,
            numberText(value),
            patternLabel(below),
            patternLabel(above),
          ]),
        ),
    '  --format json has the points of the lines.',
  ].join('\n\n');
}
