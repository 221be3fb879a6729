import { AstUtils, type LangiumDocument, type LangiumDocuments, type URI } from 'langium';
import * as ast from '../generated/ast.js';
import { addressOf } from './addresses.js';
import { importedDocument } from './documents.js';

/** The end of the name of every file of the language. */
export const fileExtension = '.arch';

/** Half a character: no address can hold it. */
const half = /\p{Surrogate}/u;

/**
 * The address of the file that an import names, relative to the file that it stands in unless it begins at a root.
 * @returns undefined while the path is missing or does not name an .arch file.
 */
export function importedUri(one: ast.Import): URI | undefined {
  if (!one.path?.endsWith(fileExtension) || half.test(one.path)) return undefined;
  return addressOf(one.path, AstUtils.getDocument(one).uri);
}

/** The imports of a document that name a file, in the order of the text. */
export function importsOf(document: LangiumDocument): readonly { readonly node: ast.Import; readonly uri: URI }[] {
  const root = document.parseResult.value;
  if (!ast.isDocument(root)) return [];
  return root.imports.flatMap((node) => {
    const uri = importedUri(node);
    return uri ? [{ node, uri }] : [];
  });
}

/** The documents that a document imports directly, itself left out; those that could not be read are missing. */
export function importedDocuments(document: LangiumDocument, documents: LangiumDocuments): LangiumDocument[] {
  const found = new Set<LangiumDocument>();
  for (const { uri } of importsOf(document)) {
    const imported = importedDocument(uri, documents);
    if (imported && imported !== document) found.add(imported);
  }
  return [...found];
}

/** A document's imports, their imports and so on; the document itself only where it is imported back. */
export function importClosure(document: LangiumDocument, documents: LangiumDocuments): ReadonlySet<LangiumDocument> {
  const reached = new Set<LangiumDocument>();
  const rest = importedDocuments(document, documents);
  for (let next = rest.pop(); next; next = rest.pop()) {
    if (reached.has(next)) continue;
    reached.add(next);
    rest.push(...importedDocuments(next, documents));
  }
  return reached;
}
