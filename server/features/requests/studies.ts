import type { Connection } from 'vscode-languageserver';
import * as ast from '../../../language/generated/ast.js';
import { answer } from '../../../protocol/connection.js';
import { studiesRequest } from '../../../protocol/requests.js';
import type { ArchServices } from '../../services.js';
import { documentOf } from './on-document.js';
import { summary } from './study-summary.js';

/** Answers `studiesRequest`. */
export function handleStudies(connection: Connection, services: ArchServices): void {
  answer(connection, studiesRequest, async ({ uri }, cancelToken) => {
    const document = await documentOf(services, uri, cancelToken);
    const studies = document?.declarations.filter(ast.isStudy) ?? [];
    return studies.filter(({ name }) => name).map((study) => summary(study, services.predictions));
  });
}
