import { t } from '@vscode/l10n';
import type { ValidationResult } from '../../../validation/result.js';
import { diagnosticRows, facts, notes, planRows, type Row } from '../../../present/report/facts.js';
import { pointQuantity } from '../../../present/report/quantity.js';
import { comparedAlgorithm } from '../../../present/report/descent.js';
import { plotsOf, quantityOf } from '../../../present/report/plots.js';
import { measuredExponent, runStatus } from '../../../present/report/wording.js';
import { shownSteps } from '../../../present/views/bridge.js';
import { verdictText } from '../../../present/words/results.js';
import type { FromPage } from '../messages.js';
import { button, descriptions, element, setText } from '../../pages/page/elements.js';
import { Figures } from './figures.js';
import { PointsTable } from './table.js';

/** One result: verdict, plots, table of points, and what is needed to judge them. */
export class ResultsView {
  private readonly title = element('h1');
  private readonly standing = element('p', { role: 'status', class: 'standing' });
  private readonly verdict = element('strong');
  private readonly reason = element('span', { class: 'reason' });
  private readonly banner = element('p', { class: 'banner' }, this.verdict, this.reason);
  private readonly steps = element('ol', { class: 'steps', 'aria-label': t('Steps that the verdict rests on') });
  private readonly exponents = element('dl', { class: 'exponents' });
  private readonly facts = element('dl', { class: 'facts' });
  private readonly notes = element('ul', { class: 'notes' });
  private readonly plan = element('dl', { class: 'facts' });
  private readonly diagnostics = element('dl', { class: 'facts' });
  private readonly main = element('div', { class: 'main' });
  private readonly further = element('div', { class: 'figures' });
  private readonly figures = new Figures((id) => (id === 'exponent' ? this.main : this.further));
  private readonly table = new PointsTable((value) => this.figures.mark(value));
  readonly root: HTMLElement;

  constructor(send: (message: FromPage) => void) {
    this.root = element(
      'div',
      {},
      element('header', {}, this.title, this.standing),
      this.banner,
      this.steps,
      this.exponents,
      element(
        'nav',
        { 'aria-label': t('Actions') },
        button(t('Export PNG'), t('Save the chart as an image'), () =>
          send({ type: 'savePng', data: this.figures.png() }),
        ),
        button(t('Export CSV'), t('Save the points as a table'), () => send({ type: 'saveCsv' })),
        button(t('Export Report'), t('Save everything as one page'), () => send({ type: 'saveReport' })),
        button(t('Show Study'), t('Go to the study in its file'), () => send({ type: 'showStudy' })),
        button(t('Run Again'), t('Validate the study again'), () => send({ type: 'runAgain' })),
      ),
      element('div', { class: 'measurement' }, this.main, this.table.root),
      this.further,
      element('h2', {}, t('How it was measured')),
      this.facts,
      this.notes,
      element('details', {}, element('summary', {}, t('Diagnostics')), this.diagnostics),
      element('details', {}, element('summary', {}, t('Plan')), this.plan),
    );
  }

  /** Shows a result; what has not changed stays as it is. */
  show(result: ValidationResult): void {
    const quantity = quantityOf(result);
    const known = comparedAlgorithm(result);
    setText(this.title, t`${result.study}: ${quantity} against ${result.sweep.variable}, level ${result.level}`);
    setText(this.standing, runStatus(result));
    const pending = result.status === 'running' && !result.measured;
    const verdict =
      result.status === 'running' ? t`${verdictText(result.verdict)}, so far` : verdictText(result.verdict);
    setText(this.verdict, pending ? t('measuring') : verdict);
    this.banner.dataset['verdict'] = pending ? 'measuring' : result.verdict;
    setText(this.reason, result.reason);
    replaceSteps(this.steps, result);
    replaceRows(this.exponents, [
      [t('Measured exponent'), measuredExponent(result)],
      [
        result.level === 'descent' ? t('Exponent of equilibrium') : t('Predicted exponent'),
        `${result.predicted.exponent}   (${result.predicted.energy}, ${result.predicted.pattern})`,
      ],
      ...(known ? [[t('Exponent of the known algorithm'), `${known.exponent}   (${known.name})`] as const] : []),
    ]);
    replaceRows(this.facts, facts(result));
    replaceRows(this.diagnostics, diagnosticRows(result));
    replaceRows(this.plan, planRows(result));
    replaceNotes(this.notes, notes(result));
    this.figures.show(plotsOf([{ name: result.study, result }]));
    this.table.show(result.points, result.sweep.variable, pointQuantity(result.level));
  }
}

function replaceRows(list: HTMLElement, rows: readonly Row[]): void {
  const next = element('dl', {}, ...descriptions(rows));
  if (next.innerHTML !== list.innerHTML) list.replaceChildren(...next.childNodes);
}

/** The steps that the verdict rests on, each with its own verdict. */
function replaceSteps(list: HTMLElement, result: ValidationResult): void {
  const steps = shownSteps(result).map(({ compared, verdict, verdictText: text, reason }) =>
    element(
      'li',
      { 'data-verdict': verdict },
      element('span', {}, `${compared}: `),
      element('strong', {}, text),
      element('span', { class: 'reason' }, reason),
    ),
  );
  const next = element('ol', {}, ...steps);
  list.hidden = steps.length === 0;
  if (next.innerHTML !== list.innerHTML) list.replaceChildren(...next.childNodes);
}

function replaceNotes(list: HTMLElement, sentences: readonly string[]): void {
  const shown = [...list.children].map(({ textContent }) => textContent);
  if (shown.join('\n') !== sentences.join('\n')) {
    list.replaceChildren(...sentences.map((sentence) => element('li', {}, sentence)));
  }
}
