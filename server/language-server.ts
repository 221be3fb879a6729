import { DefaultLanguageServer } from 'langium/lsp';
import type { ClientCapabilities, InitializeParams, InitializeResult } from 'vscode-languageserver';
import type { InitializationOptions } from '../protocol/initialization.js';
import { useTextsOf } from './translation.js';

/** Langium's server, which remembers what the editor can do, and works out the edits of code actions late. */
export class ArchLanguageServer extends DefaultLanguageServer {
  private client: ClientCapabilities = {};

  /** True when the editor asks for the edit of a code action once it is chosen. */
  get resolvesActions(): boolean {
    return this.client.textDocument?.codeAction?.resolveSupport?.properties.includes('edit') ?? false;
  }

  /** True when the editor shows why an edit is made. */
  get annotatesEdits(): boolean {
    const edits = this.client.workspace?.workspaceEdit;
    return edits?.documentChanges === true && edits.changeAnnotationSupport !== undefined;
  }

  /** True where the user trusts the workspace: estimates may be kept on the disk. */
  keepsEstimates = false;
  /** Whether hovers may be short, with a link to the explanation. */
  linksExplanations = false;

  override initialize(params: InitializeParams): Promise<InitializeResult> {
    useTextsOf(params);
    this.client = params.capabilities;
    const { keepsEstimates, linksExplanations } = (params.initializationOptions ?? {}) as InitializationOptions;
    this.keepsEstimates = keepsEstimates === true;
    this.linksExplanations = linksExplanations === true;
    return super.initialize(params);
  }

  protected override buildInitializeResult(params: InitializeParams): InitializeResult {
    const result = super.buildInitializeResult(params);
    return { ...result, capabilities: { ...result.capabilities, codeActionProvider: { resolveProvider: true } } };
  }
}
