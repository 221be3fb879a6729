import type { ValidationResult } from '../../validation/result.js';

/** What the extension sends to the results page. */
export type ToPage =
  /** The result as it stands; sent again whenever its file changes. */
  | { readonly type: 'result'; readonly folder: string; readonly result: ValidationResult }
  /** There is no result in the folder. */
  | { readonly type: 'missing'; readonly folder: string };

/** What the results page sends to the extension. */
export type FromPage =
  /** The page can take messages. */
  | { readonly type: 'ready' }
  /** Save the chart; `data` is the PNG in base64. */
  | { readonly type: 'savePng'; readonly data: string }
  | { readonly type: 'saveCsv' }
  /** Show the study in its file. */
  | { readonly type: 'showStudy' }
  | { readonly type: 'runAgain' };

/** What the page keeps over a reload of the window. */
export interface PageState {
  readonly folder: string;
  readonly result?: ValidationResult;
}
