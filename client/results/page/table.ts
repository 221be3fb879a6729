import { t } from '@vscode/l10n';
import type { Point } from '../../../validation/result.js';
import { seenAt } from '../../../present/report/wording.js';
import { numberText } from '../../../present/numbers.js';
import { element } from '../../pages/page/elements.js';

/** The points as a table: the chart for those who cannot see it, and its exact numbers for all others. */
export class PointsTable {
  readonly root: HTMLElement;
  private readonly head = element('tr');
  private readonly body = element('tbody');
  private shown: readonly Point[] = [];

  /** @param onMark gets the sweep's value of the row in focus or under the pointer, or undefined */
  constructor(private readonly onMark: (value: number | undefined) => void) {
    const table = element('table', {}, element('thead', {}, this.head), this.body);
    this.root = element('div', { class: 'points', role: 'region', 'aria-label': t('Points'), tabindex: '0' }, table);
    this.root.addEventListener('keydown', (event) => this.moveFocus(event));
  }

  /**
   * Shows points; the rows that are there already stay.
   * @param meanings of the columns, by their names.
   */
  show(points: readonly Point[], variable: string, quantity: string, meanings: ReadonlyMap<string, string>): void {
    const sorted = [...points].sort((a, b) => (a.sizes[variable] ?? 0) - (b.sizes[variable] ?? 0) || a.seed - b.seed);
    if (JSON.stringify(sorted) === JSON.stringify(this.shown)) return;
    this.shown = sorted;
    const others = Object.keys(sorted[0]?.sizes ?? {}).filter((name) => name !== variable);
    const seeds = sorted.some(({ seed }) => seed !== sorted[0]?.seed);
    const names = [variable, ...others, ...(seeds ? [t('seed')] : []), quantity, t('error'), t('seen')];
    this.head.replaceChildren(
      ...names.map((name) =>
        element('th', { scope: 'col', title: meanings.get(name) ?? t('A size of the network.') }, name),
      ),
    );
    this.body.replaceChildren(
      ...sorted.map((point) => {
        const value = point.sizes[variable];
        const cells = [
          ...others.map((name) => numberText(point.sizes[name] ?? Number.NaN)),
          ...(seeds ? [String(point.seed)] : []),
          numberText(point.value),
          point.error > 0 ? numberText(point.error) : '0',
        ];
        const row = element(
          'tr',
          { tabindex: '-1' },
          element('th', { scope: 'row' }, numberText(value ?? Number.NaN)),
          ...cells.map((text) => element('td', { class: 'number' }, text)),
          element('td', {}, seenAt(point)),
        );
        for (const type of ['focus', 'mouseenter']) row.addEventListener(type, () => this.onMark(value));
        for (const type of ['blur', 'mouseleave']) row.addEventListener(type, () => this.onMark(undefined));
        return row;
      }),
    );
  }

  private moveFocus(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    const rows = [...this.body.rows];
    const now = rows.findIndex((row) => row === document.activeElement);
    rows[Math.min(Math.max(now + step, 0), rows.length - 1)]?.focus();
    event.preventDefault();
  }
}
