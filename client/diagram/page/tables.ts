import { t } from '@vscode/l10n';
import type { Note } from '../../../present/diagram/labels.js';
import type { PlainPlot } from '../../../present/diagram/plot.js';
import type { Scene } from '../../../present/diagram/scene.js';
import { ruleStatusText } from '../../../present/words/results.js';
import {
  algorithmLines,
  algorithmsText,
  bandText,
  estimateLineText,
  learnableText,
} from '../../../present/diagram/wording.js';
import { numberText } from '../../../present/numbers.js';
import { element } from '../../pages/page/elements.js';
import { marksOf } from '../plot-data.js';
import { lineRows, regionRows, type RegionRow } from '../rows.js';
import { dataRow, DataTable } from './data-table.js';
import { bandSample, lineSample, shade, swatch } from './drawn-sample.js';

/** The diagram in words, and its legend: regions, lines, and what the samples do. */
export class Tables {
  readonly root: HTMLElement;
  private readonly regions = new DataTable(t('Regions'), [t('number'), t('pattern'), t('energy E'), t('standing')]);
  private readonly lines = new DataTable(t('Lines'), [t('equation'), t('what it is'), t('standing')]);
  private readonly energies = new DataTable(t('Patterns'), [t('number'), t('pattern'), t('standing'), t('note')]);
  private readonly marks = new DataTable(t('Where energies are equal'), [
    t('equation'),
    t('value'),
    t('below'),
    t('above'),
  ]);
  private readonly sentences = element('div', { class: 'sentences' });

  /** @param mark makes a region stand out, by its number, or none */
  constructor(private readonly mark: (key: string | undefined) => void) {
    const tables = [this.regions, this.lines, this.energies, this.marks].map(({ root }) => root);
    this.root = element(
      'section',
      { class: 'tables', 'aria-label': t('The diagram in words') },
      this.sentences,
      ...tables,
    );
  }

  /** Says what a scene shows. */
  showScene(scene: Scene, notes: readonly Note[], crossings: boolean): void {
    this.regions.show(regionRows(scene).map((row) => this.regionRow(row)));
    this.lines.show(
      lineRows(scene, notes, crossings).map(({ className, letter, equation, meaning, standing }) =>
        dataRow([lineSample(className), letter ? ` ${letter}: ${equation}` : ` ${equation}`], meaning, standing),
      ),
    );
    this.energies.show([]);
    this.marks.show([]);
    const algorithms = algorithmsText(scene);
    const estimated = estimateLineText(scene);
    const hasLines = algorithmLines(scene).length > 0;
    this.say([
      ...(scene.learnable ? [[shade(), ` ${learnableText(scene)}`]] : []),
      ...(estimated ? [[lineSample('estimate-line'), ` ${estimated}`]] : []),
      ...(algorithms ? [[...(hasLines ? [lineSample('algorithm-line')] : []), ` ${algorithms}`]] : []),
      ...scene.bands.map((band) => [bandSample(), ` ${bandText(band)}`]),
      ...(scene.exact ? [] : [[t('A part of the plane is a guess: no equations were found there.')]]),
    ]);
  }

  /** Says what a plot shows. */
  showPlot(plot: PlainPlot, showsSamples: boolean): void {
    this.regions.show([]);
    this.lines.show([]);
    this.energies.show(
      plot.lines.map(({ pattern, status, optimal }, index) =>
        dataRow(
          [lineSample(`energy ${status}`, `stroke: var(--kind-${index % 10})`), ` ${index + 1}`],
          pattern,
          ruleStatusText(status),
          optimal ? t('the winner here') : '',
        ),
      ),
    );
    this.marks.show(
      marksOf(plot).map(({ letter, formula, value, below, above, isBoundary }) =>
        dataRow(
          [`${letter}: ${formula}${isBoundary ? ' ◆' : ''}`],
          numberText(value),
          below.join('; '),
          above.join('; '),
        ),
      ),
    );
    this.say([
      ...(plot.boundaries.length > 0 ? [[t('◆ The winning pattern changes there.')]] : []),
      ...(showsSamples && plot.allowed
        ? [
            [
              lineSample('energy algorithm-line'),
              ` ${t('What the samples allow: E = P/κ. Patterns below it need no more than P.')}`,
            ],
          ]
        : []),
    ]);
  }

  private regionRow({ key, kind, pattern, energy, standing }: RegionRow): HTMLTableRowElement {
    const row = dataRow([swatch(kind), ` ${key}`], pattern, energy, standing);
    row.addEventListener('mouseenter', () => this.mark(key));
    row.addEventListener('mouseleave', () => this.mark(undefined));
    return row;
  }

  private say(sentences: readonly (readonly (Node | string)[])[]): void {
    const next = element('div', {}, ...sentences.map((parts) => element('p', {}, ...parts)));
    if (next.innerHTML !== this.sentences.innerHTML) this.sentences.replaceChildren(...next.childNodes);
  }
}
