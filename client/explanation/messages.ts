import type { NetworkPicture } from '../../present/network/picture.js';
import type { Subject } from '../pages/subject.js';

/** What the extension sends to the explanation page. */
export type ToPage =
  /** `html` is rendered Markdown; the picture is of the network with what each layer does, null where there is none. */
  | {
      readonly type: 'explanation';
      readonly title: string;
      readonly html: string;
      readonly picture: NetworkPicture | null;
      readonly state: PageState;
    }
  /** Why there is nothing to explain; what was shown stays, marked as out of date. */
  | { readonly type: 'unavailable'; readonly message: string; readonly state: PageState };

/** What the explanation page sends to the extension. */
export interface FromPage {
  readonly type: 'ready';
}

/** What the page keeps over a reload of the window. */
export type PageState = Subject;
