import { CstUtils, DocumentState, URI, UriUtils, type LangiumDocument } from 'langium';
import { DefaultRenameProvider } from 'langium/lsp';
import {
  LSPErrorCodes,
  ResponseError,
  type Connection,
  type RenameParams,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { renameRefusals } from '../../present/words/answers.js';
import { versioned } from '../edits.js';
import type { ArchServices } from '../services.js';
import { isDirected, type DirectedComponent } from './directions.js';
import { takenReason } from './taken-names.js';
import { mergingReason, namesToWrite } from './renamed-direction.js';

/** `textDocument/rename`: closed files are compared with the disk first, as their ranges come from what was read. */
export function handleRename(connection: Connection, { shared, lsp }: ArchServices): void {
  const { ClosedFiles, DocumentBuilder, LangiumDocuments, WorkspaceLock } = shared.workspace;
  connection.onRenameRequest(async (params, token) => {
    await ClosedFiles.compare();
    const uri = URI.parse(params.textDocument.uri);
    await DocumentBuilder.waitUntil(DocumentState.IndexedReferences, uri, token);
    await DocumentBuilder.waitUntil(DocumentState.IndexedReferences, token);
    const edit = await WorkspaceLock.read(() => {
      const document = LangiumDocuments.getDocument(uri);
      return document && lsp.RenameProvider?.rename(document, params, token);
    });
    return edit ?? null;
  });
}

/** Renames over all files, to names only that the language can read and that nothing else has; a direction within its target. */
export class ArchRename extends DefaultRenameProvider {
  constructor(private readonly services: ArchServices) {
    super(services);
  }

  override async rename(document: LangiumDocument, params: RenameParams): Promise<WorkspaceEdit | undefined> {
    const { newName } = params;
    const direction = this.directionAt(document, params);
    const reason =
      refusal(newName, this.services) ??
      (direction ? mergingReason(direction, newName) : this.takenReason(document, params)) ??
      this.openTwiceReason(document);
    if (reason !== undefined) throw refused(reason);
    const edit = await super.rename(document, params);
    if (direction) edit?.changes?.[document.uri.toString()]?.push(...namesToWrite(direction, newName));
    for (const uri of Object.keys(edit?.changes ?? {})) await this.checkUnchanged(URI.parse(uri));
    return edit && versioned(edit, this.services.shared);
  }

  /** @throws ResponseError when a file is no longer what its ranges were found in. */
  private async checkUnchanged(uri: URI): Promise<void> {
    const { FileSystemProvider, LangiumDocuments, TextDocuments } = this.services.shared.workspace;
    const planned = LangiumDocuments.getDocument(uri)?.parseResult.value.$cstNode?.root.fullText;
    const open = TextDocuments.get(uri)?.getText();
    const text = open ?? (await FileSystemProvider.readFile(uri).catch(() => undefined));
    if (text === undefined || text !== planned) throw refused(renameRefusals.changed(UriUtils.basename(uri)));
  }

  private takenReason(document: LangiumDocument, { position, newName }: RenameParams): string | undefined {
    const leaf = this.leafAt(document, position);
    const [node] = leaf ? this.references.findDeclarations(leaf) : [];
    return node && takenReason(node, newName, this.services);
  }

  /** Of a file that is open under two addresses, names lead to the text at one of them. */
  private openTwiceReason({ uri }: LangiumDocument): string | undefined {
    const first = this.services.shared.workspace.LangiumDocuments.documentOfFile(uri)?.uri;
    return first && first.toString() !== uri.toString() ? renameRefusals.openTwice(first.fsPath) : undefined;
  }

  private directionAt(document: LangiumDocument, { position }: RenameParams): DirectedComponent | undefined {
    const leaf = this.leafAt(document, position);
    return leaf && this.references.findDeclarations(leaf).find(isDirected);
  }

  private leafAt(
    document: LangiumDocument,
    position: RenameParams['position'],
  ): ReturnType<typeof CstUtils.findDeclarationNodeAtOffset> {
    const root = document.parseResult.value.$cstNode;
    const offset = document.textDocument.offsetAt(position);
    return root && CstUtils.findDeclarationNodeAtOffset(root, offset, this.grammarConfig.nameRegexp);
  }
}

function refused(reason: string): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.RequestFailed, reason);
}

/** Why a text cannot be a name; undefined when it can. */
function refusal(name: string, { parser, Grammar }: ArchServices): string | undefined {
  const { tokens, errors } = parser.Lexer.tokenize(name);
  const [token] = tokens;
  const isOneWord = errors.length === 0 && tokens.length === 1 && token?.image === name;
  if (!isOneWord || !/^[_\p{L}]/u.test(name)) {
    return renameRefusals.noName(name);
  }
  const parsed = parser.LangiumParser.parse(`scale ${name}`);
  if (Grammar.rules.length > 0 && parsed.parserErrors.length > 0) return renameRefusals.keyword(name);
  return undefined;
}
