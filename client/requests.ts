import type { BaseLanguageClient, Position } from 'vscode-languageclient';
import type { CancellationToken, WorkspaceEdit } from 'vscode';
import type {
  DiagramAnswer,
  DiagramQuestion,
  PointAnswer,
  PointQuestion,
  Sizes,
  SizesEdit,
} from '../protocol/diagram.js';
import type { NetworkAnswer } from '../protocol/network.js';
import type { AdviceAnswer, AdviceChoices, AdviceQuestion } from '../protocol/advice.js';
import type { DataAnswer, DataQuestion } from '../protocol/data.js';
import type { Comparison } from '../protocol/comparison.js';
import type { CurveAnswer, CurveQuestion } from '../protocol/learning-curve.js';
import type { Explanation, StudySummary, PlannableStudy } from '../protocol/studies.js';
import { ask } from '../protocol/connection.js';
import type { Request } from '../protocol/request.js';
import {
  adviceChoicesRequest,
  adviseRequest,
  comparisonRequest,
  describeDataRequest,
  diagramRequest,
  explainRequest,
  learningCurveRequest,
  networkRequest,
  predictAtRequest,
  setSizesRequest,
  studiesRequest,
  studyAtRequest,
  validationsRequest,
} from '../protocol/requests.js';

/** An edit that gives scales new values: which it writes, and which of those are no longer tied to others. */
export type SettingSizes = Omit<SizesEdit, 'edit'> & { readonly edit: WorkspaceEdit };

/** What the language server answers beyond the protocol. `uri` is a document's URI. */
export class StudyRequests {
  constructor(private readonly client: BaseLanguageClient) {}

  /** The studies of a file; none while the server is down. */
  async studies(uri: string): Promise<readonly StudySummary[]> {
    return (await this.ask(studiesRequest, { uri })) ?? [];
  }

  /** The study around a position, if there is one. */
  studyAt(uri: string, position: Position): Promise<StudySummary | undefined> {
    return this.ask(studyAtRequest, { uri, position });
  }

  /** The studies of a file that can be planned, with their validate blocks. */
  async validations(uri: string): Promise<readonly PlannableStudy[]> {
    return (await this.ask(validationsRequest, { uri })) ?? [];
  }

  /** The derivation of a study, if there is such a study. */
  explain(uri: string, study: string): Promise<Explanation | undefined> {
    return this.ask(explainRequest, { uri, study });
  }

  /** The phase diagram of a study, or why there is none; undefined when it was cancelled or the server is down. */
  diagram(question: DiagramQuestion, token: CancellationToken): Promise<DiagramAnswer | undefined> {
    return this.ask(diagramRequest, question, token);
  }

  /** The prediction of a study at other sizes, if there is one. */
  predictAt(question: PointQuestion): Promise<PointAnswer | undefined> {
    return this.ask(predictAtRequest, question);
  }

  /** The edit that gives scales of a study new values, and what it does; undefined when there is no such study. */
  async setSizes(uri: string, study: string, sizes: Sizes): Promise<SettingSizes | undefined> {
    const answer = await this.ask(setSizesRequest, { uri, study, sizes });
    return answer && { ...answer, edit: await this.client.protocol2CodeConverter.asWorkspaceEdit(answer.edit) };
  }

  /** The picture of a study's network, if it can be drawn. */
  network(uri: string, study: string): Promise<NetworkAnswer | undefined> {
    return this.ask(networkRequest, { uri, study });
  }

  /** The studies of a file side by side, or all; undefined while the server is down. */
  comparison(uri: string | undefined): Promise<Comparison | undefined> {
    return this.ask(comparisonRequest, uri === undefined ? {} : { uri });
  }

  /** The learning curves of a study, if there is a prediction for it. */
  learningCurve(question: CurveQuestion): Promise<CurveAnswer | undefined> {
    return this.ask(learningCurveRequest, question);
  }

  /** The sizes of a study on which advice can be asked for, if there is a prediction for it. */
  adviceChoices(uri: string, study: string): Promise<AdviceChoices | undefined> {
    return this.ask(adviceChoicesRequest, { uri, study });
  }

  /** How to choose sizes of a study, or why there is no advice; undefined while the server is down. */
  advise(question: AdviceQuestion): Promise<AdviceAnswer | undefined> {
    return this.ask(adviseRequest, question);
  }

  /** What a data file holds, or why it cannot be used; undefined while the server is down. */
  describeData(question: DataQuestion): Promise<DataAnswer | undefined> {
    return this.ask(describeDataRequest, question);
  }

  private async ask<Params, Result>(
    request: Request<Params, Result>,
    params: Params,
    token?: CancellationToken,
  ): Promise<NonNullable<Result> | undefined> {
    try {
      return (await ask(this.client, request, params, token)) ?? undefined;
    } catch (error) {
      if (token?.isCancellationRequested) return undefined;
      this.client.warn(`${request.method}: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
  }
}
