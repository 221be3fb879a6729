import {
  Chart,
  type ChartDataset,
  Filler,
  Legend,
  LinearScale,
  LineElement,
  LogarithmicScale,
  PointElement,
  type Scale,
  type ScaleOptionsByType,
  ScatterController,
  Tooltip,
} from 'chart.js';
import { PointWithErrorBar, ScatterWithErrorBarsController } from 'chartjs-chart-error-bars';
import type { Axis, Plot } from '../../../present/report/plot.js';
import { logTicks } from '../../../present/svg/scale.js';
import { datasetsOf } from './datasets.js';
import { legendSample, sampleWidth } from './legend.js';
import { tickCallback } from './ticks.js';
import { chartColours, onThemeChange } from '../../pages/page/theme.js';

Chart.register(ScatterController, ScatterWithErrorBarsController, PointWithErrorBar, PointElement);
Chart.register(LineElement, LinearScale, LogarithmicScale, Tooltip, Legend, Filler);

/** The room of a label with the space beside it, in CSS pixels. */
const [labelWidth, labelHeight] = [56, 28];

/** A plot on a canvas. Its data are changed in place, so that nothing flashes while a run goes on. */
export class PlotChart {
  private readonly chart: Chart;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private plot: Plot,
  ) {
    this.chart = new Chart(canvas, {
      type: 'scatter',
      data: { datasets: [] },
      options: {
        animation: false,
        responsive: true,
        maintainAspectRatio: false,
        scales: { x: this.axis('x'), y: this.axis('y') },
        plugins: {
          legend: {
            position: 'bottom',
            labels: {
              usePointStyle: true,
              pointStyleWidth: sampleWidth,
              padding: 12,
              filter: ({ text }) => text !== '',
              generateLabels: (chart) =>
                Chart.defaults.plugins.legend.labels
                  .generateLabels(chart)
                  .map((item) => ({ ...item, pointStyle: legendSample(chart.data.datasets[item.datasetIndex ?? 0]) })),
            },
          },
          tooltip: { filter: ({ dataset }) => dataset.pointRadius !== 0 },
        },
      },
      plugins: [{ id: 'background', beforeDraw: (chart) => this.paintBackground(chart) }],
    });
    onThemeChange(() => this.paint());
    this.paint();
  }

  /** Shows the plot anew, with other data. */
  show(plot: Plot): void {
    this.plot = plot;
    this.paint();
  }

  /** Marks the point of the first series at a place, or none. */
  mark(x: number | undefined): void {
    const index = this.plot.series[0]?.points.findIndex((point) => point.x === x) ?? -1;
    this.chart.setActiveElements(index < 0 ? [] : [{ datasetIndex: 0, index }]);
    this.chart.update('none');
  }

  /** The chart as PNG, in base64, on the theme's background. */
  png(): string {
    return this.canvas.toDataURL('image/png').replace(/^[^,]*,/, '');
  }

  private axis(name: 'x' | 'y'): object {
    return {
      type: this.plot[name].scale === 'log' ? 'logarithmic' : 'linear',
      title: { display: true },
      afterBuildTicks: (axis: Scale) => {
        if (this.plot[name].scale !== 'log') return;
        const { width, height } = axis.chart;
        const room = name === 'x' ? width / labelWidth : height / labelHeight;
        axis.ticks = logTicks(axis.min, axis.max, room).map((value) => ({ value }));
      },
      ticks: {
        callback: tickCallback,
        autoSkip: this.plot[name].scale !== 'log',
        ...(name === 'y' && { maxTicksLimit: 8 }),
      },
    };
  }

  private paint(): void {
    const colours = chartColours();
    const datasets = datasetsOf(this.plot, colours);
    this.chart.data.datasets.length = Math.min(this.chart.data.datasets.length, datasets.length);
    datasets.forEach((dataset, index) => {
      const shown = this.chart.data.datasets[index];
      if (shown) Object.assign(shown, dataset);
      else this.chart.data.datasets[index] = dataset as unknown as ChartDataset;
    });
    Chart.defaults.font.family = colours.font;
    for (const name of ['x', 'y'] as const) {
      const scale = this.chart.options.scales?.[name] as Partial<ScaleOptionsByType<'linear'>> | undefined;
      const { label, ends }: Axis = this.plot[name];
      if (!scale) continue;
      Object.assign(scale, ends && { min: ends[0], max: ends[1] });
      Object.assign(scale.title ?? {}, { text: label, color: colours.text });
      Object.assign(scale.ticks ?? {}, { color: colours.text });
      Object.assign((scale.grid ??= {} as NonNullable<typeof scale.grid>), { color: colours.grid });
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
