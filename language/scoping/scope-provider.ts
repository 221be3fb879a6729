import {
  AstUtils,
  DefaultScopeProvider,
  DocumentState,
  MapScope,
  WorkspaceCache,
  type AstNodeDescription,
  type LangiumCoreServices,
  type LangiumDocuments,
  type ReferenceInfo,
  type Scope,
} from 'langium';
import { importedDocuments } from './imports.js';

/** What a name can mean: the declarations of its own file, then those of the files that this one imports directly. */
export class ArchScopeProvider extends DefaultScopeProvider {
  private readonly documents: LangiumDocuments;
  private readonly scopes: WorkspaceCache<string, Scope>;

  constructor(services: LangiumCoreServices) {
    super(services);
    this.documents = services.shared.workspace.LangiumDocuments;
    this.scopes = new WorkspaceCache(services.shared);
    // A request that came during a build may have asked before all declarations were known.
    services.shared.workspace.DocumentBuilder.onBuildPhase(DocumentState.IndexedContent, () => this.scopes.clear());
  }

  override getScope(context: ReferenceInfo): Scope {
    const document = AstUtils.getDocument(context.container);
    const type = this.reflection.getReferenceType(context);
    return this.scopes.get(`${type} ${document.uri.toString()}`, () => {
      const outer = new MapScope(
        importedDocuments(document, this.documents).flatMap(({ uri }) => this.exported(type, uri)),
      );
      return new MapScope(this.exported(type, document.uri), outer);
    });
  }

  /** The declarations of a type in a file; the first of a name wins. */
  private exported(type: string, uri: AstNodeDescription['documentUri']): AstNodeDescription[] {
    const first = new Map<string, AstNodeDescription>();
    for (const description of this.indexManager.allElements(type, new Set([uri.toString()]))) {
      if (!first.has(description.name)) first.set(description.name, description);
    }
    return [...first.values()];
  }
}
