/** A data file, and what is to be learned from it. */
export interface DataQuestion {
  /** The address of the data file. */
  readonly uri: string;
  /** The column of the labels, by its name or by its number from 1. */
  readonly label?: string;
  /** The .arch file that is to name the data file; one beside it when left out. */
  readonly out?: string;
}

/** What a data file holds, or why it cannot be used. */
export type DataAnswer =
  | {
      readonly kind: 'described';
      /** The columns of the file that hold numbers. */
      readonly columns: readonly string[];
      /** The text of an .arch file: what was measured as comments, the input, and the measured target. */
      readonly file: string;
    }
  | { readonly kind: 'none'; readonly reason: string };
