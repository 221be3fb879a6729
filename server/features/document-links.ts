import { GrammarUtils, type LangiumDocument } from 'langium';
import type { DocumentLinkProvider } from 'langium/lsp';
import type { DocumentLink } from 'vscode-languageserver';
import { importsOf } from '../../language/scoping/imports.js';
import { importLinkTooltip } from '../../present/words/lenses.js';

/** Each import's path, as a link to its file. */
export class ArchDocumentLinks implements DocumentLinkProvider {
  getDocumentLinks(document: LangiumDocument): DocumentLink[] {
    return importsOf(document).flatMap(({ node, uri }) => {
      const range = GrammarUtils.findNodeForProperty(node.$cstNode, 'path')?.range;
      return range ? [{ range, target: uri.toString(), tooltip: importLinkTooltip() }] : [];
    });
  }
}
