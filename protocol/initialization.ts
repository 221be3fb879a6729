/** `initializationOptions` of the `initialize` request to the language server. All are optional. */
export interface InitializationOptions {
  /** The translation of the server's texts, by the texts in English; without one the server's texts are English. */
  readonly texts?: unknown;
}
