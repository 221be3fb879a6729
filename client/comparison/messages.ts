import type { Comparison } from '../../protocol/comparison.js';

/** What the extension sends to the comparison page. */
export type ToPage =
  | {
      readonly type: 'comparison';
      readonly comparison: Comparison;
      /** The paths of the files, for people, by their URIs. */
      readonly files: Readonly<Record<string, string>>;
      readonly scope: Scope;
    }
  /** The server cannot answer; what was shown stays, marked as out of date. */
  | { readonly type: 'unavailable'; readonly message: string; readonly scope: Scope };

/** What the comparison page sends to the extension. */
export type FromPage =
  | { readonly type: 'ready' }
  | { readonly type: 'showStudy'; readonly uri: string; readonly study: string }
  /** Compare the studies of the file, or of the whole workspace. */
  | { readonly type: 'scope'; readonly whole: boolean }
  | { readonly type: 'saveCsv'; readonly csv: string };

/** Which studies are compared: those of a file, or all. */
export interface Scope {
  /** URI of the file that the page was opened for; undefined when there was none. */
  readonly uri?: string | undefined;
  readonly whole: boolean;
}

/** What the page keeps over a reload of the window. */
export interface PageState {
  readonly scope: Scope;
  readonly sorting: { readonly column: string; readonly descending: boolean };
  readonly filter: string;
}
