import { t } from '@vscode/l10n';
import { isFeature } from '../../theory/features.js';
import type { Feature } from '../../theory/index.js';
import type { ValidationResult } from '../../validation/result.js';
import { scannedRidges, type ScannedRidge } from './findings.js';
import type { NamedResult, Plot, Series } from './plot.js';
import { thresholdLines } from './threshold.js';
import { numberText } from '../numbers.js';
import { featureName } from '../words/kinds.js';

type Run = NamedResult<ValidationResult>;

/** Of scans: the alignment, of the component that is watched, against the ridge, a curve for each size. */
export function ridgePlot(runs: readonly Run[]): Plot | undefined {
  const series = curves(runs, ({ points }) =>
    points.map(({ ridge, alignment, error }) => ({
      x: ridge,
      y: alignment,
      yMin: alignment - error,
      yMax: alignment + error,
    })),
  );
  if (series.length === 0) return undefined;
  const components = [...new Set(runs.flatMap(({ result }) => componentOf(result) ?? []))];
  return {
    id: 'ridge',
    title: t('Alignment against the ridge'),
    verdict: runs.flatMap(({ result }) => transitions(result)).join('; ') || t('no curve crosses the threshold'),
    x: { label: 'κ', scale: 'log' },
    y: {
      label:
        components.length === 1 && components[0] !== undefined
          ? t`alignment of ${featureName(components[0])}`
          : t('alignment'),
      scale: 'linear',
    },
    series: [...series, ...thresholdLines(runs, series)],
  };
}

/** Of scans: how many units have specialised, against the ridge. */
export function unitsPlot(runs: readonly Run[]): Plot | undefined {
  const series = curves(runs, ({ units }) => units.map(({ ridge, units: y }) => ({ x: ridge, y })));
  if (series.length === 0) return undefined;
  return {
    id: 'units',
    title: t('Specialised units against the ridge'),
    verdict: t('first-layer units at less than 60 degrees to the target, on average over the chains'),
    x: { label: 'κ', scale: 'log' },
    y: { label: t('units'), scale: 'linear' },
    series,
  };
}

function curves(runs: readonly Run[], placed: (scanned: ScannedRidge) => Series['points']): Series[] {
  let colour = 0;
  return runs.flatMap(({ name, result }) =>
    scannedRidges(result).flatMap((scanned): Series[] => {
      const points = placed(scanned);
      const size = `${result.sweep.variable} = ${numberText(scanned.size)}`;
      return points.length === 0
        ? []
        : [{ name: runs.length > 1 ? `${name}, ${size}` : size, shape: 'joined', colour: colour++, points }];
    }),
  );
}

function transitions(result: ValidationResult): string[] {
  return scannedRidges(result).flatMap(({ size, value, interval: [low, high], predicted }) => {
    if (value === undefined) return [];
    const interval = low < high ? ` [${numberText(low)}, ${numberText(high)}]` : '';
    const where = `${result.sweep.variable} = ${numberText(size)}`;
    return [
      t`κ* = ${numberText(value)}${interval} at ${where}, where P/E is ${predicted === undefined ? '?' : numberText(predicted)}`,
    ];
  });
}

function componentOf({ plan }: ValidationResult): Feature | undefined {
  const { component } = (plan['method'] ?? {}) as Readonly<Record<string, unknown>>;
  return isFeature(component) ? component : undefined;
}
