import {
  Chart,
  type ChartDataset,
  Filler,
  Legend,
  LinearScale,
  LineElement,
  LogarithmicScale,
  PointElement,
  ScatterController,
  Tooltip,
} from 'chart.js';
import { PointWithErrorBar, ScatterWithErrorBarsController } from 'chartjs-chart-error-bars';
import type { ChartData, LinePoint } from '../chart-data.js';
import { number } from '../wording.js';
import { legendSample, sampleWidth } from './legend.js';
import { type ChartColours, chartColours, onThemeChange } from '../../pages/theme.js';

Chart.register(ScatterController, ScatterWithErrorBarsController, PointWithErrorBar, PointElement);
Chart.register(LineElement, LinearScale, LogarithmicScale, Tooltip, Legend, Filler);

/** What the chart's lines are called; a slope is part of the name. */
export interface LineNames {
  readonly quantity: string;
  readonly fitted: string;
  readonly predicted: string;
}

/** The log-log chart of a result. Its data are changed in place, so that nothing flashes while a run goes on. */
export class ScalingChart {
  private readonly chart: Chart;
  private ticks: readonly number[] = [];

  constructor(private readonly canvas: HTMLCanvasElement) {
    this.chart = new Chart(canvas, {
      type: 'scatter',
      data: { datasets: [] },
      options: {
        animation: false,
        responsive: true,
        maintainAspectRatio: false,
        scales: {
          x: {
            type: 'logarithmic',
            title: { display: true },
            afterBuildTicks: (axis) => {
              if (this.ticks.length > 0) axis.ticks = this.ticks.map((value) => ({ value }));
            },
            ticks: { callback: (value) => number(Number(value)), autoSkip: true },
          },
          y: {
            type: 'logarithmic',
            title: { display: true },
            ticks: { callback: (value) => number(Number(value)), autoSkip: true, maxTicksLimit: 8 },
          },
        },
        plugins: {
          legend: {
            position: 'bottom',
            labels: {
              usePointStyle: true,
              pointStyleWidth: sampleWidth,
              padding: 16,
              filter: ({ text }) => text !== '',
              generateLabels: (chart) =>
                Chart.defaults.plugins.legend.labels
                  .generateLabels(chart)
                  .map((item) => ({ ...item, pointStyle: legendSample(chart.data.datasets[item.datasetIndex ?? 0]) })),
            },
          },
          tooltip: { filter: ({ datasetIndex }) => datasetIndex < 2 },
        },
      },
      plugins: [{ id: 'background', beforeDraw: (chart) => this.paintBackground(chart) }],
    });
    onThemeChange(() => this.paint());
  }

  /** Shows data. */
  show(data: ChartData, names: LineNames): void {
    this.ticks = data.ticks;
    const [low, high] = data.band;
    const contents: { label: string; data: readonly LinePoint[] }[] = [
      { label: names.quantity, data: data.means },
      { label: data.seeds.length > 0 ? 'single seeds' : '', data: data.seeds },
      { label: names.fitted, data: data.fitted },
      { label: names.predicted, data: data.predicted },
      { label: '', data: low },
      { label: '', data: high },
    ];
    contents.forEach((content, index) => {
      const dataset = (this.chart.data.datasets[index] ??= { data: [], ...shapes[index] } as ChartDataset);
      dataset.label = content.label;
      dataset.data = [...content.data];
    });
    const { x, y } = this.chart.options.scales ?? {};
    const [first, last] = [data.ticks.at(0), data.ticks.at(-1)];
    // The x axis spans the whole sweep from the first point on, and does not move while the run goes on.
    if (x && first !== undefined && last !== undefined) Object.assign(x, { min: first / 1.2, max: last * 1.2 });
    Object.assign(x ?? {}, { title: { display: true, text: data.variable } });
    Object.assign(y ?? {}, { title: { display: true, text: names.quantity } });
    this.paint();
  }

  /** Marks the point at a value of the sweep, or none. */
  mark(value: number | undefined): void {
    const data = this.chart.data.datasets[0]?.data ?? [];
    const index = data.findIndex(
      (point) => typeof point === 'object' && point !== null && 'x' in point && point.x === value,
    );
    this.chart.setActiveElements(index < 0 ? [] : [{ datasetIndex: 0, index }]);
    this.chart.update('none');
  }

  /** The chart as PNG, in base64, on the theme's background. */
  png(): string {
    return this.canvas.toDataURL('image/png').replace(/^[^,]*,/, '');
  }

  private paint(): void {
    const colours = chartColours();
    this.chart.data.datasets.forEach((dataset, index) => Object.assign(dataset, colouring(index, colours)));
    Chart.defaults.font.family = colours.font;
    const axis = { ticks: { color: colours.text }, grid: { color: colours.grid } };
    for (const scale of Object.values(this.chart.options.scales ?? {})) {
      if (!scale) continue;
      Object.assign(scale.ticks ?? {}, axis.ticks);
      Object.assign(scale.grid ?? {}, axis.grid);
      if ('title' in scale) Object.assign(scale.title ?? {}, { color: colours.text });
    }
    const legend = this.chart.options.plugins?.legend?.labels;
    if (legend) legend.color = colours.text;
    this.chart.update('none');
  }

  private paintBackground({ ctx, width, height }: Chart): void {
    ctx.save();
    ctx.fillStyle = chartColours().background;
    ctx.fillRect(0, 0, width, height);
    ctx.restore();
  }
}

/** How each dataset is drawn, in the order of `show`: shapes and dashes differ too, not colours alone. */
const shapes: readonly object[] = [
  { type: 'scatterWithErrorBars', pointStyle: 'circle', pointRadius: 4, pointHoverRadius: 8, order: 0 },
  { type: 'scatter', pointStyle: 'cross', pointRadius: 4, order: 1 },
  { type: 'scatter', showLine: true, pointRadius: 0, order: 3 },
  { type: 'scatter', showLine: true, pointRadius: 0, borderDash: [8, 6], order: 2 },
  { type: 'scatter', showLine: true, pointRadius: 0, borderWidth: 0, order: 4 },
  { type: 'scatter', showLine: true, pointRadius: 0, borderWidth: 0, fill: '-1', order: 5 },
];

function colouring(index: number, colours: ChartColours): object {
  const { points, fitted, predicted, band, lineWidth } = colours;
  const line = (colour: string) => ({ borderColor: colour, backgroundColor: colour, borderWidth: lineWidth });
  const bars = { errorBarColor: points, errorBarWhiskerColor: points, errorBarLineWidth: 1.5, errorBarWhiskerSize: 8 };
  const styles = [
    { ...line(points), ...bars },
    line(points),
    line(fitted),
    line(predicted),
    {},
    { backgroundColor: band },
  ];
  return styles[index] ?? {};
}
