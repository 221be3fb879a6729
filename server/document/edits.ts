import { Emitter } from 'langium';
import { NormalizedTextDocuments } from 'langium/lsp';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { TextDocumentContentChangeEvent } from 'vscode-languageserver';

/** What an edit did to a document, in the order in which the editor sent its changes. */
export interface DocumentEdit {
  /** The text before this change. */
  readonly before: TextDocument;
  readonly change: TextDocumentContentChangeEvent;
  /** True for the last change of those sent together. */
  readonly isLast: boolean;
}

/** The open documents, telling of each change before they take it. */
export class EditedDocuments extends NormalizedTextDocuments<TextDocument> {
  /** Fires once for each change, before the document has it. */
  readonly onEdit;

  constructor() {
    const emitter = new Emitter<DocumentEdit>();
    super({
      create: TextDocument.create,
      update: (document, changes, version) => {
        let current = document;
        changes.forEach((change, index) => {
          emitter.fire({ before: current, change, isLast: index === changes.length - 1 });
          current = TextDocument.update(current, [change], version);
        });
        // An update without changes still brings a new version.
        return changes.length > 0 ? current : TextDocument.update(document, [], version);
      },
    });
    this.onEdit = emitter.event;
  }
}
