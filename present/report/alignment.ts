import { t } from '@vscode/l10n';
import type { ValidationResult } from '../../validation/result.js';
import { alignmentCurves, isScan, sampleScales, type AlignmentCurve } from './findings.js';
import type { NamedResult, Plot, Series } from './plot.js';
import { thresholdLines } from './threshold.js';
import { numberText } from '../numbers.js';

type Run = NamedResult<ValidationResult>;

/** The alignment against the number of samples, a curve for each size. */
export function alignmentPlot(all: readonly Run[]): Plot | undefined {
  const runs = all.filter(({ result }) => !isScan(result));
  const series = curves(runs, ({ points }) => points.map((point) => ({ ...point, x: point.samples })));
  if (series.length === 0) return undefined;
  return {
    id: 'alignment',
    title: t('Alignment against samples'),
    verdict: runs.flatMap(({ result }) => crossings(result)).join('; ') || t('no curve crosses the threshold'),
    x: { label: 'P', scale: 'log' },
    y: { label: t('alignment'), scale: 'linear' },
    series: [...series, ...thresholdLines(runs, series)],
  };
}

/** The same curves against P over the predicted P*: where the prediction holds they lie on each other. */
export function collapsePlot(runs: readonly Run[]): Plot | undefined {
  const series = curves(runs, ({ points, predicted }) =>
    predicted === undefined ? [] : points.map((point) => ({ ...point, x: point.samples / predicted })),
  );
  if (series.length < 2) return undefined;
  return {
    id: 'collapse',
    title: t('Collapse'),
    verdict: runs.flatMap(({ result }) => collapseText(result)).join('; '),
    x: { label: t('P / predicted P*'), scale: 'log' },
    y: { label: t('alignment'), scale: 'linear' },
    series: [...series, ...thresholdLines(runs, series)],
  };
}

function curves(
  runs: readonly Run[],
  placed: (curve: AlignmentCurve) => readonly { x: number; alignment: number; error: number }[],
): Series[] {
  let colour = 0;
  return runs.flatMap(({ name, result }) =>
    alignmentCurves(result).flatMap((curve): Series[] => {
      const points = placed(curve).map(({ x, alignment, error }) => ({
        x,
        y: alignment,
        yMin: alignment - error,
        yMax: alignment + error,
      }));
      const size = `${result.sweep.variable} = ${numberText(curve.size)}`;
      return points.length === 0
        ? []
        : [{ name: runs.length > 1 ? `${name}, ${size}` : size, shape: 'joined', colour: colour++, points }];
    }),
  );
}

function crossings(result: ValidationResult): string[] {
  return sampleScales(result).map(({ size, value, interval: [low, high] }) => {
    const interval = low < high ? ` [${numberText(low)}, ${numberText(high)}]` : '';
    return t`P* = ${numberText(value)}${interval} at ${result.sweep.variable} = ${numberText(size)}`;
  });
}

function collapseText(result: ValidationResult): string[] {
  const ratios = sampleScales(result).flatMap(({ value, predicted }) => (predicted ? [value / predicted] : []));
  const ends = [Math.min(...ratios), Math.max(...ratios)].map(numberText);
  const { spread, expected } = (result.diagnostics['collapse'] ?? {}) as Readonly<Record<string, unknown>>;
  return [
    ...(ratios.length > 1 ? [t`P* is ${[...new Set(ends)].join(t(' to '))} times the predicted one`] : []),
    ...(typeof spread === 'number' && typeof expected === 'number'
      ? [
          t`the curves are apart by ${numberText(spread)} in alignment, where their errors alone give ${numberText(expected)}`,
        ]
      : []),
  ];
}
