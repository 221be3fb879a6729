import { inject, type Module } from 'langium';
import {
  createDefaultModule,
  createDefaultSharedModule,
  type LangiumSharedServices,
  type PartialLangiumServices,
} from 'langium/lsp';
import type { Connection } from 'vscode-languageserver';
import { useDataAccess, type DataAccess } from '../language/data/data-files.js';
import { ArchGeneratedModule, ArchGeneratedSharedModule } from '../language/generated/module.js';
import { archModule, ArchSharedModule, registerArch } from '../language/module.js';
import { words } from '../present/words/words.js';
import { ClosedFiles } from './document/closed-files.js';
import type { MakeWatcher } from './document/watching.js';
import { ArchWorkspace } from './document/workspace.js';
import { ArchCodeActions } from './features/code-actions/provider.js';
import { ArchCodeLenses } from './features/code-lens.js';
import { ArchCompletion } from './features/completion/provider.js';
import { ServerDocumentBuilder } from './document/document-builder.js';
import { ArchDefinitions } from './features/definitions.js';
import { ArchDocumentLinks } from './features/document-links.js';
import { ArchDocumentSymbols } from './features/document-symbols.js';
import { ArchDocumentUpdates } from './document/document-updates.js';
import { Estimates } from './document/estimates.js';
import { editorReach, type ConfinableFiles } from './document/editor-reach.js';
import { EditedDocuments } from './document/edits.js';
import { ArchFileOperations } from './features/file-operations.js';
import { ArchFolding } from './features/folding.js';
import { ArchFormatter } from './features/formatting/formatter.js';
import { ArchHover } from './features/hover/provider.js';
import { HintMemory } from './features/inlay-hints/memory.js';
import { ArchInlayHints } from './features/inlay-hints/provider.js';
import { ArchLanguageServer } from './language-server.js';
import { ArchNames } from './names.js';
import { ArchNodeKinds } from './features/node-kinds.js';
import { Predictions } from './document/predictions.js';
import { ArchReferences } from './features/references.js';
import { ArchRename } from './features/rename.js';
import { ArchSemanticTokens } from './features/semantic-tokens.js';
import type { Estimator } from './estimator.js';
import type { PositionEncoding } from './position-encoding.js';
import type { ArchAddedServices, ArchServices, ArchSharedServices } from './services.js';
import { Settings } from './settings.js';
import { ArchSignatureHelp } from './features/signature-help.js';

/** One provider a feature; none knows of another. */
const serverModule: Module<ArchServices, PartialLangiumServices & ArchAddedServices> = {
  estimates: ({ shared }) => new Estimates(() => shared.workspace.ConfigurationProvider),
  predictions: ({ shared, estimates }) => new Predictions(shared, estimates),
  hintMemory: () => new HintMemory(),
  references: {
    NameProvider: () => new ArchNames(),
    References: (services) => new ArchReferences(services),
  },
  lsp: {
    CodeActionProvider: (services) => new ArchCodeActions(services),
    CodeLensProvider: ({ shared }) => new ArchCodeLenses(shared),
    CompletionProvider: (services) => new ArchCompletion(services),
    DefinitionProvider: (services) => new ArchDefinitions(services),
    DocumentLinkProvider: () => new ArchDocumentLinks(),
    DocumentSymbolProvider: (services) => new ArchDocumentSymbols(services),
    FoldingRangeProvider: (services) => new ArchFolding(services),
    Formatter: () => new ArchFormatter(),
    HoverProvider: (services) => new ArchHover(services),
    InlayHintProvider: (services) => new ArchInlayHints(services),
    RenameProvider: (services) => new ArchRename(services),
    SemanticTokenProvider: (services) => new ArchSemanticTokens(services),
    SignatureHelp: ({ shared }) => new ArchSignatureHelp(shared),
  },
};

const sharedServerModule = (encoding: PositionEncoding): Module<ArchSharedServices, object> => ({
  lsp: {
    DocumentUpdateHandler: (services: ArchSharedServices) => new ArchDocumentUpdates(services),
    FileOperationHandler: (services: ArchSharedServices) => new ArchFileOperations(services),
    LanguageServer: (services: LangiumSharedServices) => new ArchLanguageServer(services, encoding),
    NodeKindProvider: () => new ArchNodeKinds(),
  },
  workspace: {
    ClosedFiles: (services: ArchSharedServices) => new ClosedFiles(services),
    ConfigurationProvider: (services: LangiumSharedServices) => new Settings(services),
    DocumentBuilder: (services: LangiumSharedServices) => new ServerDocumentBuilder(services),
    TextDocuments: () => new EditedDocuments(encoding),
    WorkspaceManager: (services: LangiumSharedServices) => new ArchWorkspace(services),
  },
});

/** What differs between a machine and a browser: how the server reaches files, and where estimates are made. */
export interface Host {
  readonly files: ConfinableFiles;
  readonly data: DataAccess;
  readonly estimator: Estimator;
  /** True where the user allowed to read files outside of the workspace, whatever the editor says. */
  readonly allowsOutside?: boolean;
  /** Where the server can watch folders itself. */
  readonly makeWatcher?: MakeWatcher;
}

/** The services of the language server, over a connection to an editor. */
export function createServerServices(connection: Connection, host: Host, encoding: PositionEncoding): ArchServices {
  const shared = inject(
    createDefaultSharedModule({ connection, fileSystemProvider: () => host.files }),
    ArchGeneratedSharedModule,
    ArchSharedModule,
    sharedServerModule(encoding),
  ) as ArchSharedServices;
  const services = inject(
    createDefaultModule({ shared }),
    ArchGeneratedModule,
    archModule(words),
    serverModule,
  ) as ArchServices;
  registerArch(shared, services);
  const { LanguageServer } = shared.lsp;
  host.files.reachOf = editorReach(shared, () => host.allowsOutside === true || LanguageServer.allowsOutside);
  useDataAccess(host.data);
  return services;
}
