import { t } from '@vscode/l10n';
import type { ComparedStudy, Comparison } from '../../../protocol/comparison.js';
import { button, element, setText } from '../../pages/page/elements.js';
import type { FromPage, PageState, Scope } from '../messages.js';
import { columnsFor, csvOf, filtered, sorted, type Column, type Files } from '../rows.js';

/** The table of all studies: sorted by a click on a column's title, filtered by text, a click on a study goes there. */
export class ComparisonView {
  private readonly filter = element('input', {
    type: 'search',
    id: 'filter',
    placeholder: t('Filter by any text'),
    'aria-label': t('Filter studies'),
    'aria-controls': 'studies',
  });
  private readonly scopes = element('select', { 'aria-label': t('Which studies') });
  private readonly count = element('p', { role: 'status', class: 'count' });
  private readonly head = element('tr');
  private readonly body = element('tbody');
  private readonly missing = element('p', { class: 'missing' });
  private comparison: Comparison = { studies: [], unpredicted: [] };
  private files: Files = {};
  private scope: Scope = { whole: true };
  private sorting: PageState['sorting'];

  constructor(
    place: HTMLElement,
    kept: PageState | undefined,
    private readonly send: (message: FromPage) => void,
    private readonly keep: (state: PageState) => void,
  ) {
    this.sorting = kept?.sorting ?? { column: 'rank', descending: false };
    this.filter.value = kept?.filter ?? '';
    this.filter.addEventListener('input', () => this.update());
    this.scopes.addEventListener('change', () => this.send({ type: 'scope', whole: this.scopes.value === 'whole' }));
    const save = button(t('Export CSV'), t('Save the rows that are shown as a table'), () => this.save());
    const caption = element(
      'caption',
      { class: 'hidden' },
      t('Studies side by side; the titles of the columns sort them'),
    );
    place.replaceChildren(
      element('h1', {}, t('Studies side by side')),
      element('nav', { 'aria-label': t('Choice') }, this.filter, this.scopes, save),
      this.count,
      element(
        'div',
        { class: 'table', role: 'region', 'aria-label': t('Studies'), tabindex: '0' },
        element('table', { id: 'studies' }, caption, element('thead', {}, this.head), this.body),
      ),
      this.missing,
    );
  }

  /** Shows studies; sorting, filter and focus stay. */
  show(comparison: Comparison, files: Files, scope: Scope): void {
    Object.assign(this, { comparison, files, scope });
    const choices = [
      ...(scope.uri === undefined ? [] : [['file', t('Of this file')]]),
      ['whole', t('Of the workspace')],
    ];
    this.scopes.replaceChildren(...choices.map(([value = '', text = '']) => element('option', { value }, text)));
    this.scopes.value = scope.whole || scope.uri === undefined ? 'whole' : 'file';
    this.update();
  }

  private update(): void {
    const { studies, unpredicted } = this.comparison;
    const { column, descending } = this.sorting;
    const rows = this.rows();
    const shown = columnsFor(studies, this.files);
    const focused = document.activeElement?.getAttribute('data-key');
    this.head.replaceChildren(...shown.map((one) => this.title(one)));
    this.body.replaceChildren(...rows.map((study) => this.row(study, shown)));
    if (focused) document.querySelector<HTMLElement>(`[data-key="${CSS.escape(focused)}"]`)?.focus();
    const title = shown.find(({ key }) => key === column)?.title ?? t('Rank');
    const order = descending ? t`sorted by ${title}, descending` : t`sorted by ${title}, ascending`;
    const count = studies.length === 1 ? t`${rows.length} of 1 study` : t`${rows.length} of ${studies.length} studies`;
    setText(this.count, `${count}, ${order}`);
    const names = unpredicted.map(({ name, uri }) => `${name} (${this.files[uri] ?? uri})`).join(', ');
    this.missing.hidden = names === '';
    setText(this.missing, t`Without a prediction while they have errors: ${names}.`);
    this.keep({ scope: this.scope, sorting: this.sorting, filter: this.filter.value });
  }

  private rows(): ComparedStudy[] {
    const { column, descending } = this.sorting;
    return sorted(filtered(this.comparison.studies, this.filter.value, this.files), column, descending, this.files);
  }

  private title({ key, title, isNumber }: Column): HTMLElement {
    const { column, descending } = this.sorting;
    const isSorted = key === column;
    const sort = button(title, t`Sort by ${title}`, () => {
      this.sorting = { column: key, descending: isSorted && !descending };
      this.update();
    });
    sort.dataset['key'] = `column ${key}`;
    const arrow = element('span', { 'aria-hidden': 'true', class: 'arrow' }, isSorted ? (descending ? '▼' : '▲') : '');
    sort.append(arrow);
    const order = isSorted ? (descending ? 'descending' : 'ascending') : 'none';
    return element('th', { scope: 'col', 'aria-sort': order, ...(isNumber && { class: 'number' }) }, sort);
  }

  private row(study: ComparedStudy, shown: readonly Column[]): HTMLElement {
    const { uri, name } = study;
    const go = (): void => this.send({ type: 'showStudy', uri, study: name });
    const cells = shown.map((column) => {
      const text = column.text(study, this.files);
      if (column.key !== 'name') return element('td', column.isNumber ? { class: 'number' } : {}, text);
      const link = button(name, t`Go to study ${name}`, go);
      link.className = 'link';
      link.dataset['key'] = `study ${uri} ${name}`;
      return element('th', { scope: 'row' }, link);
    });
    const row = element('tr', study.rank === 1 ? { class: 'best' } : {}, ...cells);
    row.addEventListener('click', ({ target }) => {
      if (!(target instanceof HTMLButtonElement) && getSelection()?.isCollapsed !== false) go();
    });
    return row;
  }

  private save(): void {
    const csv = csvOf(this.rows(), columnsFor(this.comparison.studies, this.files), this.files);
    this.send({ type: 'saveCsv', csv });
  }
}
