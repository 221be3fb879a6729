import type { LanguageClient, Position } from 'vscode-languageclient/node';
import type { StudySummary } from '../server/requests/study-summary.js';

/** The derivation of a study's prediction, as Markdown. */
export interface Explanation {
  readonly title: string;
  readonly markdown: string;
}

/** What the language server answers beyond the protocol. `uri` is a document's URI. */
export class StudyRequests {
  constructor(private readonly client: LanguageClient) {}

  /** The studies of a file; none while the server is down. */
  async studies(uri: string): Promise<readonly StudySummary[]> {
    return (await this.ask<readonly StudySummary[]>('archscale/studies', { uri })) ?? [];
  }

  /** The study around a position, if there is one. */
  studyAt(uri: string, position: Position): Promise<StudySummary | undefined> {
    return this.ask<StudySummary>('archscale/studyAt', { uri, position });
  }

  /** The derivation of a study, if there is such a study. */
  explain(uri: string, study: string): Promise<Explanation | undefined> {
    return this.ask<Explanation>('archscale/explain', { uri, study });
  }

  private async ask<T>(method: string, params: unknown): Promise<T | undefined> {
    try {
      return (await this.client.sendRequest<T | null>(method, params)) ?? undefined;
    } catch (error) {
      this.client.warn(`${method}: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
  }
}
