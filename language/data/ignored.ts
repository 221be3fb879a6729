/** Why a column was left out without being asked for. */
export type IgnoredReason = 'text' | 'dates' | 'empty' | 'constant' | 'index';

/** A column that was left out. */
export interface IgnoredColumn {
  /** Its name, or its number from 1 where the file names none. */
  readonly column: string;
  readonly reason: IgnoredReason;
}
