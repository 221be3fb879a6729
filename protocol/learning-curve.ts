import type { CurvePoint } from '../theory/learning-grid.js';
import type { StudyParams } from './studies.js';

/** Which study, and at which sizes it was measured: each with P and the other free sizes. */
export interface CurveQuestion extends StudyParams {
  readonly measured: readonly Readonly<Record<string, number>>[];
}

/** The learning curves of a study, for a chart. */
export interface CurveAnswer {
  readonly study: string;
  readonly network: string;
  readonly target: string;
  readonly components: readonly CurveComponent[];
  /** By samples, ascending. */
  readonly points: readonly CurvePoint[];
  /** P* of all components of the target together. */
  readonly scale: { readonly value: number; readonly text: string };
  /** P* in measured numbers; null where nothing is calibrated. */
  readonly calibrated: {
    readonly interval: readonly [number, number];
    readonly text: string;
    readonly run: string;
  } | null;
  /** P* in numbers by the estimate; null while none has been made. */
  readonly estimate: {
    readonly value: number;
    readonly interval: readonly [number, number];
    /** `1300 (650 to 2600)` */
    readonly text: string;
  } | null;
  /** P as the study gives it. */
  readonly given: number | null;
  /** For each measured point, the predicted P* at its sizes: on the chart a point lies at its P over P*. Null where it has none. */
  readonly scales: readonly (number | null)[];
}

/** A component of the target, as a line of the chart. */
export interface CurveComponent {
  /** `He₃` */
  readonly name: string;
  /** `√(N·d) = 128` */
  readonly scale: string;
  /** `α ~ (P/P*)^(1/2)`, or that it comes all at once. */
  readonly law: string;
  /** Its share of <y,y>. */
  readonly weight: number;
}
