import type { URI } from 'langium';

/** Rows of numbers, as a data file holds them. */
export interface Table {
  /** The names of the columns; undefined when the file gives none. */
  readonly columns: readonly string[] | undefined;
  readonly width: number;
  readonly rows: number;
  /** Row after row. */
  readonly values: Float64Array;
  /** False when the file has more rows than are read. */
  readonly isWhole: boolean;
}

/** Reads a table, at most `mostValues` numbers of it. */
export type TableReader = (file: URI) => Promise<Table>;

/** So many numbers are read of a file, 32 MB: more rows would not change what is measured by more than its error. */
export const mostValues = 4_000_000;

/** More columns than this take too long. */
export const mostColumns = 1000;

/** Why a data file cannot be used: for the user, with the line where there is one. */
export class UnusableDataError extends Error {
  override readonly name = 'UnusableDataError';
}
