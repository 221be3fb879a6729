import { t } from '@vscode/l10n';
import type { Connection } from 'vscode-languageserver';
import * as ast from '../../../language/generated/ast.js';
import { studyWith } from '../diagram/asked.js';
import { diagramAnswer } from '../diagram/answer.js';
import type { DiagramAnswer, DiagramQuestion, PointAnswer, PointQuestion, Sizes } from '../diagram/messages.js';
import { DiagramMemory } from '../diagram/memory.js';
import { pointAnswer } from '../diagram/point.js';
import { settingSizes, type SizesEdit } from '../diagram/set-sizes.js';
import type { Predicted } from '../../document/predictions.js';
import type { ArchServices } from '../../services.js';
import { documentOf } from './on-document.js';

/**
 * `archscale/diagram` {uri, study, ...}: the phase diagram of a study, or its energies against one size;
 * `archscale/predictAt` {uri, study, x, y, sizes, samples}: the numbers at a point of it, null where there is none;
 * `archscale/setSizes` {uri, study, sizes}: the edit that writes sizes into the file and what it frees, null when the study is
 * gone.
 */
export function handleDiagram(connection: Connection, services: ArchServices): void {
  const find = async (
    { uri, study }: { uri: string; study: string },
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

  connection.onRequest('archscale/diagram', async (question: DiagramQuestion, cancelToken): Promise<DiagramAnswer> => {
    const predicted = predict(await find(question, cancelToken));
    if (predicted) return diagramAnswer(predicted, question, memory, cancelToken);
    const message = t`There is no prediction for ${question.study} at the moment: its study has errors or is gone.`;
    return { kind: 'unavailable', message };
  });
  connection.onRequest(
    'archscale/predictAt',
    async (question: PointQuestion, cancelToken): Promise<PointAnswer | null> => {
      const predicted = predict(await find(question, cancelToken));
      const free = [question.x, ...(question.y ? [question.y] : [])];
      return predicted ? pointAnswer(studyWith(predicted, free, question.sizes, question.samples)) : null;
    },
  );
  connection.onRequest(
    'archscale/setSizes',
    async (asked: { uri: string; study: string; sizes: Sizes }, cancelToken): Promise<SizesEdit | null> => {
      const node = await find(asked, cancelToken);
      return node ? settingSizes(node, asked.sizes) : null;
    },
  );
}
