import { t } from '@vscode/l10n';
import { kindOfRegion } from './style.js';
import { crossingsShown } from './lines.js';
import { element, textElement } from './markup.js';
import type { Note } from './labels.js';
import type { Scene, SceneRegion } from './scene.js';
import { numberText } from '../numbers.js';
import { ruleStatusText } from '../words/results.js';
import { algorithmLines, algorithmsText, bandText, energiesOf, estimateLineText, learnableText } from './wording.js';

const row = 19;

/** One row of the legend: a sample of what is drawn, and what it is. */
interface Row {
  readonly sample?: (x: number, y: number) => string;
  readonly text: string;
  readonly className?: string;
}

/** How high the legend is, in pixels. */
export function legendHeight(scene: Scene, notes: readonly Note[]): number {
  return rowsOf(scene, notes).length * row;
}

/** What the hatches, dashes, letters and the point mean. */
export function legend(scene: Scene, notes: readonly Note[], left: number, top: number): string {
  return rowsOf(scene, notes)
    .map(({ sample, text, className }, index) => {
      const y = top + index * row;
      return (
        (sample?.(left, y) ?? '') + textElement({ class: className, x: left + (sample ? 34 : 0), y: y + 12 }, text)
      );
    })
    .join('');
}

function rowsOf(scene: Scene, notes: readonly Note[]): Row[] {
  const { x, y, learnable } = scene;
  const regions = scene.regions.flatMap((region): Row[] => [
    { sample: swatch(region), text: `${region.key}  ${region.pattern}` },
    ...wrapped(`E = ${energiesOf(region).join(t(', or '))} (${ruleStatusText(region.status)})`, 50).map((text) => ({
      text,
      sample: () => '',
      className: 'faint',
    })),
  ]);
  const statuses = [...new Set(scene.boundaries.map(({ status }) => status))];
  const crossings = crossingsShown(scene);
  const hasAlgorithmLines = algorithmLines(scene).length > 0;
  return [
    ...regions,
    ...statuses.map((status) => ({
      sample: stroke(`boundary ${status}`),
      text: t`boundary, ${ruleStatusText(status)}`,
    })),
    ...(crossings.length > 0
      ? wrapped(t`where another pattern’s energy equals that of ${scene.winner}`, 48).map((text, index) => ({
          sample: index === 0 ? stroke('crossing published') : () => '',
          text,
        }))
      : []),
    ...(learnable
      ? wrapped(learnableText(scene), 48).map((text, index) => ({ sample: index === 0 ? shade : () => '', text }))
      : []),
    ...wrapped(estimateLineText(scene), 48).map((text, index) => ({
      sample: index === 0 ? stroke('estimate-line') : () => '',
      text,
    })),
    ...wrapped(algorithmsText(scene), 48).map((text, index) => ({
      sample: index === 0 && hasAlgorithmLines ? stroke('algorithm-line') : () => '',
      text,
    })),
    ...scene.bands.flatMap((band) =>
      wrapped(bandText(band), 48).map((text, index) => ({ sample: index === 0 ? bandSample : () => '', text })),
    ),
    ...notes.map(({ letter, formula }) => ({ sample: named(letter), text: formula })),
    { sample: point, text: `${x.name} = ${numberText(x.value)}, ${y.name} = ${numberText(y.value)}` },
    ...(scene.held.length > 0
      ? [{ text: t`Held: ${scene.held.map(({ name, value }) => `${name} = ${numberText(value)}`).join(', ')}` }]
      : []),
    ...(scene.exact ? [] : [{ text: t('A part of the plane is a guess: no equations were found there.') }]),
  ];
}

function swatch(region: SceneRegion): Row['sample'] {
  const kind = kindOfRegion(region);
  return (x, y) => {
    const box = { x, y, width: 26, height: 15 };
    return (
      element('rect', { ...box, class: `tint kind-${kind}` }) +
      element('rect', { ...box, fill: `url(#hatch-${kind})` }) +
      element('rect', { ...box, class: 'frame' })
    );
  };
}

function stroke(className: string): Row['sample'] {
  return (x, y) => element('line', { class: className, x1: x, x2: x + 26, y1: y + 8, y2: y + 8 });
}

function shade(x: number, y: number): string {
  return (
    element('rect', { x, y, width: 26, height: 15, class: 'too-few' }) +
    element('line', { class: 'learnable-line', x1: x, x2: x + 26, y1: y + 15, y2: y + 15 })
  );
}

function bandSample(x: number, y: number): string {
  return element('rect', { x, y, width: 26, height: 15, class: 'band' });
}

function named(letter: string): Row['sample'] {
  return (x, y) => textElement({ class: 'strong', x: x + 13, y: y + 12, 'text-anchor': 'middle' }, letter);
}

function point(x: number, y: number): string {
  return (
    element('circle', { class: 'point', cx: x + 13, cy: y + 8, r: 6 }) +
    element('circle', { class: 'point-core', cx: x + 13, cy: y + 8, r: 2 })
  );
}

/** A sentence in lines of at most so many letters. */
function wrapped(sentence: string, most: number): string[] {
  const lines: string[] = [];
  for (const word of sentence.split(' ').filter(Boolean)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < most) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
