import { DefaultReferences, stream, type AstNode, type CstNode, type FindReferencesOptions } from 'langium';
import type { ReferenceDescription, Stream } from 'langium';
import { isDirected, namings } from './directions.js';

/**
 * What names stand for. A direction is declared by the first component of its target that names it; the others refer to it.
 * Definition, references, highlights, renaming and hovers all ask here.
 */
export class ArchReferences extends DefaultReferences {
  override findDeclarations(source: CstNode): AstNode[] {
    return super.findDeclarations(source).map((node) => (isDirected(node) ? (namings(node)[0] ?? node) : node));
  }

  override findReferences(node: AstNode, options: FindReferencesOptions): Stream<ReferenceDescription> {
    if (!isDirected(node)) return super.findReferences(node, options);
    const named = namings(node).slice(options.includeDeclaration ? 0 : 1);
    return stream(named.flatMap((one) => this.getSelfReferences(one)));
  }
}
