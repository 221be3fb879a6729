import { t } from '@vscode/l10n';
import type { ValidationResult } from '../../validation/result.js';
import { alignmentPlot, collapsePlot } from './alignment.js';
import { algorithmsPlot, comparedAlgorithm, sensitivityPlot } from './descent.js';
import { chartData, type ChartData } from './exponent.js';
import { isScan, localSlopes } from './findings.js';
import type { NamedResult, Plot, PlotPoint, Series } from './plot.js';
import { ridgePlot, unitsPlot } from './ridge.js';
import { estimatedSamples } from '../views/bridge.js';
import { verdictText } from '../words/results.js';
import { exponentNumber, numberText } from '../numbers.js';

type Run = NamedResult<ValidationResult>;

/** What is measured at each size. */
export function quantityOf(result: ValidationResult): string {
  if (result.level === 'rate') return 'E(1)';
  if (result.level === 'descent') return 'P*_alg';
  return isScan(result) ? 'P/κ*' : 'P*';
}

/**
 * The plots of one result, or of several over each other on shared axes.
 * @returns those for which there is something to show: the first is the exponent's, always there.
 */
export function plotsOf(runs: readonly Run[]): Plot[] {
  return [
    exponentPlot(runs),
    ...[
      algorithmsPlot(runs),
      slopePlot(runs),
      alignmentPlot(runs),
      ridgePlot(runs),
      unitsPlot(runs),
      collapsePlot(runs),
      sensitivityPlot(runs),
    ].filter((plot) => plot !== undefined),
  ];
}

/** The measured quantity against the swept size, with the measured and the predicted slope. */
function exponentPlot(runs: readonly Run[]): Plot {
  const data = runs.map(({ result }) => chartData(result));
  const values = [...new Set(data.flatMap((one) => one.values))].sort((a, b) => a - b);
  const quantities = [...new Set(runs.map(({ result }) => quantityOf(result)))].join(t(' and '));
  const [first, last] = [values.at(0), values.at(-1)];
  return {
    id: 'exponent',
    title: t`${quantities} against ${variables(runs)}`,
    verdict: runs.map((run) => said(run, runs, exponentText(run.result))).join('; '),
    // The axis spans the whole sweep from the first point on, and does not move while the run goes on.
    x: {
      label: variables(runs),
      scale: 'log',
      ...(first !== undefined && last !== undefined && { ends: [first / 1.2, last * 1.2] as const }),
    },
    y: { label: quantities, scale: 'log' },
    series: runs.flatMap((run, index) =>
      runs.length === 1 ? seriesOfOne(run.result, data[index]) : seriesOfMany(run, data[index], index),
    ),
  };
}

function seriesOfOne(result: ValidationResult, data: ChartData | undefined): Series[] {
  if (!data) return [];
  const { measured, predicted } = result;
  const [low, high] = data.band;
  const estimated = estimatedSamples(result).map(({ size, estimate }) => ({ x: size, y: estimate }));
  const band: PlotPoint[] = low.map(({ x, y }, index) => {
    const other = high[index]?.y ?? y;
    return { x, y, yMin: Math.min(y, other), yMax: Math.max(y, other) };
  });
  return [
    { name: quantityOf(result), shape: 'points', colour: 'text', points: data.means },
    { name: data.seeds.length > 0 ? t('single seeds') : '', shape: 'crosses', colour: 'text', points: data.seeds },
    {
      name: measured ? t`measured: slope ${exponentNumber(measured.exponent)}, with its interval` : '',
      shape: 'line',
      colour: 0,
      points: data.fitted,
    },
    {
      name:
        result.level === 'descent'
          ? t`equilibrium: slope ${predicted.exponent}`
          : t`predicted: slope ${predicted.exponent}`,
      shape: 'dashes',
      colour: 1,
      points: data.predicted,
    },
    { name: '', shape: 'band', colour: 0, points: bandOnLine(band) },
    ...(estimated.length > 0 ? [{ name: t('estimate'), shape: 'line', colour: 2, points: estimated } as const] : []),
  ];
}

/** Between two straight lines that cross on log axes the band is narrowest at the crossing, which needs a point of its own. */
function bandOnLine(ends: readonly PlotPoint[]): PlotPoint[] {
  const [first, last] = ends;
  if (!first || !last || first.yMin === undefined || last.yMin === undefined) return [];
  const middle = { x: Math.sqrt(first.x * last.x), y: Math.sqrt(first.y * last.y) };
  const [low, high] = [Math.sqrt(first.yMin * (last.yMax ?? last.y)), Math.sqrt((first.yMax ?? first.y) * last.yMin)];
  return [first, { ...middle, yMin: Math.min(low, high), yMax: Math.max(low, high) }, last];
}

