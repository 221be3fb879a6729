import { DefaultLanguageServer, type LangiumSharedServices } from 'langium/lsp';
import type { ClientCapabilities, InitializeParams, InitializeResult, MarkupKind } from 'vscode-languageserver';
import type { InitializationOptions } from '../protocol/initialization.js';
import type { PositionEncoding } from './position-encoding.js';
import { useTextsOf } from './translation.js';

/** Langium's server, which remembers what the editor can do, and works out the edits of code actions late. */
export class ArchLanguageServer extends DefaultLanguageServer {
  private client: ClientCapabilities = {};

  constructor(
    services: LangiumSharedServices,
    private readonly encoding: PositionEncoding,
  ) {
    super(services);
  }

  /** True when the editor asks for the edit of a code action once it is chosen. */
  get resolvesActions(): boolean {
    return this.client.textDocument?.codeAction?.resolveSupport?.properties.includes('edit') ?? false;
  }

  /** True when the editor shows why an edit is made. */
  get annotatesEdits(): boolean {
    const edits = this.client.workspace?.workspaceEdit;
    return edits?.documentChanges === true && edits.changeAnnotationSupport !== undefined;
  }

  /** True when edits can say which version of a file they are for. */
  get takesVersions(): boolean {
    return this.client.workspace?.workspaceEdit?.documentChanges === true;
  }

  /** True where the user trusts the workspace: estimates may be kept on the disk. */
  keepsEstimates = false;
  /** Whether hovers may be short, with a link to the explanation. */
  linksExplanations = false;

  /** True where the user allowed imports and data outside of the workspace. */
  allowsOutside = false;

  /** True where the client reports all changes on the disk, so that the server need not watch. */
  clientWatches = false;

  /** True where the client has the commands that code lenses name. */
  runsCommands = false;

  /** The formats of texts that the client shows, best first; undefined where it names none. */
  get textFormats(): Readonly<Record<'hover' | 'completion' | 'signature', readonly MarkupKind[] | undefined>> {
    const { hover, completion, signatureHelp } = this.client.textDocument ?? {};
    return {
      hover: hover?.contentFormat,
      completion: completion?.completionItem?.documentationFormat,
      signature: signatureHelp?.signatureInformation?.documentationFormat,
    };
  }

  /** True when the client takes links to a definition, with ranges of both ends. */
  get takesLinks(): boolean {
    return this.client.textDocument?.definition?.linkSupport === true;
  }

  /** True when the client shows symbols within symbols. */
  get nestsSymbols(): boolean {
    return this.client.textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true;
  }

  /** True when the client can be asked to watch files. */
  get registersWatchers(): boolean {
    return this.client.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
  }

  /** True when the client can watch files of a folder that is given by its address. */
  get takesRelativePatterns(): boolean {
    return this.client.workspace?.didChangeWatchedFiles?.relativePatternSupport === true;
  }

  private documentation: string | undefined;

  /** Where the documentation lies, for an editor that shows links of diagnostics; undefined when nobody said so. */
  get documentationAddress(): string | undefined {
    const isShown = this.client.textDocument?.publishDiagnostics?.codeDescriptionSupport === true;
    return isShown ? this.documentation : undefined;
  }

  override initialize(params: InitializeParams): Promise<InitializeResult> {
    useTextsOf(params);
    this.client = params.capabilities;
    const { keepsEstimates, linksExplanations, allowsOutside, runsCommands, watchesFiles, documentation } =
      (params.initializationOptions ?? {}) as InitializationOptions;
    this.keepsEstimates = keepsEstimates === true;
    this.allowsOutside = allowsOutside === true;
    this.clientWatches = watchesFiles === true;
    this.runsCommands = runsCommands === true;
    this.documentation = typeof documentation === 'string' ? documentation : undefined;
    this.linksExplanations = linksExplanations === true;
    return super.initialize(params);
  }

  protected override buildInitializeResult(params: InitializeParams): InitializeResult {
    const { capabilities, ...result } = super.buildInitializeResult(params);
    const positionEncoding = this.encoding.negotiate(params);
    const tokens = capabilities.semanticTokensProvider;
    const workspaceFolders = { supported: true, changeNotifications: true };
    return {
      ...result,
      capabilities: {
        ...capabilities,
        positionEncoding,
        // What differs between two answers is told in the server's own encoding.
        ...(tokens && !this.encoding.isOwn && { semanticTokensProvider: { ...tokens, full: true } }),
        workspace: { ...capabilities.workspace, workspaceFolders },
        codeActionProvider: { resolveProvider: true },
        ...(!this.runsCommands && { codeLensProvider: undefined }),
      },
    };
  }
}
