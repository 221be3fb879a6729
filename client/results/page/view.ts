import { t } from '@vscode/l10n';
import type { ValidationResult } from '../../../validation/result.js';
import { diagnosticRows, facts, notes, planRows, type Row } from '../../../present/report/facts.js';
import { pointQuantity } from '../../../present/report/quantity.js';
import { comparedAlgorithm } from '../../../present/report/descent.js';
import { plotsOf, quantityOf } from '../../../present/report/plots.js';
import { conclusion, legend, patternComparison } from '../../../present/report/conclusion.js';
import { measuredExponent, runStatus } from '../../../present/report/wording.js';
import { shownSteps } from '../../../present/views/bridge.js';
import { verdictText } from '../../../present/words/results.js';
import type { FromPage } from '../messages.js';
import { button, descriptions, element, setText } from '../../pages/page/elements.js';
import { Figures } from './figures.js';
import { PointsTable } from './table.js';

/** What can be done with a run here. */
interface RunActions {
  readonly isRunning: boolean;
  readonly canCalibrate: boolean;
}

/** One result: verdict, plots, table of points, and what is needed to judge them. */
export class ResultsView {
  private readonly title = element('h1');
  private readonly standing = element('p', { role: 'status', class: 'standing' });
  private readonly verdict = element('strong');
  private readonly reason = element('span', { class: 'reason' });
  private readonly conclusion = element('span', { class: 'conclusion' });
  private readonly banner = element('p', { class: 'banner' }, this.verdict, this.reason, this.conclusion);
  private readonly steps = element('ol', { class: 'steps', 'aria-label': t('Steps that the verdict rests on') });
  private readonly exponents = element('dl', { class: 'exponents' });
  private readonly facts = element('dl', { class: 'facts' });
  private readonly legend = element('dl', { class: 'facts legend' });
  private readonly measured: readonly HTMLElement[];
  private readonly stop: HTMLButtonElement;
  private readonly resume: HTMLButtonElement;
  private readonly again: HTMLButtonElement;
  private readonly calibrate: HTMLButtonElement;
  private readonly notes = element('ul', { class: 'notes' });
  private readonly plan = element('dl', { class: 'facts' });
  private readonly diagnostics = element('dl', { class: 'facts' });
  private readonly main = element('div', { class: 'main' });
  private readonly further = element('div', { class: 'figures' });
  private readonly figures = new Figures((id) => (id === 'exponent' ? this.main : this.further));
  private readonly table = new PointsTable((value) => this.figures.mark(value));
  readonly root: HTMLElement;

  constructor(send: (message: FromPage) => void) {
    this.stop = button(t('Stop'), t('End the run. Its finished points are kept, and Resume goes on from there'), () =>
      send({ type: 'stop' }),
    );
    this.resume = button(
      t('Resume'),
      t('Go on where the run was stopped: finished points are not measured again'),
      () => send({ type: 'resume' }),
    );
    this.again = button(
      t('Run Again'),
      t(
        'Validate the study as its file is now. Points of the same plan are kept; another plan starts anew and sets them aside',
      ),
      () => send({ type: 'runAgain' }),
    );
    this.calibrate = button(
      t('Use as Calibration'),
      t('Keep the measured prefactor beside the file: hints and hovers of the study then show measured numbers'),
      () => send({ type: 'calibrate' }),
    );
    const exports = [
      button(t('Export PNG'), t('Save the chart as an image'), () =>
        send({ type: 'savePng', data: this.figures.png() }),
      ),
      button(t('Export CSV'), t('Save the points as a table'), () => send({ type: 'saveCsv' })),
      button(t('Export Report'), t('Save everything as one page'), () => send({ type: 'saveReport' })),
    ];
    const measurement = element('div', { class: 'measurement' }, this.main, this.table.root);
    const legendTitle = element('h2', {}, t('What the columns mean'));
    this.measured = [...exports, this.exponents, measurement, this.further, legendTitle, this.legend];
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
        this.stop,
        this.resume,
        this.again,
        this.calibrate,
        button(t('Show Study'), t('Go to the study in its file'), () => send({ type: 'showStudy' })),
        ...exports,
      ),
      measurement,
      this.further,
      legendTitle,
      this.legend,
      element('h2', {}, t('How it was measured')),
      this.facts,
      this.notes,
      element('details', {}, element('summary', {}, t('Diagnostics')), this.diagnostics),
      element('details', {}, element('summary', {}, t('Plan')), this.plan),
    );
  }

  /** Shows a result; what has not changed stays as it is. */
  show(result: ValidationResult, { isRunning, canCalibrate }: RunActions): void {
    const isRefused = result.status === 'failed' && result.points.length === 0;
    // Nothing was measured: there is nothing to draw and to save.
    for (const part of this.measured) part.hidden = isRefused;
    this.stop.hidden = !isRunning;
    this.again.hidden = isRunning;
    this.resume.hidden = isRunning || !isResumable(result);
    this.calibrate.hidden = !canCalibrate;
    const quantity = quantityOf(result);
    const known = comparedAlgorithm(result);
    const seen = patternComparison(result);
    setText(this.title, t`${result.study}: ${quantity} against ${result.sweep.variable}, level ${result.level}`);
    setText(this.standing, runStatus(result, isRunning));
    const goesOn = result.status === 'running' && isRunning;
    const pending = goesOn && !result.measured;
    const verdict = goesOn ? t`${verdictText(result.verdict)}, so far` : verdictText(result.verdict);
    setText(this.verdict, isRefused ? t('Not validated') : pending ? t('measuring') : verdict);
    this.banner.dataset['verdict'] = pending ? 'measuring' : result.verdict;
    setText(this.reason, result.reason);
    setText(this.conclusion, conclusion(result).join(' '));
    replaceSteps(this.steps, result);
    replaceRows(this.exponents, [
      [t('Measured exponent'), measuredExponent(result)],
      [
        result.level === 'descent' ? t('Exponent of equilibrium') : t('Predicted exponent'),
        `${result.predicted.exponent}   (${result.predicted.energy}, ${result.predicted.pattern})`,
      ],
      ...(seen === undefined ? [] : [[t('Pattern'), seen] as const]),
      ...(known ? [[t('Exponent of the known algorithm'), `${known.exponent}   (${known.name})`] as const] : []),
    ]);
    const meanings = legend(result);
    replaceRows(this.legend, meanings);
    replaceRows(this.facts, facts(result));
    replaceRows(this.diagnostics, diagnosticRows(result));
    replaceRows(this.plan, planRows(result));
    replaceNotes(this.notes, notes(result));
    this.figures.show(plotsOf([{ name: result.study, result }]));
    this.table.show(result.points, result.sweep.variable, pointQuantity(result.level), new Map(meanings));
  }
}

/** Whether a run has points to measure still. */
const isResumable = ({ status, points }: ValidationResult): boolean =>
  status === 'interrupted' || status === 'running' || (status === 'failed' && points.length > 0);

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
