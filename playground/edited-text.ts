import type { editor } from 'monaco-editor/editor';
import type { MessageConnection } from 'vscode-jsonrpc/browser';
import type { WorkspaceEdit } from 'vscode-languageserver-protocol';
import { ask } from '../protocol/connection.js';
import { setSizesRequest, studiesRequest } from '../protocol/requests.js';
import { writeSizes } from '../client/diagram/write-sizes.js';
import type { Sizes } from '../protocol/diagram.js';
import type { StudySummary } from '../protocol/studies.js';
import { textAddress, type Files } from './files.js';
import { rangeOf } from './providers.js';

/** Opens the text of an editor at a server, which is then sent every change of it; the files hold the text as it is. */
export async function openText(server: MessageConnection, files: Files, model: editor.ITextModel): Promise<void> {
  const uri = model.uri.toString();
  files.write(uri, model.getValue());
  model.onDidChangeContent(({ changes, versionId }) => {
    files.write(uri, model.getValue());
    const contentChanges = changes.map(({ range, text }) => ({
      range: {
        start: { line: range.startLineNumber - 1, character: range.startColumn - 1 },
        end: { line: range.endLineNumber - 1, character: range.endColumn - 1 },
      },
      text,
    }));
    void server.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: versionId },
      contentChanges,
    });
  });
  const textDocument = {
    uri,
    languageId: model.getLanguageId(),
    version: model.getVersionId(),
    text: model.getValue(),
  };
  await server.sendNotification('textDocument/didOpen', { textDocument });
}

/** The text in the editor, as the pages beside it go to its studies and change its sizes. */
export class EditedText {
  constructor(
    private readonly server: MessageConnection,
    private readonly place: editor.IStandaloneCodeEditor,
    private readonly model: editor.ITextModel,
  ) {}

  /** The studies of the text, in its order. */
  studies(): Promise<readonly StudySummary[]> {
    return ask(this.server, studiesRequest, { uri: textAddress });
  }

  /** Puts the cursor at a study; where it is gone, at the beginning. */
  async showStudy(study: string): Promise<void> {
    const found = (await this.studies()).find(({ name }) => name === study);
    const position = { lineNumber: (found?.range.start.line ?? 0) + 1, column: 1 };
    this.place.setPosition(position);
    this.place.revealPositionInCenter(position);
    // On a phone the text lies above what is seen.
    this.place.getDomNode()?.scrollIntoView({ block: 'nearest' });
    this.place.focus();
  }

  /**
   * Makes sizes of a study the reference values of the text, as one edit that can be undone.
   * @returns what became of it, in a sentence
   */
  writeSizes(study: string, sizes: Sizes): Promise<string> {
    const question = { uri: textAddress, study, sizes };
    const files = {
      version: () => String(this.model.getVersionId()),
      ask: async () => (await ask(this.server, setSizesRequest, question)) ?? undefined,
      apply: (edit: WorkspaceEdit) => this.apply(edit),
    };
    return writeSizes(files, study, sizes);
  }

  private apply({ changes }: WorkspaceEdit): boolean {
    const edits = changes?.[textAddress] ?? [];
    this.place.pushUndoStop();
    const isMade = this.place.executeEdits(
      'sizes',
      edits.map(({ range, newText }) => ({ range: rangeOf(range), text: newText })),
    );
    this.place.pushUndoStop();
    return isMade;
  }
}
