import { DocumentState, GrammarUtils, URI, UriUtils, type LangiumDocument, type LangiumDocuments } from 'langium';
import { CodeActionKind, TextEdit, type CodeAction, type Diagnostic } from 'vscode-languageserver';
import type * as ast from '../../../language/generated/ast.js';
import { relativePath } from '../../../language/scoping/addresses.js';
import { importedDocument } from '../../../language/scoping/documents.js';
import { fileExtension, importClosure, importsOf } from '../../../language/scoping/imports.js';
import { suggestions } from '../../../language/suggestions.js';
import { actionTitles } from '../../../present/words/actions.js';
import { declarationsOf } from '../declarations.js';
import { dataOf, editOf, type ActionRequest, type ActionSource } from './action.js';

/** Imports the file that declares an unknown name, or gives an import that finds no file the path of one that it can mean. */
export const missingImport: ActionSource = { kind: CodeActionKind.QuickFix, actions };

function* actions(request: ActionRequest): Iterable<CodeAction> {
  for (const diagnostic of request.diagnostics) {
    if (diagnostic.code === 'arch-unknown-name') yield* importing(request, diagnostic);
    if (diagnostic.code === 'arch-import-missing') yield* mending(request, diagnostic);
  }
}

/** Adds the import, or mends one of the same file name that finds nothing. */
function* importing({ document, root, documents }: ActionRequest, diagnostic: Diagnostic): Iterable<CodeAction> {
  const declaredIn = dataOf(diagnostic, 'declaredIn');
  const addresses = Array.isArray(declaredIn) ? declaredIn.filter((one) => typeof one === 'string') : [];
  for (const address of addresses) {
    const uri = URI.parse(address);
    if (!canImport(document, uri, documents)) continue;
    const path = relativePath(uri, document.uri, true);
    const broken = importsOf(document).find(
      (one) => !importedDocument(one.uri, documents) && UriUtils.basename(one.uri) === UriUtils.basename(uri),
    );
    const range = broken && GrammarUtils.findNodeForProperty(broken.node.$cstNode, 'path')?.range;
    const last = root.imports.at(-1)?.$cstNode?.range.end;
    const edit = range
      ? TextEdit.replace(range, quoted(path))
      : last
        ? TextEdit.insert(last, `\n${importOf(path)}`)
        : TextEdit.insert({ line: 0, character: 0 }, `${importOf(path)}\n\n`);
    const title = range ? actionTitles.changeTo(quoted(path)) : actionTitles.importFile(path);
    yield action(root, { title, edit, diagnostic, isPreferred: addresses.length === 1 });
  }
}

function* mending({ document, root, documents }: ActionRequest, diagnostic: Diagnostic): Iterable<CodeAction> {
  const { start } = diagnostic.range;
  const node = root.imports.find(({ $cstNode }) => $cstNode?.range.start.line === start.line);
  const cst = GrammarUtils.findNodeForProperty(node?.$cstNode, 'path');
  if (!node?.path || !cst) return;
  const found = meant(node.path, document, documents);
  for (const uri of found) {
    const path = quoted(relativePath(uri, document.uri, true));
    const edit = TextEdit.replace(cst.range, path);
    yield action(root, { title: actionTitles.changeTo(path), edit, diagnostic, isPreferred: found.length === 1 });
  }
}

/** The files that an import without a file can mean: of that name elsewhere, of a name like it, or with the names that are unknown here. */
function meant(path: string, document: LangiumDocument, documents: LangiumDocuments): URI[] {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  const wanted = (name.endsWith(fileExtension) ? name : `${name}${fileExtension}`).toLowerCase();
  const all = documents.all
    .filter(({ uri }) => uri.scheme === document.uri.scheme && canImport(document, uri, documents))
    .toArray();
  const nameOf = ({ uri }: LangiumDocument): string => UriUtils.basename(uri).toLowerCase();
  const like = suggestions(wanted, new Set(all.map(nameOf)));
  const unknown = new Set(document.references.filter(({ error }) => error).map(({ $refText }) => $refText));
  const same = all.filter((one) => nameOf(one) === wanted);
  const similar = all.filter((one) => like.includes(nameOf(one)));
  const declaring = all.filter((one) => declarationsOf(one).some((declared) => unknown.has(declared.name)));
  return [...new Set([...same, ...similar, ...declaring])].map(({ uri }) => uri);
}

/** False for the file itself, for what it imports already, and for files that would import it back. */
function canImport(document: LangiumDocument, uri: URI, documents: LangiumDocuments): boolean {
  const other = importedDocument(uri, documents);
  if (!other || other === document || other.state < DocumentState.Parsed) return false;
  const isImported = importsOf(document).some((one) => importedDocument(one.uri, documents) === other);
  return !isImported && !importClosure(other, documents).has(document);
}

function importOf(path: string): string {
  return `import ${quoted(path)}`;
}

function quoted(path: string): string {
  return path.includes('"') ? `'${path}'` : `"${path}"`;
}

interface Change {
  readonly title: string;
  readonly edit: TextEdit;
  readonly diagnostic: Diagnostic;
  readonly isPreferred: boolean;
}

function action(root: ast.Document, { title, edit, diagnostic, isPreferred }: Change): CodeAction {
  return {
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnostic],
    isPreferred,
    edit: editOf(root, edit),
  };
}
