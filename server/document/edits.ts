import { Emitter } from 'langium';
import { NormalizedTextDocuments } from 'langium/lsp';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { TextDocumentContentChangeEvent } from 'vscode-languageserver';
import type { PositionEncoding } from '../position-encoding.js';

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

  /** @param encoding how the client counts characters. */
  constructor(encoding: PositionEncoding) {
    const emitter = new Emitter<DocumentEdit>();
    super({
      create: TextDocument.create,
      update: (document, changes, version) => {
        let current = document;
        changes.forEach((sent, index) => {
          const change = read(sent, current, encoding);
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

/** A change with its range as the server counts. The length of what it replaces, which older clients send, is left out. */
function read(
  sent: TextDocumentContentChangeEvent,
  document: TextDocument,
  encoding: PositionEncoding,
): TextDocumentContentChangeEvent {
  if (encoding.isOwn || !('range' in sent)) return sent;
  const { start, end } = sent.range;
  return { text: sent.text, range: { start: encoding.inText(start, document), end: encoding.inText(end, document) } };
}
