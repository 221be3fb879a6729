import type { BaseLanguageClient, Position } from 'vscode-languageclient';
import type { CancellationToken, WorkspaceEdit } from 'vscode';
import type {
  DiagramAnswer,
  DiagramQuestion,
  PointAnswer,
  PointQuestion,
  Sizes,
} from '../server/features/diagram/messages.js';
import type { SizesEdit } from '../server/features/diagram/set-sizes.js';
import type { NetworkAnswer } from '../server/features/requests/network.js';
import type { AdviceAnswer, AdviceChoices, AdviceQuestion } from '../server/features/requests/advice.js';
import type { Comparison } from '../server/features/requests/comparison.js';
import type { CurveAnswer, CurveQuestion } from '../server/features/requests/learning-curve.js';
import type { StudySummary } from '../server/features/requests/study-summary.js';
import type { ValidationBlock } from '../server/features/requests/validations.js';

/** The derivation of a study's prediction, as Markdown. */
export interface Explanation {
  readonly title: string;
  readonly markdown: string;
}

/** An edit that gives scales new values: which it writes, and which of those are no longer tied to others. */
export type SettingSizes = Omit<SizesEdit, 'edit'> & { readonly edit: WorkspaceEdit };

/** What the language server answers beyond the protocol. `uri` is a document's URI. */
export class StudyRequests {
  constructor(private readonly client: BaseLanguageClient) {}

  /** The studies of a file; none while the server is down. */
  async studies(uri: string): Promise<readonly StudySummary[]> {
    return (await this.ask<readonly StudySummary[]>('archscale/studies', { uri })) ?? [];
  }

  /** The study around a position, if there is one. */
  studyAt(uri: string, position: Position): Promise<StudySummary | undefined> {
    return this.ask<StudySummary>('archscale/studyAt', { uri, position });
  }

  /** The validate blocks of a file whose studies can be planned. */
  async validations(uri: string): Promise<readonly ValidationBlock[]> {
    return (await this.ask<readonly ValidationBlock[]>('archscale/validations', { uri })) ?? [];
  }

  /** The derivation of a study, if there is such a study. */
  explain(uri: string, study: string): Promise<Explanation | undefined> {
    return this.ask<Explanation>('archscale/explain', { uri, study });
  }

  /** The phase diagram of a study, or why there is none; undefined when it was cancelled or the server is down. */
  diagram(question: DiagramQuestion, token: CancellationToken): Promise<DiagramAnswer | undefined> {
    return this.ask<DiagramAnswer>('archscale/diagram', question, token);
  }

  /** The prediction of a study at other sizes, if there is one. */
  predictAt(question: PointQuestion): Promise<PointAnswer | undefined> {
    return this.ask<PointAnswer>('archscale/predictAt', question);
  }

  /** The edit that gives scales of a study new values, and what it does; undefined when there is no such study. */
  async setSizes(uri: string, study: string, sizes: Sizes): Promise<SettingSizes | undefined> {
    const answer = await this.ask<SizesEdit>('archscale/setSizes', { uri, study, sizes });
    return answer && { ...answer, edit: await this.client.protocol2CodeConverter.asWorkspaceEdit(answer.edit) };
  }

  /** The picture of a study's network, if it can be drawn. */
  network(uri: string, study: string): Promise<NetworkAnswer | undefined> {
    return this.ask<NetworkAnswer>('archscale/network', { uri, study });
  }

  /** The studies of a file side by side, or all; undefined while the server is down. */
  comparison(uri: string | undefined): Promise<Comparison | undefined> {
    return this.ask<Comparison>('archscale/comparison', uri === undefined ? {} : { uri });
  }

  /** The learning curves of a study, if there is a prediction for it. */
  learningCurve(question: CurveQuestion): Promise<CurveAnswer | undefined> {
    return this.ask<CurveAnswer>('archscale/learningCurve', question);
  }

  /** The sizes of a study on which advice can be asked for, if there is a prediction for it. */
  adviceChoices(uri: string, study: string): Promise<AdviceChoices | undefined> {
    return this.ask<AdviceChoices>('archscale/adviceChoices', { uri, study });
  }

  /** How to choose sizes of a study, or why there is no advice; undefined while the server is down. */
  advise(question: AdviceQuestion): Promise<AdviceAnswer | undefined> {
    return this.ask<AdviceAnswer>('archscale/advise', question);
  }

  private async ask<T>(method: string, params: unknown, token?: CancellationToken): Promise<T | undefined> {
    try {
      return (await this.client.sendRequest<T | null>(method, params, ...(token ? [token] : []))) ?? undefined;
    } catch (error) {
      if (token?.isCancellationRequested) return undefined;
      this.client.warn(`${method}: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
  }
}
