import { element } from '../../pages/page/elements.js';

/** A table that is written anew when it says something else. */
export class DataTable {
  readonly root: HTMLElement;
  private readonly body = element('tbody');
  private shown = '';

  constructor(caption: string, columns: readonly string[]) {
    const head = element('tr', {}, ...columns.map((name) => element('th', { scope: 'col' }, name)));
    const parts = [element('caption', {}, caption), element('thead', {}, head), this.body];
    this.root = element('table', { hidden: true }, ...parts);
  }

  /** Shows rows; what is the same already stays. */
  show(rows: readonly HTMLTableRowElement[]): void {
    const text = rows.map(({ outerHTML }) => outerHTML).join('');
    if (text === this.shown) return;
    this.shown = text;
    this.body.replaceChildren(...rows);
    this.root.hidden = rows.length === 0;
  }
}

/** A row: what it is about, and what is said of it. */
export function dataRow(head: readonly (Node | string)[], ...cells: readonly string[]): HTMLTableRowElement {
  return element('tr', {}, element('th', { scope: 'row' }, ...head), ...cells.map((text) => element('td', {}, text)));
}
