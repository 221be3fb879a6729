import type { NetworkPicture } from '../../present/network/picture.js';
import type { Subject } from '../pages/subject.js';

/** What the extension sends to the network page. */
export type ToPage =
  | { readonly type: 'network'; readonly picture: NetworkPicture; readonly state: PageState }
  /** The part of the network at the cursor; null when the cursor is elsewhere. */
  | { readonly type: 'at'; readonly part: number | null }
  /** Why there is no picture; what was shown stays, marked as out of date. */
  | { readonly type: 'unavailable'; readonly message: string; readonly state: PageState };

/** What the network page sends to the extension. */
export type FromPage =
  | { readonly type: 'ready' }
  /** A block was chosen: put the cursor there. */
  | { readonly type: 'choose'; readonly part: number };

/** What the page keeps over a reload of the window. */
export type PageState = Subject;
