import type { DiagramAnswer, DiagramQuestion, PointAnswer, PointQuestion, Sizes } from '../../protocol/diagram.js';
import type { Subject } from '../pages/subject.js';

/** What is chosen on the page. Whatever is left out is as the file has it. */
export type Chosen = Omit<DiagramQuestion, keyof Subject>;

/** What is asked of the point while it moves. */
export type PointChosen = Omit<PointQuestion, keyof Subject>;

/** What the extension sends to the diagram page. */
export type ToPage =
  /** The answer to the page's last question; sent again whenever the file changes. */
  | { readonly type: 'answer'; readonly number: number; readonly subject: Subject; readonly answer: DiagramAnswer }
  /** The numbers at a point; null where there are none. */
  | { readonly type: 'point'; readonly number: number; readonly point: PointAnswer | null }
  /** What became of writing the sizes, in a sentence. */
  | { readonly type: 'written'; readonly message: string };

/** What the diagram page sends to the extension. Questions are numbered, so that answers can be told apart. */
export type FromPage =
  /** Answered by `answer`. The first one says that the page can take messages. */
  | { readonly type: 'ask'; readonly number: number; readonly chosen: Chosen }
  | { readonly type: 'askPoint'; readonly number: number; readonly chosen: PointChosen }
  /** Make these the reference values of the file. */
  | { readonly type: 'write'; readonly sizes: Sizes }
  | { readonly type: 'saveSvg'; readonly svg: string }
  /** `data` is the PNG in base64. */
  | { readonly type: 'savePng'; readonly data: string }
  /** Show the study in its file. */
  | { readonly type: 'showStudy' };

/** What the page keeps over a reload of the window, and while it is hidden. */
export interface PageState extends Subject {
  readonly chosen: Chosen;
  readonly showsSamples?: boolean;
  /** The last answer with a picture. */
  readonly answer?: DiagramAnswer;
}
