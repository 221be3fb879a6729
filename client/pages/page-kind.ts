import type { Disposable, WebviewPanel } from 'vscode';

/** What fills a panel. */
export interface Page<Subject> extends Disposable {
  /** Shows a subject, afresh when it is the one that is shown. */
  show(subject: Subject): void | Promise<void>;
}

/** A kind of page: which panels it has, and what fills them. */
export interface PageKind<Subject> {
  /** As in the activation events. */
  readonly viewType: string;
  /** Subjects of the same key share a page. */
  keyOf(subject: Subject): string;
  /** The title of a panel until its page gives it another. */
  titleOf(subject: Subject): string;
  /** Whether the editor keeps the focus when a page opens. */
  readonly preservesFocus: boolean;
  /** The subject in what a page's script has kept over a reload of the window; undefined when there is none. */
  subjectOf(state: unknown): Subject | undefined;
  create(panel: WebviewPanel, subject: Subject): Page<Subject>;
}
