import type { Boundary } from '../../theory/prediction.js';
import type { RuleStatus } from '../../theory/rules.js';
import type { LinePlot } from '../../theory/phase/line-plot.js';
import { plain } from './scene-of.js';

/** A place on a plot: decimal logarithms of the size and of the energy. */
export type PlotPlace = readonly [size: number, energy: number];

/** A place where two energies are equal. */
export interface PlotMark {
  readonly equation: string;
  readonly formula: string;
  readonly expression: string;
  readonly exponents: Readonly<Record<string, string>>;
  readonly value: number;
  readonly below: string;
  readonly above: string;
}

/** Energies against one size as plain data. */
export interface PlainPlot {
  readonly variable: string;
  /** Decimal logarithms between which the size is shown. */
  readonly from: number;
  readonly to: number;
  readonly lines: readonly {
    readonly pattern: string;
    readonly status: RuleStatus;
    readonly optimal: boolean;
    /** Straight between the points; null is a gap. */
    readonly points: readonly (PlotPlace | null)[];
  }[];
  readonly boundaries: readonly PlotMark[];
  readonly crossings: readonly PlotMark[];
  /** P / kappa at both ends; null without samples. */
  readonly allowed: readonly PlotPlace[] | null;
}

/** A plot as plain data, in decimal logarithms. */
export function plainPlot({ variable, span, lines, boundaries, crossings, allowed }: LinePlot): PlainPlot {
  return {
    variable,
    from: span.from / Math.LN10,
    to: span.to / Math.LN10,
    lines: lines.map(({ pattern, status, optimal, points }) => ({
      ...{ pattern, status, optimal },
      points: points.map((point) => (point ? decimal(point) : null)),
    })),
    boundaries: boundaries.map(mark),
    crossings: crossings.map(mark),
    allowed: allowed?.map(decimal) ?? null,
  };
}

function mark({ variable, at, value, below, above }: Boundary): PlotMark {
  const { expression, formula, exponents } = plain(at);
  return {
    equation: `${variable} = ${expression}`,
    formula: `${variable} = ${formula}`,
    ...{ expression, exponents, value, below, above },
  };
}

function decimal([size, energy]: readonly [number, number]): PlotPlace {
  return [size / Math.LN10, energy / Math.LN10];
}
