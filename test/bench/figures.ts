import { quantiles, rounded, type Quantiles } from './statistics.js';

/** What is measured together and stands in one table. */
export type Section = 'latency' | 'activation' | 'memory' | 'engine' | 'engines' | 'pages';

/** One figure with what it is held against. */
export interface Figure {
  readonly section: Section;
  readonly name: string;
  readonly unit: 'ms' | 'MB';
  readonly own: Quantiles;
  /** Of the plain Langium server in the same run. */
  readonly plain?: Quantiles;
  /** Own over plain, by the medians. */
  readonly ratio?: number;
  readonly goals: readonly Goal[];
}

/** Something that a figure should not exceed. */
export interface Goal {
  readonly what: string;
  readonly limit: number;
  readonly found: number;
}

/** When and where something was measured. */
export interface Taken {
  readonly date: string;
  readonly node: string;
  readonly cores: number;
  /** True where a tenth of the measurements was taken. */
  readonly isBrief: boolean;
}

/** All that was measured, and when. */
export interface Figures extends Taken {
  /** The same of the engines, which are measured alone as well. */
  readonly engines: Taken;
  readonly figures: readonly Figure[];
}

/** A figure from its times, with the goals that it has. */
export function figureOf(
  section: Section,
  name: string,
  own: readonly number[],
  { plain, most, mostTail, mostRatio }: Readonly<{ plain?: readonly number[] } & Limits> = {},
): Figure {
  const found = quantiles(own);
  const beside = plain && quantiles(plain);
  const ratio = beside && rounded(found.p50 / beside.p50);
  const goals: Goal[] = [
    ...(most === undefined ? [] : [{ what: 'p50', limit: most, found: found.p50 }]),
    ...(mostTail === undefined ? [] : [{ what: 'p95', limit: mostTail, found: found.p95 }]),
    ...(mostRatio === undefined || ratio === undefined ? [] : [{ what: 'ratio', limit: mostRatio, found: ratio }]),
  ];
  return { section, name, unit: 'ms', own: found, ...(beside && { plain: beside, ratio }), goals };
}

interface Limits {
  readonly most?: number;
  readonly mostTail?: number;
  readonly mostRatio?: number;
}

/** True where a goal is reached. */
export function isMet({ limit, found }: Goal): boolean {
  return found <= limit;
}
