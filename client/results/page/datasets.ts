import type { Plot, Series } from '../../../present/report/plot.js';
import { type ChartColours, translucent } from '../../pages/page/theme.js';

/** A series as Chart.js takes it. */
export interface Dataset {
  readonly label: string;
  readonly data: object[];
  readonly [option: string]: unknown;
}

/** Shapes of points, so that colours alone tell nothing apart. */
const pointStyles = ['circle', 'rect', 'triangle', 'rectRot', 'star', 'crossRot'] as const;

/** What is drawn above what: points above lines, and the dashes of a prediction above what was fitted. */
const layers: readonly Series['shape'][] = ['points', 'joined', 'crosses', 'dashes', 'line', 'band'];

/** The series of a plot as Chart.js takes them; a band becomes two lines with the area between them filled. */
export function datasetsOf({ series }: Plot, colours: ChartColours): Dataset[] {
  return series.flatMap((one) => (one.shape === 'band' ? band(one, colours) : [plain(one, colours)]));
}

function plain(series: Series, colours: ChartColours): Dataset {
  const { name, shape, colour, points } = series;
  const ink = colour === 'text' ? colours.text : (colours.series[colour % colours.series.length] ?? colours.text);
  const base = {
    label: name,
    data: points.map((point) => ({ ...point })),
    borderColor: ink,
    backgroundColor: ink,
    borderWidth: colours.lineWidth,
    order: layers.indexOf(shape),
  };
  switch (shape) {
    case 'points':
    case 'joined':
      return {
        ...base,
        ...withErrorBars(series, ink),
        showLine: shape === 'joined',
        pointStyle: pointStyles[colour === 'text' ? 0 : colour % pointStyles.length],
        pointRadius: 4,
        pointHoverRadius: 8,
      };
    case 'crosses':
      return { ...base, type: 'scatter', showLine: false, pointStyle: 'cross', pointRadius: 4 };
    case 'line':
    case 'dashes':
    case 'band':
      return {
        ...base,
        type: 'scatter',
        showLine: true,
        pointRadius: 0,
        borderDash: shape === 'dashes' ? [8, 6] : [],
      };
  }
}

function withErrorBars({ points }: Series, ink: string): object {
  if (points.every(({ yMin }) => yMin === undefined)) return { type: 'scatter' };
  return {
    type: 'scatterWithErrorBars',
    errorBarColor: ink,
    errorBarWhiskerColor: ink,
    errorBarLineWidth: 1.5,
    errorBarWhiskerSize: 8,
  };
}

function band({ colour, points }: Series, colours: ChartColours): Dataset[] {
  const ink = colour === 'text' ? colours.text : (colours.series[colour % colours.series.length] ?? colours.text);
  const edge = {
    type: 'scatter',
    label: '',
    showLine: true,
    pointRadius: 0,
    borderWidth: 0,
    order: layers.indexOf('band'),
  };
  return [
    { ...edge, data: points.map(({ x, y, yMin }) => ({ x, y: yMin ?? y })) },
    {
      ...edge,
      data: points.map(({ x, y, yMax }) => ({ x, y: yMax ?? y })),
      fill: '-1',
      backgroundColor: translucent(ink),
    },
  ];
}
