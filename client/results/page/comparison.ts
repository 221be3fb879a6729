import { t } from '@vscode/l10n';
import type { ValidationResult } from '../../../validation/result.js';
import { comparisonRows } from '../../../present/report/comparison.js';
import type { NamedResult } from '../../../present/report/plot.js';
import { plotsOf } from '../../../present/report/plots.js';
import { element, setText } from '../../pages/page/elements.js';
import { Figures } from './figures.js';

/** Several results beside each other: what each found, and their plots on shared axes. */
export class ComparisonView {
  readonly root: HTMLElement;
  private readonly title = element('h1');
  private readonly head = element('tr');
  private readonly body = element('tbody');
  private readonly plots = element('div', { class: 'figures' });
  private readonly figures = new Figures(() => this.plots);

  constructor() {
    const table = element('table', { class: 'comparison' }, element('thead', {}, this.head), this.body);
    this.root = element(
      'div',
      {},
      element('header', {}, this.title),
      element('div', { class: 'wide' }, table),
      this.plots,
    );
  }

  /** Shows results, in the order given. */
  show(runs: readonly NamedResult<ValidationResult>[]): void {
    setText(this.title, t`Comparison of ${runs.length} runs`);
    const [headings = [], ...rows] = comparisonRows(runs);
    this.head.replaceChildren(...headings.map((text) => element('th', { scope: 'col' }, text)));
    this.body.replaceChildren(
      ...rows.map(([name = '', ...cells]) =>
        element('tr', {}, element('th', { scope: 'row' }, name), ...cells.map((text) => element('td', {}, text))),
      ),
    );
    this.figures.show(plotsOf(runs));
  }
}
