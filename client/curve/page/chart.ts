import { t } from '@vscode/l10n';
import {
  Chart,
  type ChartDataset,
  Legend,
  LineElement,
  LinearScale,
  LogarithmicScale,
  PointElement,
  ScatterController,
  Tooltip,
} from 'chart.js';
import { PointWithErrorBar, ScatterWithErrorBarsController } from 'chartjs-chart-error-bars';
import annotation, { type AnnotationOptions } from 'chartjs-plugin-annotation';
import type { CurveAnswer } from '../../../protocol/learning-curve.js';
import { chartColours, onThemeChange, translucent } from '../../pages/page/theme.js';
import { legendSample, sampleWidth } from '../../results/page/legend.js';
import { tickCallback } from '../../results/page/ticks.js';
import type { PlacedPoint } from '../chart-data.js';

const names = ['blue', 'orange', 'green', 'purple', 'red', 'yellow'];
const otherwise = ['#3794ff', '#d18616', '#89d185', '#b180d7', '#f14c4c', '#cca700'];

/** The theme's colours for charts, one a component. */
export function componentColours(): string[] {
  const style = getComputedStyle(document.body);
  return names.map(
    (name, index) => style.getPropertyValue(`--vscode-charts-${name}`).trim() || (otherwise[index] ?? '#888888'),
  );
}

/** Components differ by their dashes too, not by colour alone. */
export const componentDashes: readonly (readonly number[])[] = [[], [10, 4], [4, 4], [12, 4, 2, 4], [2, 2], [16, 6]];

Chart.register(ScatterController, ScatterWithErrorBarsController, PointWithErrorBar, PointElement);
Chart.register(LineElement, LinearScale, LogarithmicScale, Tooltip, Legend, annotation);

/** Alignment of each component and the least error against P; measured points over them. */
export class CurveChart {
  private readonly chart: Chart;
  private shown: { readonly curve: CurveAnswer; readonly points: readonly PlacedPoint[] } | undefined;

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
            title: { display: true, text: t('samples P') },
            ticks: { callback: tickCallback, autoSkip: true, maxTicksLimit: 10 },
          },
          y: { min: 0, suggestedMax: 1, title: { display: true, text: t('alignment α, least error') } },
        },
        plugins: {
          legend: {
            position: 'bottom',
            labels: {
              usePointStyle: true,
              pointStyleWidth: sampleWidth,
              padding: 16,
              generateLabels: (chart) =>
                Chart.defaults.plugins.legend.labels
                  .generateLabels(chart)
                  .map((item) => ({ ...item, pointStyle: legendSample(chart.data.datasets[item.datasetIndex ?? 0]) })),
            },
          },
          tooltip: { intersect: false, mode: 'nearest' },
          annotation: { annotations: {} },
        },
      },
      plugins: [{ id: 'background', beforeDraw: (drawn) => paintBackground(drawn) }],
    });
    onThemeChange(() => this.paint());
  }

  /** Shows curves and points in place of those before. */
  show(curve: CurveAnswer, points: readonly PlacedPoint[]): void {
    const numbers = [...(curve.calibrated?.interval ?? []), ...(curve.estimate ? [curve.estimate.value] : [])];
    const measured = [...points.map(({ x }) => x), ...numbers].map((end) => 1.1 * end);
    const ends = [curve.points.at(0)?.samples, curve.points.at(-1)?.samples, ...measured];
    const known = ends.filter((end) => end !== undefined);
    const { x } = this.chart.options.scales ?? {};
    const most = Math.max(...known);
    if (x && known.length > 0) Object.assign(x, { min: Math.min(...known), max: most });
    // Past its last point, far above every P*, a curve stays as it is.
    const last = curve.points.at(-1);
    const beyond = last && last.samples < most ? [{ ...last, samples: most }] : [];
    this.shown = { curve: { ...curve, points: [...curve.points, ...beyond] }, points };
    this.paint();
  }

  /** The chart as PNG, in base64, on the theme's background. */
  png(): string {
    return this.canvas.toDataURL('image/png').replace(/^[^,]*,/, '');
  }

  private paint(): void {
    if (!this.shown) return;
    const { curve, points } = this.shown;
    const colours = chartColours();
    const palette = componentColours();
    const lines = curve.components.map((one, index): ChartDataset => {
      const colour = palette[index % palette.length] ?? colours.text;
      return {
        ...line(colour, colours.lineWidth, componentDashes[index % componentDashes.length] ?? []),
        label: t`α of ${one.name}`,
        data: curve.points.map(({ samples, alignments }) => ({ x: samples, y: alignments[index] ?? 0 })),
      } as ChartDataset;
    });
    const error = {
      ...line(colours.text, 1.5 * colours.lineWidth, [2, 3]),
      label: t('least error'),
      data: curve.points.map(({ samples, error: y }) => ({ x: samples, y })),
    } as ChartDataset;
    this.chart.data.datasets = [...lines, error, ...(points.length > 0 ? [measuredSet(points, colours.text)] : [])];
    this.colourAxes(colours);
    const plugins = this.chart.options.plugins;
    if (plugins?.annotation) plugins.annotation.annotations = marks(curve);
    this.chart.update('none');
  }

  private colourAxes({ text, grid, font }: ReturnType<typeof chartColours>): void {
    Chart.defaults.font.family = font;
    for (const scale of Object.values(this.chart.options.scales ?? {})) {
      if (!scale) continue;
      Object.assign(scale.ticks ?? {}, { color: text });
      Object.assign(scale.grid ?? {}, { color: grid });
      if ('title' in scale) Object.assign(scale.title ?? {}, { color: text });
    }
    const labels = this.chart.options.plugins?.legend?.labels;
    if (labels) labels.color = text;
  }
}

