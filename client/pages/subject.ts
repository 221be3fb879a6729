/** Whose page it is: a study of a file. */
export interface Subject {
  /** URI of the .arch file. */
  readonly uri: string;
  readonly study: string;
}
