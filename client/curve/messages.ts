import type { CurveAnswer } from '../../protocol/learning-curve.js';
import type { Subject } from '../pages/subject.js';

/** An alignment that a validation measured. */
export interface MeasuredPoint {
  readonly sizes: Readonly<Record<string, number>>;
  readonly alignment: number;
  readonly error: number;
}

/** What the extension sends to the page of a learning curve. */
export type ToPage =
  | {
      readonly type: 'curve';
      readonly curve: CurveAnswer;
      readonly measured: readonly MeasuredPoint[];
      readonly state: PageState;
    }
  /** Why there is no curve; what was shown stays, marked as out of date. */
  | { readonly type: 'unavailable'; readonly message: string; readonly state: PageState };

/** What the page sends to the extension. */
export type FromPage =
  | { readonly type: 'ready' }
  /** `data` is the PNG in base64. */
  | { readonly type: 'savePng'; readonly data: string }
  | { readonly type: 'saveCsv' };

/** What the page keeps over a reload of the window. */
export type PageState = Subject;