function line(colour: string, width: number, dash: readonly number[]): object {
  const colouring = { borderColor: colour, backgroundColor: colour };
  return { type: 'scatter', showLine: true, pointRadius: 0, borderWidth: width, borderDash: [...dash], ...colouring };
}

function measuredSet(points: readonly PlacedPoint[], colour: string): ChartDataset {
  const bars = { errorBarColor: colour, errorBarWhiskerColor: colour, errorBarLineWidth: 1.5, errorBarWhiskerSize: 8 };
  return {
    type: 'scatterWithErrorBars',
    label: t('measured alignment'),
    data: points.map(({ x, y, yMin, yMax }) => ({ x, y, yMin, yMax })),
    pointRadius: 4,
    borderColor: colour,
    backgroundColor: colour,
    ...bars,
  } as unknown as ChartDataset;
}

/** P* of the whole target, its calibrated interval, its estimate, and P as the study gives it. */
function marks({ scale, calibrated, estimate, given }: CurveAnswer): Record<string, AnnotationOptions> {
  const { text, background, series, lineWidth } = chartColours();
  const band = translucent(series[0] ?? text);
  const upright = (
    value: number,
    label: string,
    dash: number[],
    position: 'start' | 'center' | 'end',
  ): AnnotationOptions => ({
    type: 'line',
    xMin: value,
    xMax: value,
    borderColor: text,
    borderWidth: lineWidth / 2,
    borderDash: dash,
    label: {
      display: true,
      content: label,
      position,
      color: text,
      backgroundColor: background,
      font: { weight: 'normal' },
    },
  });
  return {
    scale: upright(scale.value, 'P*', [], 'end'),
    ...(estimate && { estimate: upright(estimate.value, t('P* (estimate)'), [8, 4], 'center') }),
    ...(given !== null && { given: upright(given, 'P', [2, 4], 'start') }),
    ...(calibrated && {
      calibrated: {
        type: 'box',
        xMin: calibrated.interval[0],
        xMax: calibrated.interval[1],
        backgroundColor: band,
        borderColor: text,
        borderWidth: 1,
      },
    }),
  };
}

function paintBackground({ ctx, width, height }: Chart): void {
  ctx.save();
  ctx.fillStyle = chartColours().background;
  ctx.fillRect(0, 0, width, height);
  ctx.restore();
}
