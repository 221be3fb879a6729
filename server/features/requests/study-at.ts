import { AstUtils, CstUtils, type CstNode } from 'langium';
import type { Connection, Position } from 'vscode-languageserver';
import * as ast from '../../../language/generated/ast.js';
import { answer } from '../../../protocol/connection.js';
import { studyAtRequest } from '../../../protocol/requests.js';
import { targetOf } from '../../../language/lowering/study-nodes.js';
import type { Predictions } from '../../document/predictions.js';
import type { ArchServices } from '../../services.js';
import { documentOf } from './on-document.js';
import { summary } from './study-summary.js';

/** Answers `studyAtRequest`. */
export function handleStudyAt(connection: Connection, services: ArchServices): void {
  answer(connection, studyAtRequest, async ({ uri, position }, cancelToken) => {
    const document = await documentOf(services, uri, cancelToken);
    const study = document && studyAt(document, position, services.predictions);
    return study?.name ? summary(study, services.predictions) : null;
  });
}

function studyAt(document: ast.Document, position: Position, predictions: Predictions): ast.Study | undefined {
  const declaration = declarationAt(document, position);
  if (ast.isStudy(declaration)) return declaration;
  if (ast.isNetwork(declaration)) {
    const studies = predictions.studiesOf(declaration);
    return studies.find((study) => predictions.of(study).kind === 'predicted') ?? studies[0];
  }
  const own = document.declarations.filter(ast.isStudy);
  if (ast.isScale(declaration)) return own.length === 1 ? own[0] : undefined;
  if (!ast.isTarget(declaration)) return undefined;
  return own.find((study) => targetOf(study) === declaration);
}

function declarationAt(document: ast.Document, position: Position): ast.Declaration | undefined {
  const root = document.$cstNode;
  const offset = AstUtils.getDocument(document).textDocument.offsetAt(position);
  const leaf: CstNode | undefined =
    root && (CstUtils.findLeafNodeAtOffset(root, offset) ?? CstUtils.findLeafNodeBeforeOffset(root, offset));
  const declaration = AstUtils.getContainerOfType(leaf?.astNode, ast.isDeclaration);
  return declaration?.$cstNode && declaration.$cstNode.end >= offset ? declaration : undefined;
}
