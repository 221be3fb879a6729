/** `initializationOptions` of the `initialize` request to the language server. All are optional. */
export interface InitializationOptions {
  /** The translation of the server's texts, by the texts in English; without one the server's texts are English. */
  readonly texts?: unknown;
  /**
   * True where estimates of P* may be kept on the disk, in the folder `.archscale` beside an .arch file: its user trusts the
   * workspace. Without it they are kept in memory.
   */
  readonly keepsEstimates?: boolean;
  /**
   * True where hovers may link the command `archscale.explainPrediction`, and the editor renders HTML entities: hovers are short
   * then, with their details behind "More". Without it they hold everything.
   */
  readonly linksExplanations?: boolean;
}
