import type { Connection } from 'vscode-languageserver';
import * as ast from '../../../language/generated/ast.js';
import { studyWith } from '../diagram/resolve-question.js';
import { diagramAnswer } from '../diagram/answer.js';
import { answer } from '../../../protocol/connection.js';
import { diagramRequest, predictAtRequest, setSizesRequest } from '../../../protocol/requests.js';
import type { StudyParams } from '../../../protocol/studies.js';
import { DiagramMemory } from '../diagram/memory.js';
import { pointAnswer } from '../diagram/point.js';
import { settingSizes } from '../diagram/set-sizes.js';
import type { Predicted } from '../../../present/views/predicted.js';
import { diagramRefusals } from '../../../present/words/answers.js';
import type { ArchServices } from '../../services.js';
import { documentOf } from './on-document.js';

/** Answers `diagramRequest`, `predictAtRequest` and `setSizesRequest`. */
export function handleDiagram(connection: Connection, services: ArchServices): void {
  const find = async (
    { uri, study }: StudyParams,
    cancelToken: Parameters<typeof documentOf>[2],
  ): Promise<ast.Study | undefined> => {
    const document = await documentOf(services, uri, cancelToken);
    return document?.declarations.filter(ast.isStudy).find(({ name }) => name === study);
  };
  const memory = new DiagramMemory();
  const predict = (node: ast.Study | undefined): Predicted | undefined => {
    const outcome = node && services.predictions.of(node);
    return outcome?.kind === 'predicted' ? outcome : undefined;
  };

  answer(connection, diagramRequest, async (question, cancelToken) => {
    const predicted = predict(await find(question, cancelToken));
    if (predicted) return diagramAnswer(predicted, question, memory, cancelToken);
    const message = diagramRefusals.unpredicted(question.study);
    return { kind: 'unavailable', message };
  });
  answer(connection, predictAtRequest, async (question, cancelToken) => {
    const predicted = predict(await find(question, cancelToken));
    const free = [question.x, ...(question.y ? [question.y] : [])];
    return predicted ? pointAnswer(studyWith(predicted, free, question.sizes, question.samples), predicted) : null;
  });
  answer(connection, setSizesRequest, async (question, cancelToken) => {
    const node = await find(question, cancelToken);
    return node ? settingSizes(node, question.sizes) : null;
  });
}
