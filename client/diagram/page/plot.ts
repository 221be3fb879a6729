import { t } from '@vscode/l10n';
import { Chart, type ChartDataset, LinearScale, LineElement, PointElement, ScatterController, Tooltip } from 'chart.js';
import { tickText } from '../../../present/diagram/axes.js';
import { ticks, toPlace, type Frame, type View } from '../../../present/diagram/frame.js';
import { kindsOfRegion } from '../../../present/diagram/style.js';
import type { PlainPlot, PlotPlace } from '../../../present/diagram/plot.js';
import type { Place } from '../../../present/diagram/scene.js';
import { element } from '../../pages/page/elements.js';
import { chartColours, onThemeChange } from '../../pages/page/theme.js';
import { marksOf, numberPlaces, withCorners } from '../plot-data.js';

Chart.register(ScatterController, PointElement, LineElement, LinearScale, Tooltip);

/** How lines are dashed by how far they are known, as in the drawing of a plane. */
const dashes = { published: [], derived: [9, 4], conjecture: [2, 4] } as const;

/** The energies of the patterns against one size, both logarithmic; equal energies are marked. */
export class EnergyPlot {
  readonly root: HTMLElement;
  private readonly canvas = element('canvas', { role: 'img' });
  private readonly chart: Chart;
  private plot: PlainPlot | undefined;

  /** @param onLayout is told when the plot has another place or scale */
  constructor(onLayout: () => void) {
    this.root = element('div', { class: 'plot' }, this.canvas);
    this.chart = new Chart(this.canvas, {
      type: 'scatter',
      data: { datasets: [] },
      options: {
        animation: false,
        responsive: true,
        maintainAspectRatio: false,
        scales: { x: axis(), y: axis() },
        plugins: { tooltip: { enabled: false }, legend: { display: false } },
      },
      plugins: [
        { id: 'ground', beforeDraw: (chart) => paintGround(chart) },
        { id: 'names', afterDatasetsDraw: () => this.writeNames() },
        { id: 'layout', afterDraw: () => onLayout() },
      ],
    });
    onThemeChange(() => this.paint());
  }

  /** Shows a plot, and the line of what the samples allow when it is wanted. */
  show(whole: PlainPlot, description: string, showsSamples: boolean): void {
    const plot = withCorners(whole);
    this.plot = plot;
    this.canvas.setAttribute('aria-label', description);
    const marks = marksOf(plot);
    const allowed = showsSamples ? (plot.allowed ?? []) : [];
    const sets: { points: readonly (PlotPlace | null)[]; style: object }[] = [
      ...plot.lines.map(({ points, status, optimal }) => ({
        points,
        style: { showLine: true, pointRadius: 0, borderDash: [...dashes[status]], borderWidth: optimal ? 4 : 2 },
      })),
      { points: allowed, style: { showLine: true, pointRadius: 0, borderDash: [9, 3, 2, 3], borderWidth: 3 } },
      {
        points: marks.map(({ place }) => place),
        style: {
          pointStyle: marks.map(({ isBoundary }) => (isBoundary ? 'rectRot' : 'circle')),
          pointRadius: marks.map(({ isBoundary }) => (isBoundary ? 7 : 4)),
        },
      },
    ];
    this.chart.data.datasets = sets.map(
      ({ points, style }) =>
        ({
          ...style,
          data: points.map((point) => (point ? { x: point[0], y: point[1] } : { x: NaN, y: NaN })),
        }) as ChartDataset,
    );
    const { x } = this.chart.options.scales ?? {};
    if (x) Object.assign(x, { min: plot.from, max: plot.to, title: { display: true, text: plot.variable } });
    Object.assign(this.chart.options.scales?.['y'] ?? {}, { title: { display: true, text: t('energy E') } });
    this.paint();
  }

  /** Where the plot stands; undefined while there is none. */
  get frame(): Frame | undefined {
    const { chartArea, scales } = this.chart;
    const [x, y] = [scales['x'], scales['y']];
    if (!this.plot || !chartArea || !x || !y) return undefined;
    const { left, top, width, height } = chartArea;
    return { left, top, width, height, view: { x: [x.min, x.max], y: [y.min, y.max] } };
  }

  /** The part that is shown. */
  get view(): View | undefined {
    return this.frame?.view;
  }

  /** The place under the pointer. */
  placeAt({ clientX, clientY }: MouseEvent): Place | undefined {
    const { left, top } = this.canvas.getBoundingClientRect();
    return this.frame && toPlace(this.frame, { x: clientX - left, y: clientY - top });
  }

  /** The plot as PNG, in base64, on the theme's background. */
  png(): string {
    return this.canvas.toDataURL('image/png').replace(/^[^,]*,/, '');
  }

  private paint(): void {
    const { text, grid, font } = chartColours();
    const style = getComputedStyle(document.body);
    const count = this.plot?.lines.length ?? 0;
    this.chart.data.datasets.forEach((dataset, index) => {
      const own = style.getPropertyValue(`--kind-${index % kindsOfRegion}`).trim();
      const colour = index < count ? own || text : text;
      Object.assign(dataset, { borderColor: colour, backgroundColor: colour });
    });
    Chart.defaults.font.family = font;
    for (const scale of Object.values(this.chart.options.scales ?? {})) {
      if (!scale) continue;
      Object.assign(scale.ticks ?? {}, { color: text });
      Object.assign(scale.grid ?? {}, { color: grid });
      if ('title' in scale) Object.assign(scale.title ?? {}, { color: text });
    }
    this.chart.update('none');
  }

  /** The numbers of the lines and the letters of the marks: lines are told apart without colours. */
  private writeNames(): void {
    if (!this.plot) return;
    const { text, background, font } = chartColours();
    const { ctx, scales } = this.chart;
    const write = (name: string, [x, y]: PlotPlace, above: number): void => {
      const [left, top] = [scales['x']?.getPixelForValue(x), scales['y']?.getPixelForValue(y)];
      if (left === undefined || top === undefined) return;
      ctx.strokeText(name, left, top - above);
      ctx.fillText(name, left, top - above);
    };
    ctx.save();
    Object.assign(ctx, { font: `600 12px ${font}`, textAlign: 'center', textBaseline: 'middle' });
    Object.assign(ctx, { fillStyle: text, strokeStyle: background, lineWidth: 4, lineJoin: 'round' });
    numberPlaces(this.plot).forEach((place, index) => place && write(String(index + 1), place, 0));
    // A letter stands above that of a mark close by.
    let [last, above] = [-Infinity, 0];
    for (const { letter, place } of marksOf(this.plot)) {
      const left = scales['x']?.getPixelForValue(place[0]) ?? 0;
      above = left - last < 12 ? above + 13 : 14;
      last = left;
      write(letter, place, above);
    }
    ctx.restore();
  }
}

/** An axis in decimal logarithms, with its ticks at powers of ten. */
function axis() {
  return {
    type: 'linear' as const,
    title: { display: true },
    grid: {},
    ticks: { callback: (value: number | string) => tickText(Number(value)) },
    afterBuildTicks: (scale: { min: number; max: number; ticks: { value: number }[] }) => {
      scale.ticks = ticks([scale.min, scale.max]).map((value) => ({ value }));
    },
  };
}

function paintGround({ ctx, width, height }: Chart): void {
  ctx.save();
  ctx.fillStyle = chartColours().background;
  ctx.fillRect(0, 0, width, height);
  ctx.restore();
}
