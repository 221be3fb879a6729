import type { LangiumServices, LangiumSharedServices } from 'langium/lsp';
import type { ArchDocuments } from '../language/scoping/documents.js';
import type { WordingServices } from '../language/services.js';
import type { ClosedFiles } from './document/closed-files.js';
import type { EditedDocuments } from './document/edits.js';
import type { Estimates } from './document/estimates.js';
import type { ArchWorkspace } from './document/workspace.js';
import type { EditedInlayHints } from './features/inlay-hints/hint.js';
import type { HintMemory } from './features/inlay-hints/memory.js';
import type { ArchLanguageServer } from './language-server.js';
import type { Predictions } from './document/predictions.js';
import type { Settings } from './settings.js';

/** What all languages of the server share: Langium's services, with the settings and edits of this server. */
export type ArchSharedServices = LangiumSharedServices & {
  readonly workspace: {
    readonly ClosedFiles: ClosedFiles;
    readonly ConfigurationProvider: Settings;
    readonly LangiumDocuments: ArchDocuments;
    readonly TextDocuments: EditedDocuments;
    readonly WorkspaceManager: ArchWorkspace;
  };
  readonly lsp: { readonly LanguageServer: ArchLanguageServer };
};

/** What the server adds to Langium's services. */
export interface ArchAddedServices {
  readonly estimates: Estimates;
  readonly predictions: Predictions;
  readonly hintMemory: HintMemory;
  readonly lsp: { readonly InlayHintProvider: EditedInlayHints };
}

/** The services of the language in the server. */
export type ArchServices = LangiumServices &
  WordingServices &
  ArchAddedServices & { readonly shared: ArchSharedServices };
