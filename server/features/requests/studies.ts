import type { Connection } from 'vscode-languageserver';
import * as ast from '../../../language/generated/ast.js';
import type { ArchServices } from '../../services.js';
import { documentOf } from './on-document.js';
import { summary, type StudySummary } from './study-summary.js';

/** `archscale/studies` {uri}: the studies of a file, in the order of the text. */
export function handleStudies(connection: Connection, services: ArchServices): void {
  connection.onRequest('archscale/studies', async ({ uri }: { uri: string }, cancelToken): Promise<StudySummary[]> => {
    const document = await documentOf(services, uri, cancelToken);
    const studies = document?.declarations.filter(ast.isStudy) ?? [];
    return studies.filter(({ name }) => name).map((study) => summary(study, services.predictions));
  });
}
