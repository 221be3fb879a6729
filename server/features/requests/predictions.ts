import { AstUtils, type FileSystemProvider } from 'langium';
import type { Connection } from 'vscode-languageserver';
import { calibrationsBeside } from '../../../language/calibration/beside.js';
import { predictedStudies } from '../../../language/predicted-studies.js';
import { loadText } from '../../../language/text.js';
import { words } from '../../../present/words/words.js';
import { studyJson } from '../../../present/json/prediction.js';
import { answer } from '../../../protocol/connection.js';
import { predictionsRequest } from '../../../protocol/requests.js';
import type { ArchServices } from '../../services.js';
import { documentOf } from './on-document.js';

/**
 * Answers `predictionsRequest`. It reads the file as the command line does, so that the answer has the slow checks and waits
 * for data files; of open files it takes the text in the editor.
 */
export function handlePredictions(connection: Connection, services: ArchServices): void {
  answer(connection, predictionsRequest, async ({ uri }, cancelToken) => {
    const document = await documentOf(services, uri, cancelToken);
    if (!document) return null;
    const { textDocument, uri: address } = AstUtils.getDocument(document);
    const file = address.fsPath;
    const files = filesAsEdited(services);
    const loaded = await loadText(textDocument.getText(), file, address, {
      context: { fileSystemProvider: () => files },
      wording: words,
    });
    const { kept } = calibrationsBeside(address, files);
    const studies = predictedStudies(loaded, kept).map((one) =>
      studyJson({ ...one, estimate: services.estimates.of(one.study) }),
    );
    return { file, diagnostics: loaded.diagnostics, studies };
  });
}

/** The files of the server, with the texts of those that are open. */
function filesAsEdited({ shared: { workspace } }: ArchServices): FileSystemProvider {
  const { FileSystemProvider: files, TextDocuments: open } = workspace;
  const edited = Object.create(files) as FileSystemProvider;
  edited.readFile = async (uri) => open.get(uri)?.getText() ?? files.readFile(uri);
  return edited;
}
