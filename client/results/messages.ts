import type { ValidationResult } from '../../validation/result.js';

/** What a results page shows, and keeps over a reload of the window: the runs' folders as addresses, and those results that are there. */
export interface PageState {
  readonly folders: readonly string[];
  /** Sent again whenever a file changes. */
  readonly results: readonly ValidationResult[];
  /** Whether the run goes on; of several runs false. */
  readonly isRunning: boolean;
  /** Whether its prefactor can be kept for the numbers of its study here. */
  readonly canCalibrate: boolean;
}

/** What the extension sends to the results page. */
export type ToPage = PageState;

/** What the results page sends to the extension. */
export type FromPage =
  /** The page can take messages. */
  | { readonly type: 'ready' }
  /** Save the first plot; `data` is the PNG in base64. */
  | { readonly type: 'savePng'; readonly data: string }
  | { readonly type: 'saveCsv' }
  | { readonly type: 'saveReport' }
  /** Show the study in its file. */
  | { readonly type: 'showStudy' }
  | { readonly type: 'runAgain' }
  /** End the run, and keep its points. */
  | { readonly type: 'stop' }
  /** Go on where the run was stopped. */
  | { readonly type: 'resume' }
  /** Keep the prefactor of the run for the numbers of its study. */
  | { readonly type: 'calibrate' };
