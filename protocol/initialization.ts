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
   * True where the user allowed that imports and data lie outside of the workspace's folders. It must come from the user's own settings: a workspace must
   * not be able to set it.
   */
  readonly allowsOutside?: boolean;
  /** True where the client has the commands of `clientCommands`: without it there are no code lenses. */
  readonly runsCommands?: boolean;
  /**
   * True where the client reports every change on the disk of what it is asked to watch, whichever program made it. Without it the
   * server watches the folders of the files that it has read.
   */
  readonly watchesFiles?: boolean;
  /**
   * The address of the documentation, with a slash at its end: `https://docs.example.org/`. Each diagnostic then links to its
   * section there, as `diagnostics.html#arch-unknown-name` below the address. Without it diagnostics have no links.
   */
  readonly documentation?: string;
  /**
   * True where hovers may link the command `archscale.explainPrediction`, and the editor renders HTML entities: hovers are short
   * then, with their details behind "More". Without it they hold everything.
   */
  readonly linksExplanations?: boolean;
}
