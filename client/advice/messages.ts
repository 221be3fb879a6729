/** What the extension sends to the page of an advice. `html` is rendered Markdown. */
export interface ToPage {
  readonly html: string;
  /** False when there is nothing to write. */
  readonly canApply: boolean;
  /** What became of the sizes, once they were to be written. */
  readonly outcome?: string;
  readonly state: PageState;
}

/** What the page sends to the extension. */
export type FromPage = { readonly type: 'ready' } | { readonly type: 'apply' };

/** What the page keeps over a reload of the window: the question, to be asked again. */
export interface PageState {
  readonly question: unknown;
}
