import type { PlanOptions, Preset, Sweep } from '../plan.js';

/** How many values a sweep has when nobody says. */
const count: Record<Preset, number> = { quick: 7, full: 13 };

/** How many values the swept size takes. */
export function pointCount({ points, preset = 'quick' }: PlanOptions): number {
  return points ?? count[preset];
}

/** Whole numbers, evenly spaced in logarithms, both ends among them; fewer than asked for where they would coincide. */
export function spaced(low: number, high: number, points: number): number[] {
  const values = Array.from({ length: points }, (_, index) => Math.round(low * (high / low) ** (index / (points - 1))));
  return [...new Set(values)];
}

/** The sweep that was asked for: by its values, or by its ends; undefined when it is to be chosen. */
export function resolveSweep(options: PlanOptions): Sweep | undefined {
  const { sweep, variable, range } = options;
  if (sweep || variable === undefined || !range) return sweep;
  return { variable, values: spaced(range.from, range.to, pointCount(options)) };
}
