import { hasValuePoints } from './quantity.js';
import type { Point, ValidationResult } from '../../validation/result.js';
import { fittedSizes, sampleScales } from './findings.js';

/** A point of the chart with the ends of its error bar. All are positive, so that they can stand on log axes. */
export interface ChartPoint {
  readonly x: number;
  readonly y: number;
  readonly yMin: number;
  readonly yMax: number;
}

/** An end of a straight line on log-log axes. */
export interface LinePoint {
  readonly x: number;
  readonly y: number;
}

/** What is plotted of a result against the swept size. Empty arrays where there is nothing to show yet. */
export interface ChartData {
  /** Name of the swept size. */
  readonly variable: string;
  /** The values of the sweep, ascending. */
  readonly values: readonly number[];
  /** The mean over seeds at each value of the sweep, with one standard error. */
  readonly means: readonly ChartPoint[];
  /** The single seeds; empty when each value has but one. */
  readonly seeds: readonly LinePoint[];
  readonly fitted: readonly LinePoint[];
  /** The lines with the slopes at the ends of the exponent's interval. */
  readonly band: readonly [readonly LinePoint[], readonly LinePoint[]];
  readonly predicted: readonly LinePoint[];
}

/** The error bars end here, as a share of the value, where they would reach zero or below. */
const lowestShare = 1e-3;

/**
 * What the chart shows of a result.
 *
 * The points are E(1) at the rate level, P* at the others. The lines have the measured and the predicted slope. A result holds no intercepts, so both are drawn through the
 * centre of the fitted points (the mean of log x and log y, each point weighted by its relative error).
 */
export function chartData(result: ValidationResult): ChartData {
  const { variable, values } = result.sweep;
  const groups = hasValuePoints(result.level) ? byValue(result.points, variable) : new Map<number, Point[]>();
  const means = hasValuePoints(result.level) ? [...groups].map(([x, points]) => mean(x, points)) : scales(result);
  means.sort((a, b) => a.x - b.x);
  const several = [...groups.values()].some(({ length }) => length > 1);
  const used = fittedSizes(result);
  const fitted = used ? means.filter(({ x }) => used.includes(x)) : means;
  const line = fitted.length < 2 ? () => [] : lineThrough(fitted);
  const measured = result.measured;
  return {
    variable,
    values: [...values].sort((a, b) => a - b),
    means,
    seeds: several ? [...groups].flatMap(([x, points]) => points.map(({ value }) => ({ x, y: value }))) : [],
    fitted: measured ? line(measured.exponent) : [],
    band: measured ? [line(measured.interval[0]), line(measured.interval[1])] : [[], []],
    predicted: line(result.predicted.slope),
  };
}

/** P* of a training run, as its points: each stands for a whole curve of alignments. */
function scales(result: ValidationResult): ChartPoint[] {
  return sampleScales(result).map(({ size, value, interval: [low, high] }) => ({
    x: size,
    y: value,
    yMin: Math.max(low, lowestShare * value),
    yMax: high,
  }));
}

/** The usable points (on log axes: positive, finite) by their value of the swept size. */
function byValue(points: readonly Point[], variable: string): Map<number, Point[]> {
  const groups = new Map<number, Point[]>();
  for (const point of points) {
    const x = point.sizes[variable];
    if (x === undefined || !(x > 0) || !(point.value > 0) || !Number.isFinite(point.value)) continue;
    groups.set(x, [...(groups.get(x) ?? []), point]);
  }
  return groups;
}

/** The mean over seeds; its error is the larger of what the seeds' own errors and their spread say. */
function mean(x: number, points: readonly Point[]): ChartPoint {
  const count = points.length;
  const y = sum(points.map(({ value }) => value)) / count;
  const own = Math.sqrt(sum(points.map(({ error }) => (Number.isFinite(error) ? error : 0) ** 2))) / count;
  const spread = count < 2 ? 0 : Math.sqrt(sum(points.map(({ value }) => (value - y) ** 2)) / (count - 1) / count);
  const error = Math.max(own, spread);
  return { x, y, yMin: Math.max(y - error, lowestShare * y), yMax: y + error };
}

function lineThrough(points: readonly ChartPoint[]): (slope: number) => LinePoint[] {
  // Without error bars all points count alike; with them, none counts as more exact than one part in a thousand.
  const weights = points.map(({ y, yMax }) => 1 / Math.max((yMax - y) / y, 1e-3) ** 2);
  const total = sum(weights);
  const centre = (of: (point: ChartPoint) => number) =>
    sum(points.map((point, index) => (weights[index] ?? 0) * Math.log(of(point)))) / total;
  const [logX, logY] = [centre(({ x }) => x), centre(({ y }) => y)];
  const xs = points.map(({ x }) => x);
  const ends = [Math.min(...xs) / 1.15, Math.max(...xs) * 1.15];
  return (slope) => ends.map((x) => ({ x, y: Math.exp(logY + slope * (Math.log(x) - logX)) }));
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
