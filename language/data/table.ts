import type { URI } from 'langium';
import type { Reach } from '../files/reach.js';
import { ReasonedError } from '../reasoned-error.js';
import type { IgnoredColumn } from './ignored.js';

/** Rows of numbers, as they are measured. */
export interface Table {
  /** The names of the columns; undefined when the file gives none. */
  readonly columns: readonly string[] | undefined;
  readonly width: number;
  readonly rows: number;
  /** Row after row. */
  readonly values: Float64Array;
  /** False when the file has more rows than are used. */
  readonly isComplete: boolean;
}

/** Which columns of a file are used, and how. Columns are named, or numbered from 1. */
export interface ColumnSelection {
  /** The column that is to be learned. */
  readonly label?: string;
  /** Those that are used; all others when left out. */
  readonly columns?: readonly string[];
  /** Those that are not. */
  readonly exclude?: readonly string[];
  /** Those whose values are categories: each value becomes a column of zeros and ones. */
  readonly oneHot?: readonly string[];
  /** Whether columns that tell nothing stay, as a direction has a number for them too. */
  readonly keepsAll?: boolean;
  /** The array of an .npz file. */
  readonly member?: string;
}

/** The selected columns of a file. */
export interface FileTable extends Table {
  /** The names of the columns, or their numbers in the file. */
  readonly columns: readonly string[];
  /** The number of rows in the file; `rows` of them, evenly spaced, are used. */
  readonly fileRows: number;
  /** Which of the columns is the label, counted from 0. */
  readonly label: number | undefined;
  readonly ignored: readonly IgnoredColumn[];
}

/**
 * Reads a table, at most `mostValues` numbers of it, in rows that are evenly spaced over the file.
 * @param reach where the file may lie.
 * @param selection which columns; without one all are, and each has to hold numbers.
 * @throws UnusableDataError when the file cannot be read, or lacks a column.
 */
export type TableReader = (file: URI, reach: Reach, selection?: ColumnSelection) => Promise<FileTable>;

/** The same within a reach. */
export type BoundReader = (file: URI, selection?: ColumnSelection) => Promise<FileTable>;

/** So many numbers are kept of a file, 32 MB: more rows would not change what is measured by more than its error. */
export const mostValues = 4_000_000;

/** More columns than this take too long. */
export const mostColumns = 1000;

/** A data file that cannot be used. The reason says why, with the line where there is one. */
export class UnusableDataError extends ReasonedError {
  override readonly name = 'UnusableDataError';
}
