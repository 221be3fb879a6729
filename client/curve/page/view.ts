import { t } from '@vscode/l10n';
import type { CurveAnswer } from '../../../protocol/learning-curve.js';
import { numberText, percentText } from '../../../present/numbers.js';
import { button, element, setText } from '../../pages/page/elements.js';
import { fewRows, placedPoints, type PlacedPoint } from '../chart-data.js';
import type { FromPage, MeasuredPoint } from '../messages.js';
import { CurveChart } from './chart.js';

/** Rows of the table: as many as can be read at one go. */
const mostRows = 15;

/** The page of a learning curve: what is learned first, the chart, and the same in tables. */
export class CurveView {
  private readonly title = element('h1');
  private readonly subtitle = element('p', { class: 'subtitle' });
  private readonly components = element('tbody');
  private readonly canvas = element('canvas', { role: 'img' });
  private readonly about = element('ul', { class: 'notes' });
  private readonly head = element('tr');
  private readonly points = element('tbody');
  private readonly measuredHead = element('tr');
  private readonly measured = element('tbody');
  private readonly measuredPart: HTMLElement;
  private readonly chart: CurveChart;

  constructor(place: HTMLElement, send: (message: FromPage) => void) {
    this.chart = new CurveChart(this.canvas);
    this.measuredPart = element(
      'section',
      {},
      element('h2', {}, t('Measured points')),
      table(element('thead', {}, this.measuredHead), this.measured, t('Measured points')),
    );
    place.replaceChildren(
      element('header', {}, this.title, this.subtitle),
      element(
        'nav',
        { 'aria-label': t('Actions') },
        button(t('Export PNG'), t('Save the chart as an image'), () =>
          send({ type: 'savePng', data: this.chart.png() }),
        ),
        button(t('Export CSV'), t('Save the curves and the measured points as a table'), () =>
          send({ type: 'saveCsv' }),
        ),
      ),
      element('div', { class: 'chart' }, this.canvas),
      this.about,
      element('h2', {}, t('Predicted order')),
      table(
        heading(t('component'), t('its own P*'), t('below it'), t('share of the target')),
        this.components,
        t('Components'),
      ),
      this.measuredPart,
      element('h2', {}, t('The curves in numbers')),
      table(element('thead', {}, this.head), this.points, t('Curves in numbers')),
    );
  }

  /** Shows curves with the points that were measured. */
  show(curve: CurveAnswer, measured: readonly MeasuredPoint[]): void {
    const { study, network, target, scale, calibrated, components } = curve;
    const placed = placedPoints(curve, measured);
    setText(this.title, t`${study}: predicted alignment against samples`);
    setText(this.subtitle, t`${network} on ${target}, P* ~ ${scale.text}`);
    this.chart.show(curve, placed);
    this.canvas.setAttribute(
      'aria-label',
      t`Alignment of ${components.map(({ name }) => name).join(', ')} and the least error against samples P, P logarithmic. ${placed.length} measured points. The tables below have the numbers.`,
    );
    this.about.replaceChildren(...notes(curve, placed).map((text) => element('li', {}, text)));
    this.components.replaceChildren(
      ...components.map((one) => row([one.name, one.scale, one.law, percentText(one.weight)])),
    );
    this.head.replaceChildren(...titles('P', ...components.map(({ name }) => t`α of ${name}`), t('least error')));
    this.points.replaceChildren(
      ...fewRows(curve.points, mostRows).map(({ samples, alignments, error }) =>
        row([samples, ...alignments, error].map(numberText)),
      ),
    );
    this.showMeasured(placed);
    if (calibrated) document.body.dataset['calibrated'] = calibrated.run;
    else delete document.body.dataset['calibrated'];
  }

  private showMeasured(placed: readonly PlacedPoint[]): void {
    this.measuredPart.hidden = placed.length === 0;
    const sizes = [...new Set(placed.flatMap(({ measured }) => Object.keys(measured.sizes)))];
    const names = ['P', ...sizes.filter((name) => name !== 'P')];
    this.measuredHead.replaceChildren(...titles(...names, t('α measured'), t('error'), t('P on the chart')));
    this.measured.replaceChildren(
      ...placed.map(({ measured: { sizes: own, alignment, error }, x }) =>
        row([...names.map((name) => own[name] ?? Number.NaN), alignment, error, x].map(numberText)),
      ),
    );
  }
}

/** What whoever reads the chart must know. */
function notes({ scale, calibrated, estimate, given }: CurveAnswer, placed: readonly PlacedPoint[]): string[] {
  const isMoved = placed.some(({ x, measured }) => Math.abs(x / (measured.sizes['P'] ?? x) - 1) > 1e-9);
  return [
    t(
      'The curves are scales: an alignment that is reached, and the least error that this leaves, in units of ⟨y, y⟩. Prefactors of order 1 to 10 are left out of P.',
    ),
    ...(calibrated
      ? [t`By run ${calibrated.run} the whole target needs P* = ${calibrated.text}: the shaded band.`]
      : []),
    ...(estimate ? [t`By the estimate the whole target needs P* = ${estimate.text}: the dashed line.`] : []),
    ...(given === null ? [] : [t`The study gives P = ${numberText(given)}: the dotted line.`]),
    ...(isMoved
      ? [
          t`Points that were measured at other sizes stand where P over P* is the same; P* = ${numberText(scale.value)} here.`,
        ]
      : []),
    ...(placed.length === 0
      ? [t('No alignments have been measured yet: a validation at the training level puts its points here.')]
      : []),
  ];
}

function table(head: HTMLElement, content: HTMLElement, label: string): HTMLElement {
  const inner = element('table', {}, head, content);
  return element('div', { class: 'table', role: 'region', 'aria-label': label, tabindex: '0' }, inner);
}

function heading(...names: readonly string[]): HTMLElement {
  return element('thead', {}, element('tr', {}, ...titles(...names)));
}

function titles(...names: readonly string[]): HTMLElement[] {
  return names.map((name) => element('th', { scope: 'col' }, name));
}

function row([first = '', ...others]: readonly string[]): HTMLElement {
  return element('tr', {}, element('th', { scope: 'row' }, first), ...others.map((text) => element('td', {}, text)));
}
