import { later } from './later.js';
import { DocumentState, URI, UriUtils, type LangiumDocument } from 'langium';
import {
  DidChangeWatchedFilesNotification,
  type Connection,
  type Disposable,
  type FileSystemWatcher,
} from 'vscode-languageserver';
import { calibrationExtension } from '../../language/calibration/format.js';
import { dataFilesOf } from '../../language/data/data-files.js';
import { fileExtension, importsOf } from '../../language/scoping/imports.js';
import { onNotified } from '../../protocol/connection.js';
import { compareFilesNotification } from '../../protocol/requests.js';
import type { ArchServices, ArchSharedServices } from '../services.js';

/** Watches folders, without those in them. */
export interface FolderWatcher {
  /**
   * Watches these folders and no others.
   * @returns true when one of them was not watched before: what has changed in it meanwhile was missed.
   */
  follow(folders: ReadonlySet<string>): boolean;
}

/** Makes what watches folders, where the server can; see `FolderWatcher`. */
export type MakeWatcher = (isRelevant: (path: string) => boolean, onChange: () => void) => FolderWatcher;

/** So long after a change nothing else must change before files are compared, in milliseconds. */
const calm = 50;

/**
 * Hears of changes on the disk: asks the client to watch the files of the language and the data files that are named; where it does
 * not watch for this server alone, watches their folders too, as some clients report only what they save themselves.
 */
export function watchFiles(
  connection: Connection,
  { shared }: ArchServices,
  makeWatcher: MakeWatcher | undefined,
): void {
  const { ClosedFiles, DocumentBuilder } = shared.workspace;
  const client = new ClientWatch(connection);
  let dataNames: ReadonlySet<string> = new Set();
  const compare = (): void => void ClosedFiles.compare().catch(() => undefined);
  const compareLater = later(calm, compare);
  const isRelevant = (path: string): boolean =>
    path.endsWith(fileExtension) ||
    path.endsWith(calibrationExtension) ||
    dataNames.has(UriUtils.basename(URI.file(path)));
  const watcher = makeWatcher?.(isRelevant, compareLater);
  const followLater = later(calm, () => {
    const data = shared.workspace.LangiumDocuments.all.toArray().flatMap((document) => dataFilesOf(document));
    dataNames = new Set(data.map((uri) => UriUtils.basename(uri)));
    client.watch(data, shared);
    if (!shared.lsp.LanguageServer.clientWatches && watcher?.follow(foldersOf(shared))) compareLater();
  });
  DocumentBuilder.onBuildPhase(DocumentState.Validated, followLater);
  shared.lsp.LanguageServer.onInitialized(followLater);
  onNotified(connection, compareFilesNotification, compare);
}

/** What the client is asked to watch: the files of the language always, and the data files that are named now. */
class ClientWatch {
  private patterns = '';
  private registered: Promise<Disposable | undefined> = Promise.resolve(undefined);

  constructor(private readonly connection: Connection) {}

  watch(data: readonly URI[], { lsp }: ArchSharedServices): void {
    if (!lsp.LanguageServer.registersWatchers) return;
    const watchers = [
      { globPattern: `**/*${fileExtension}` },
      { globPattern: `**/*${fileExtension}${calibrationExtension}` },
      ...data.map((uri) => watcherOf(uri, lsp.LanguageServer.takesRelativePatterns)),
    ];
    const patterns = JSON.stringify(watchers);
    if (patterns === this.patterns) return;
    this.patterns = patterns;
    this.registered = this.registered.then(async (before) => {
      before?.dispose();
      // A client that refuses is one that does not watch.
      return this.connection.client
        .register(DidChangeWatchedFilesNotification.type, { watchers })
        .catch(() => undefined);
    });
  }
}

function watcherOf(uri: URI, isRelative: boolean): FileSystemWatcher {
  const name = UriUtils.basename(uri).replaceAll(/[*?[\]{}]/g, '?');
  return { globPattern: isRelative ? { baseUri: UriUtils.dirname(uri).toString(), pattern: name } : `**/${name}` };
}

/** The folders in which something lies that a document depends on, and those of the workspace, by their paths. */
function foldersOf({ workspace }: ArchSharedServices): ReadonlySet<string> {
  const { LangiumDocuments, WorkspaceManager } = workspace;
  const named = LangiumDocuments.all.toArray().flatMap(filesOf);
  const searched = [...WorkspaceManager.searched].map((address) => URI.parse(address));
  const folders = [...named.map((uri) => UriUtils.dirname(uri)), ...searched];
  return new Set(folders.filter(({ scheme }) => scheme === 'file').map(({ fsPath }) => fsPath));
}

function filesOf(document: LangiumDocument): URI[] {
  return [document.uri, ...dataFilesOf(document), ...importsOf(document).map(({ uri }) => uri)];
}
