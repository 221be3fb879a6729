import type { Plot } from '../../../present/report/plot.js';
import { PlotChart } from './chart.js';
import { element, setText } from '../../pages/page/elements.js';

/** A plot with its title and what it says in numbers. */
class Figure {
  readonly root: HTMLElement;
  readonly chart: PlotChart;
  private readonly title = element('h2');
  private readonly verdict = element('figcaption');
  private readonly canvas = element('canvas', { role: 'img' });

  constructor(plot: Plot) {
    this.root = element(
      'figure',
      { 'data-plot': plot.id },
      this.title,
      this.verdict,
      element('div', { class: 'chart' }, this.canvas),
    );
    this.chart = new PlotChart(this.canvas, plot);
    this.show(plot);
  }

  show(plot: Plot): void {
    setText(this.title, plot.title);
    setText(this.verdict, plot.verdict);
    this.canvas.setAttribute('aria-label', `${plot.title}: ${plot.verdict}`);
    this.chart.show(plot);
  }
}

/** The figures of a page. Those that are there stay and change in place. */
export class Figures {
  private readonly figures = new Map<Plot['id'], Figure>();

  /** @param placeOf where a new figure goes */
  constructor(private readonly placeOf: (id: Plot['id']) => HTMLElement) {}

  /** Shows plots; figures of others are taken away. */
  show(plots: readonly Plot[]): void {
    for (const [id, { root }] of this.figures) {
      if (plots.some((plot) => plot.id === id)) continue;
      root.remove();
      this.figures.delete(id);
    }
    for (const plot of plots) {
      const known = this.figures.get(plot.id);
      if (known) known.show(plot);
      else {
        const figure = new Figure(plot);
        this.figures.set(plot.id, figure);
        this.placeOf(plot.id).append(figure.root);
      }
    }
  }

  /** Marks a value of the swept size in the first figure, or none. */
  mark(value: number | undefined): void {
    this.figures.get('exponent')?.chart.mark(value);
  }

  /** The first figure as PNG, in base64. */
  png(): string {
    return this.figures.get('exponent')?.chart.png() ?? '';
  }
}
