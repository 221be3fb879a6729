import * as ast from '../../language/generated/ast.js';
import { GrammarUtils, URI, UriUtils, type AstNode, type LangiumDocument } from 'langium';
import type { FileOperationHandler } from 'langium/lsp';
import {
  FileChangeType,
  TextEdit,
  type CreateFilesParams,
  type DeleteFilesParams,
  type FileEvent,
  type FileOperationOptions,
  type RenameFilesParams,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { dataInputs } from '../../language/data/data-files.js';
import { addressOf, relativePath } from '../../language/scoping/addresses.js';
import { importedDocument } from '../../language/scoping/documents.js';
import { importsOf } from '../../language/scoping/imports.js';
import { versioned } from '../edits.js';
import type { ArchSharedServices } from '../services.js';

/** Folders, files of the language, and data files, which may have any name. */
const filters = [{ pattern: { glob: '**/*' } }];

type Move = (uri: URI) => URI | undefined;

/** Files that are made, moved and deleted in the editor: paths in imports and data inputs follow a move. */
export class ArchFileOperations implements FileOperationHandler {
  readonly fileOperationOptions: FileOperationOptions = {
    willRename: { filters },
    didRename: { filters },
    didCreate: { filters },
    didDelete: { filters },
  };

  constructor(private readonly services: ArchSharedServices) {}

  async willRenameFiles({ files }: RenameFilesParams): Promise<WorkspaceEdit | null> {
    const { ClosedFiles, LangiumDocuments, WorkspaceLock } = this.services.workspace;
    await ClosedFiles.compare();
    const move = moveOf(files);
    return WorkspaceLock.read(() => {
      const changes: Record<string, TextEdit[]> = {};
      for (const document of LangiumDocuments.all) {
        const edits = this.editsOf(document, move);
        if (edits.length > 0) changes[document.uri.toString()] = edits;
      }
      return Object.keys(changes).length > 0 ? versioned({ changes }, this.services) : null;
    });
  }

  didRenameFiles({ files }: RenameFilesParams): void {
    void this.tell(
      files.map(({ oldUri }) => oldUri),
      files.map(({ newUri }) => newUri),
    );
  }

  didCreateFiles({ files }: CreateFilesParams): void {
    void this.tell(
      [],
      files.map(({ uri }) => uri),
    );
  }

  didDeleteFiles({ files }: DeleteFilesParams): void {
    void this.tell(
      files.map(({ uri }) => uri),
      [],
    );
  }

  /** Hands on what a client that watches would report of each file. */
  private async tell(gone: readonly string[], come: readonly string[]): Promise<void> {
    const { ClosedFiles, FileSystemProvider, WorkspaceManager } = this.services.workspace;
    const changes: FileEvent[] = gone.map((uri) => ({ uri, type: FileChangeType.Deleted }));
    for (const address of come) {
      const uri = URI.parse(address);
      const isFolder = await Promise.resolve(FileSystemProvider.stat(uri)).then(
        ({ isDirectory }) => isDirectory,
        () => false,
      );
      const files = isFolder ? await WorkspaceManager.searchFolder(uri) : [uri];
      changes.push(...files.map((file): FileEvent => ({ uri: file.toString(), type: FileChangeType.Created })));
    }
    this.services.lsp.DocumentUpdateHandler.didChangeWatchedFiles?.({ changes });
    await ClosedFiles.compare().catch(() => undefined);
  }

  private editsOf(document: LangiumDocument, move: Move): TextEdit[] {
    const file = move(document.uri) ?? document.uri;
    const imports = importsOf(document).map(({ node }) => ({ node, property: 'path', path: node.path }));
    const data = dataInputs(document).flatMap((node) => [
      { node, property: 'path', path: node.path },
      ...node.options
        .filter(ast.isDirectionOption)
        .map((option) => ({ node: option, property: 'direction', path: option.direction })),
    ]);
    return [...imports, ...data].flatMap(({ node, property, path }) => {
      const old = path && addressOf(path, document.uri);
      if (!old) return [];
      const target = this.movedTarget(old, move) ?? old;
      const isSame = addressOf(path, file).toString() === target.toString();
      return isSame ? [] : replaced(node, property, pathTo(target, file, path));
    });
  }

  /** Where a named file will be; undefined where it stays. */
  private movedTarget(uri: URI, move: Move): URI | undefined {
    const document = importedDocument(uri, this.services.workspace.LangiumDocuments);
    return move(uri) ?? (document && move(document.uri));
  }
}

/** Where files go, also those in folders that are moved. */
function moveOf(files: RenameFilesParams['files']): Move {
  const moves = files.map(({ oldUri, newUri }) => ({ from: URI.parse(oldUri), to: URI.parse(newUri) }));
  return (uri) => {
    const move = moves.find(({ from }) => UriUtils.contains(from, uri));
    return move?.to.with({ path: move.to.path + uri.path.slice(move.from.path.length) });
  };
}

/** A path from a file to another, written as the old one: from a root or relative, with `./` and with `\` or without. */
function pathTo(target: URI, file: URI, old: string): string {
  const isBackslashed = old.includes('\\') && !old.includes('/');
  const isFromRoot = /^([/\\]|[a-z]:)/i.test(old);
  const path = isFromRoot ? fromRoot(target) : relativePath(target, file, /^\.\.?[/\\]/.test(old));
  return isBackslashed ? path.replaceAll('/', '\\') : path;
}

function fromRoot({ authority, path }: URI): string {
  const local = path.replace(/^\/([a-z]:)/i, '$1');
  return authority ? `//${authority}${local}` : local;
}

function replaced(node: AstNode, property: string, path: string): TextEdit[] {
  const cst = GrammarUtils.findNodeForProperty(node.$cstNode, property);
  const quote = [cst?.text[0], '"', "'"].find((one) => one !== undefined && !path.includes(one));
  return cst && quote !== undefined ? [TextEdit.replace(cst.range, `${quote}${path}${quote}`)] : [];
}