function seriesOfMany({ name, result }: Run, data: ChartData | undefined, colour: number): Series[] {
  if (!data) return [];
  const slope = result.measured ? `: ${t`slope ${exponentNumber(result.measured.exponent)}`}` : '';
  return [
    { name: `${name}${slope}`, shape: 'points', colour, points: data.means },
    { name: '', shape: 'line', colour, points: data.fitted },
    {
      name: t`${name}, predicted: slope ${result.predicted.exponent}`,
      shape: 'dashes',
      colour,
      points: data.predicted,
    },
  ];
}

/** The slopes between neighbouring sizes: whether they settle, and where. */
function slopePlot(runs: readonly Run[]): Plot | undefined {
  const slopes = runs.map(({ result }) => localSlopes(result));
  if (slopes.every(({ length }) => length < 2)) return undefined;
  const places = runs.map((_, index) =>
    (slopes[index] ?? []).map(({ from, to, slope }): PlotPoint => ({ x: Math.sqrt(from * to), y: slope })),
  );
  const all = places.flat().map(({ x }) => x);
  const ends = [Math.min(...all) / 1.2, Math.max(...all) * 1.2] as const;
  return {
    id: 'slopes',
    title: t('Local slopes'),
    verdict: runs.map((run, index) => said(run, runs, slopeText(run.result, slopes[index] ?? []))).join('; '),
    x: { label: t`${variables(runs)}, between neighbours`, scale: 'log', ends },
    y: { label: t('slope'), scale: 'linear', ends: slopeEnds(runs, places.flat()) },
    series: runs.flatMap((run, index): Series[] => {
      const several = runs.length > 1;
      const line = ends.map((x) => ({ x, y: run.result.predicted.slope }));
      return [
        {
          name: several ? run.name : t('between neighbours'),
          shape: 'joined',
          colour: several ? index : 'text',
          points: places[index] ?? [],
        },
        {
          name: several ? '' : t`predicted: ${run.result.predicted.exponent}`,
          shape: 'dashes',
          colour: several ? index : 1,
          points: line,
        },
      ];
    }),
  };
}

/** How far from the predicted slope the axis reaches at least: a hundredth must not look like a disagreement. */
const leastReach = 0.1;

function slopeEnds(runs: readonly Run[], places: readonly PlotPoint[]): [number, number] {
  const predicted = runs.map(({ result }) => result.predicted.slope);
  const slopes = places.map(({ y }) => y);
  return [
    Math.min(Math.min(...predicted) - leastReach, Math.min(...slopes) - leastReach / 4),
    Math.max(Math.max(...predicted) + leastReach, Math.max(...slopes) + leastReach / 4),
  ];
}

function exponentText(result: ValidationResult): string {
  const { measured, predicted, verdict, level } = result;
  if (!measured) return t`not measured yet, predicted ${predicted.exponent}`;
  const [low = '', high = ''] = measured.interval.map(exponentNumber);
  if (level === 'descent') {
    const known = comparedAlgorithm(result);
    const rate = known ? `${known.name} ${known.exponent}` : t('no rate is known');
    return t`measured ${exponentNumber(measured.exponent)} [${low}, ${high}], equilibrium ${predicted.exponent}, ${rate}: ${verdictText(verdict)}`;
  }
  return t`measured ${exponentNumber(measured.exponent)} [${low}, ${high}] at ${numberText(100 * measured.confidence)} %, predicted ${predicted.exponent}: ${verdictText(verdict)}`;
}

function slopeText(
  { predicted, diagnostics }: ValidationResult,
  slopes: readonly { readonly from: number; readonly to: number; readonly slope: number }[],
): string {
  const last = slopes.at(-1);
  if (!last) return t('too few sizes');
  const drifts = typeof diagnostics['drift'] === 'object' ? t('they drift steadily') : t('no steady drift');
  return t`the last is ${exponentNumber(last.slope)} (${numberText(last.from)} to ${numberText(last.to)}), predicted ${predicted.exponent}; ${drifts}`;
}

/** What is said of a run, with its name where there are others. */
function said({ name }: Run, runs: readonly Run[], text: string): string {
  return runs.length === 1 ? text : `${name}: ${text}`;
}

/** The swept sizes of runs. */
function variables(runs: readonly Run[]): string {
  return [...new Set(runs.map(({ result }) => result.sweep.variable))].join(', ');
}
