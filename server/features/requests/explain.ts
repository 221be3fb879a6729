import type { Connection } from 'vscode-languageserver';
import * as ast from '../../../language/generated/ast.js';
import { explanation } from '../../../present/markdown/explanation.js';
import { pageTitles } from '../../../present/words/answers.js';
import { answer } from '../../../protocol/connection.js';
import { explainRequest } from '../../../protocol/requests.js';
import type { ArchServices } from '../../services.js';
import { documentOf } from './on-document.js';

/** Answers `explainRequest`. */
export function handleExplain(connection: Connection, services: ArchServices): void {
  answer(connection, explainRequest, async ({ uri, study }, cancelToken) => {
    const document = await documentOf(services, uri, cancelToken);
    const node = document?.declarations.filter(ast.isStudy).find(({ name }) => name === study);
    if (!node) return null;
    return { title: pageTitles.explanation(node.name), markdown: explanation(services.predictions.of(node)) };
  });
}
