import type { Position, Range } from 'vscode-languageserver-protocol';
import type { ValidationSettings } from '../language/index.js';

/** A file. */
export interface FileParams {
  /** The URI of the .arch file, as the client wrote it when it opened the document. */
  readonly uri: string;
}

/** A study of a file. */
export interface StudyParams extends FileParams {
  /** The name of the study. */
  readonly study: string;
}

/** A position in a file. */
export interface PositionParams extends FileParams {
  readonly position: Position;
}

/** A study as clients show it in lists and in the status bar. */
export interface StudySummary {
  readonly name: string;
  /** The whole declaration. */
  readonly range: Range;
  /**
   * `P* ~ √(N2·d) = 128`, or `= 1080 calibrated` in measured numbers, or `, about 1300 (estimate)` where an estimate has been made;
   * null while there is no prediction.
   */
  readonly sampleScale: string | null;
  /** What the calibration is, as Markdown; null where there is none. */
  readonly calibration: string | null;
  /** The estimate of P* at length, or why there is none, as Markdown; null while none has been made. */
  readonly estimate: string | null;
  /** True from what a small error needs on, false below P*; null between both, without samples, and without a prediction. */
  readonly learnable: boolean | null;
  /** Where its samples are, in a sentence of Markdown; null when it gives none, or has no prediction. */
  readonly verdict: string | null;
  /** What its `validate` block says of how it is measured; null without a block, and while there is no prediction. */
  readonly validation: Pick<ValidationSettings, 'level' | 'preset' | 'engine'> | null;
}

/** A study that can be planned, with its `validate` block where it has one. */
export interface PlannableStudy {
  readonly study: string;
  /** The same for as long as the plan of the study is the same. */
  readonly key: string;
  /** Where the word `validate` is; null without a block. */
  readonly word: Range | null;
  /** Where the block ends; null without a block. */
  readonly end: Position | null;
}

/** The derivation of a study's prediction. */
export interface Explanation {
  readonly title: string;
  readonly markdown: string;
}
