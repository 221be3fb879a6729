import type { FromPage, PageState } from '../messages.js';

/** How the page talks to the extension, and what it keeps. */
export interface Host {
  readonly send: (message: FromPage) => void;
  readonly keep: (state: PageState) => void;
}
