/** A plot as data: the page draws it on a canvas, a report as SVG. */
export interface Plot {
  readonly id: 'exponent' | 'slopes' | 'alignment' | 'collapse' | 'ridge' | 'units' | 'algorithms' | 'sensitivity';
  readonly title: string;
  /** What the plot says, in numbers. */
  readonly verdict: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly Series[];
}

export interface Axis {
  readonly label: string;
  readonly scale: 'log' | 'linear';
  /** The ends of the axis; those of the data when left out. */
  readonly ends?: readonly [number, number];
}

/** Points of one kind, with one name. */
export interface Series {
  /** As the legend has it; not in the legend when empty. */
  readonly name: string;
  /** How it is drawn. A band fills between yMin and yMax; joined points have lines between them. */
  readonly shape: 'points' | 'joined' | 'crosses' | 'line' | 'dashes' | 'band';
  /** `text` is the colour of text; numbers count through a palette. */
  readonly colour: 'text' | number;
  readonly points: readonly PlotPoint[];
}

/** On log axes all coordinates are positive. */
export interface PlotPoint {
  readonly x: number;
  readonly y: number;
  /** The ends of its error bar, or of a band. */
  readonly yMin?: number;
  readonly yMax?: number;
}

/** A result with the name by which plots tell it from others. */
export interface NamedResult<Result> {
  readonly name: string;
  readonly result: Result;
}
