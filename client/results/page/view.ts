import type { ValidationResult } from '../../../validation/result.js';
import { chartData } from '../chart-data.js';
import { diagnosticRows, facts, notes, planRows, type Row } from '../facts.js';
import type { FromPage } from '../messages.js';
import { measuredExponent, standing } from '../wording.js';
import { ScalingChart } from './chart.js';
import { button, descriptions, element, setText } from '../../pages/elements.js';
import { PointsTable } from './table.js';

/** The results page: verdict, chart, table of points, and what is needed to judge them. */
export class ResultsView {
  private readonly title = element('h1');
  private readonly standing = element('p', { role: 'status', class: 'standing' });
  private readonly verdict = element('strong');
  private readonly reason = element('span', { class: 'reason' });
  private readonly banner = element('p', { class: 'banner' }, this.verdict, this.reason);
  private readonly exponents = element('dl', { class: 'exponents' });
  private readonly facts = element('dl', { class: 'facts' });
  private readonly notes = element('ul', { class: 'notes' });
  private readonly plan = element('dl', { class: 'facts' });
  private readonly diagnostics = element('dl', { class: 'facts' });
  private readonly canvas = element('canvas', { role: 'img' });
  private readonly missing = element('p', { class: 'missing' });
  private readonly content: HTMLElement;
  private readonly table: PointsTable;
  private readonly chart: ScalingChart;

  constructor(place: HTMLElement, send: (message: FromPage) => void) {
    this.chart = new ScalingChart(this.canvas);
    this.table = new PointsTable((value) => this.chart.mark(value));
    this.content = element(
      'div',
      { hidden: true },
      element('header', {}, this.title, this.standing),
      this.banner,
      this.exponents,
      element(
        'nav',
        { 'aria-label': 'Actions' },
        button('Export PNG', 'Save the chart as an image', () => send({ type: 'savePng', data: this.chart.png() })),
        button('Export CSV', 'Save the points as a table', () => send({ type: 'saveCsv' })),
        button('Show Study', 'Go to the study in its file', () => send({ type: 'showStudy' })),
        button('Run Again', 'Validate the study again', () => send({ type: 'runAgain' })),
      ),
      element('div', { class: 'measurement' }, element('div', { class: 'chart' }, this.canvas), this.table.root),
      element('h2', {}, 'How it was measured'),
      this.facts,
      this.notes,
      element('details', {}, element('summary', {}, 'Diagnostics'), this.diagnostics),
      element('details', {}, element('summary', {}, 'Plan'), this.plan),
    );
    place.replaceChildren(this.missing, this.content);
  }

  /** Shows a result; what has not changed stays as it is. */
  show(result: ValidationResult): void {
    this.missing.hidden = true;
    this.content.hidden = false;
    const quantity = result.level === 'rate' ? 'E(1)' : 'P*';
    setText(this.title, `${result.study}: ${quantity} against ${result.sweep.variable}, level ${result.level}`);
    setText(this.standing, standing(result));
    const pending = result.status === 'running' && !result.measured;
    const verdict = result.status === 'running' ? `${result.verdict}, so far` : result.verdict;
    setText(this.verdict, pending ? 'measuring' : verdict);
    this.banner.dataset['verdict'] = pending ? 'measuring' : result.verdict;
    setText(this.reason, result.reason);
    replaceRows(this.exponents, [
      ['Measured exponent', measuredExponent(result)],
      [
        'Predicted exponent',
        `${result.predicted.exponent}   (${result.predicted.energy}, ${result.predicted.pattern})`,
      ],
    ]);
    replaceRows(this.facts, facts(result));
    replaceRows(this.diagnostics, diagnosticRows(result));
    replaceRows(this.plan, planRows(result));
    replaceNotes(this.notes, notes(result));
    this.showPoints(result, quantity);
  }

  /** Says that there is no result. */
  showMissing(folder: string): void {
    this.content.hidden = true;
    this.missing.hidden = false;
    setText(this.missing, `There is no result in ${folder} yet. "Archscale: Validate Study" makes one.`);
  }

  private showPoints(result: ValidationResult, quantity: string): void {
    const measured = result.measured;
    this.chart.show(chartData(result), {
      quantity,
      fitted: measured ? `measured: slope ${measured.exponent.toFixed(3)}, with its interval` : '',
      predicted: `predicted: slope ${result.predicted.exponent}`,
    });
    this.canvas.setAttribute(
      'aria-label',
      `${quantity} against ${result.sweep.variable}, both logarithmic. Measured exponent ${measuredExponent(result)}, ` +
        `predicted ${result.predicted.exponent}. The table beside it has the points.`,
    );
    this.table.show(result.points, result.sweep.variable, quantity);
  }
}

function replaceRows(list: HTMLElement, rows: readonly Row[]): void {
  const next = element('dl', {}, ...descriptions(rows));
  if (next.innerHTML !== list.innerHTML) list.replaceChildren(...next.childNodes);
}

function replaceNotes(list: HTMLElement, sentences: readonly string[]): void {
  const shown = [...list.children].map(({ textContent }) => textContent);
  if (shown.join('\n') !== sentences.join('\n')) {
    list.replaceChildren(...sentences.map((sentence) => element('li', {}, sentence)));
  }
}
