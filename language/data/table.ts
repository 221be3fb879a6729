import type { URI } from 'langium';
import type { Reach } from '../files/reach.js';
import { ReasonedError } from '../reasoned-error.js';

/** Rows of numbers, as a data file holds them. */
export interface Table {
  /** The names of the columns; undefined when the file gives none. */
  readonly columns: readonly string[] | undefined;
  readonly width: number;
  readonly rows: number;
  /** Row after row. */
  readonly values: Float64Array;
  /** False when the file has more rows than are read. */
  readonly isComplete: boolean;
}

/** Reads a table within a reach, at most `mostValues` numbers of it. */
export type TableReader = (file: URI, reach: Reach) => Promise<Table>;

/** So many numbers are read of a file, 32 MB: more rows would not change what is measured by more than its error. */
export const mostValues = 4_000_000;

/** More columns than this take too long. */
export const mostColumns = 1000;

/** A data file that cannot be used. The reason says why, with the line where there is one. */
export class UnusableDataError extends ReasonedError {
  override readonly name = 'UnusableDataError';
}
