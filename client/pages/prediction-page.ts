import { commands, type Disposable, type ExtensionContext, type Uri } from 'vscode';
import { chosenStudy } from '../commands/study.js';
import type { StudyRequests } from '../requests.js';
import { type PageKind, Pages } from './pages.js';
import type { Subject } from './subject.js';

/** A kind of page that shows predictions, with the command that opens it. */
export interface PredictionPage<Shown> {
  /** As in the manifest, which has a title for it. */
  readonly command: string;
  /**
   * What to show: from the arguments of the command where it has them, else from the editor, else the user is asked.
   * @returns undefined when nothing is to be shown, and the user knows why
   */
  subject(requests: StudyRequests, uri?: unknown, study?: unknown): Promise<Shown | undefined>;
  kind(extension: Uri, requests: StudyRequests): PageKind<Shown>;
}

/** Brings pages back after a reload of the window, and opens them by their command. */
export type RegisterPage = (context: ExtensionContext, requests: StudyRequests) => Disposable;

/** What registers a kind of page. */
export function predictionPage<Shown>({ command, subject, kind }: PredictionPage<Shown>): RegisterPage {
  return (context, requests) => {
    const pages = new Pages(context, kind(context.extensionUri, requests));
    return commands.registerCommand(command, async (uri?: unknown, study?: unknown): Promise<void> => {
      const shown = await subject(requests, uri, study);
      if (shown !== undefined) await pages.show(shown);
    });
  };
}

/**
 * The subject of a page of one study.
 * @param purpose what it is opened for, for questions: "draw its network"
 */
export const studyFor =
  (purpose: () => string) =>
  async (requests: StudyRequests, uri?: unknown, study?: unknown): Promise<Subject | undefined> => {
    const chosen = await chosenStudy(requests, purpose(), uri, study);
    return chosen && { uri: chosen.uri.toString(), study: chosen.study };
  };
