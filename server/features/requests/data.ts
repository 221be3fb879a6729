import { URI, UriUtils } from 'langium';
import type { Connection } from 'vscode-languageserver';
import { measureFile } from '../../../language/data/data-files.js';
import { anywhere } from '../../../language/files/reach.js';
import { UnusableDataError } from '../../../language/data/table.js';
import { describedSentences } from '../../../present/text/described.js';
import { describedData, describedFile } from '../../../present/views/described.js';
import { words } from '../../../present/words/words.js';
import { answer } from '../../../protocol/connection.js';
import type { DataAnswer, DataQuestion } from '../../../protocol/data.js';
import { describeDataRequest } from '../../../protocol/requests.js';
import type { Host } from '../../module.js';

/** Answers `describeDataRequest`. */
export function handleData(connection: Connection, { read }: Host['data']): void {
  answer(connection, describeDataRequest, async (question: DataQuestion): Promise<DataAnswer> => {
    const file = URI.parse(question.uri);
    const options = { ...(question.label !== undefined && { label: question.label }), standardize: false };
    try {
      const data = await measureFile({ ...options, file }, (file, selection) => read(file, anywhere, selection));
      const name = UriUtils.basename(file);
      const path =
        question.out === undefined ? name : UriUtils.relative(UriUtils.dirname(URI.parse(question.out)), file);
      const lines = describedData(path, options, data);
      const sentences = [`${name}:`, ...describedSentences({ ...options, path: name }, data)];
      return { kind: 'described', columns: data.columns, file: describedFile(lines, data, sentences) };
    } catch (error) {
      if (error instanceof UnusableDataError) return { kind: 'none', reason: `${file.fsPath}: ${words(error.reason)}` };
      throw error;
    }
  });
}
