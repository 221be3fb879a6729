import { AstUtils, UriUtils, type LangiumDocuments } from 'langium';
import type { Position } from 'vscode-languageserver-protocol';
import { gapMark, partialMark } from '../import-marks.js';
import * as ast from '../generated/ast.js';
import { predictLowered } from '../lowering/prediction.js';
import { lowerStudy } from '../lowering/study.js';
import type { DeclaredSort, LanguageMessage } from '../messages.js';
import { filesOfDisk } from '../scoping/disk-files.js';
import { importedDocument } from '../scoping/documents.js';
import { fileExtension, importClosure, importedDocuments, importedUri, importsOf } from '../scoping/imports.js';
import { isBelow, reachOf, refusalOf, type RefusedReason } from '../files/reach.js';
import { check, type Finding } from './check.js';

/** An import must name a file of the language that can be read. */
export const importMissing = check('Import', ['arch-import-missing'], function* (one, services) {
  const { path } = one;
  if (path === undefined) return;
  const uri = importedUri(one);
  const base = { node: one, property: 'path', code: 'arch-import-missing' as const };
  if (!uri) {
    yield { ...base, message: { code: 'import-not-arch', extension: fileExtension } };
  } else if (!services.shared.workspace.LangiumDocuments.hasDocument(uri)) {
    const files = services.shared.workspace.FileSystemProvider;
    const refusal = refusalOf(files, uri, AstUtils.getDocument(one).uri);
    if (refusal !== undefined && isElsewhere(refusal)) return;
    const found = filesOfDisk(files)?.isUtf16(uri) === true ? 'import-utf16' : 'import-not-readable';
    const message: LanguageMessage = { code: files.existsSync(uri) ? found : 'import-missing', path };
    yield { ...base, message, data: { uri: uri.toString() } };
  }
});

/** Files must not import each other in a circle: then none of them can be read on its own. */
export const importCycle = check('Import', ['arch-import-cycle'], function* (one, services) {
  const document = AstUtils.getDocument(one);
  const documents = services.shared.workspace.LangiumDocuments;
  const uri = importedUri(one);
  const imported = uri && importedDocument(uri, documents);
  if (!imported) return;
  const base = { node: one, property: 'path', code: 'arch-import-cycle' as const };
  if (imported === document) yield { ...base, message: { code: 'import-itself' } };
  else if (importClosure(imported, documents).has(document))
    yield { ...base, message: { code: 'import-back', path: one.path } };
});

/** Why a file is not read because of where it lies. */
type Elsewhere = Exclude<RefusedReason, 'folder' | 'not-regular'>;

const refusals: Readonly<Record<Elsewhere, 'import-refused' | 'import-other-machine'>> = {
  outside: 'import-refused',
  'other-machine': 'import-other-machine',
};

const isElsewhere = (reason: RefusedReason): reason is Elsewhere => reason in refusals;

/**
 * A file imports what lies below the folders that are read. Where its user allowed more, whoever opens somebody else's project is told when it reads
 * other files of theirs.
 */
export const importOutside = check('Import', ['arch-import-outside'], function* (one, services) {
  const { path } = one;
  const imported = importedUri(one);
  if (!imported || path === undefined) return;
  const files = services.shared.workspace.FileSystemProvider;
  const { uri } = AstUtils.getDocument(one);
  const reach = reachOf(files, uri);
  const base = { node: one, property: 'path', code: 'arch-import-outside' as const };
  const refusal = refusalOf(files, imported, uri);
  if (refusal !== undefined && isElsewhere(refusal)) yield { ...base, message: { code: refusals[refusal], path } };
  else if (reach.folders.length > 0 && !isBelow(imported, reach.folders))
    yield { ...base, severity: 'warning', message: { code: 'import-outside', path } };
});

/** Two imported files that declare the same name leave open which one a reference means. */
export const ambiguousImport = check('Document', ['arch-duplicate-name'], function* (file, services) {
  const document = AstUtils.getDocument(file);
  const documents = services.shared.workspace.LangiumDocuments;
  const origins = new Map<string, string>();
  for (const { node, uri } of importsOf(document)) {
    const imported = importedDocument(uri, documents);
    const root = imported?.parseResult.value;
    if (!imported || !ast.isDocument(root) || root === file) continue;
    const origin = imported.uri.toString();
    for (const declaration of root.declarations) {
      const { name } = declaration;
      const key = `${declaration.$type} ${name}`;
      const first = origins.get(key);
      if (first !== undefined && first !== origin) {
        const message: LanguageMessage = {
          code: 'import-ambiguous',
          file: UriUtils.basename(uri),
          sort: sortOf(declaration),
          name,
        };
        yield { node, property: 'path', code: 'arch-duplicate-name', message, data: { name } };
        break;
      }
      origins.set(key, origin);
    }
  }
});

/** Two declarations of the same sort must not share a name: references could mean either. */
export const duplicateName = check('Document', ['arch-duplicate-name'], function* (file, services) {
  const seen = new Set<string>();
  const imported = importedNames(file, services.shared.workspace.LangiumDocuments);
  for (const declaration of file.declarations) {
    const { name } = declaration;
    if (!name) continue;
    const key = `${declaration.$type} ${name}`;
    const sort = sortOf(declaration);
    const from = imported.get(key);
    if (seen.has(key)) yield duplicate(declaration, { code: 'name-taken', sort, name });
    else if (from !== undefined) yield duplicate(declaration, { code: 'name-imported-too', file: from, sort, name });
    seen.add(key);
  }
});

/** Layers of one network are told apart by their names. */
export const duplicateLayer = check('Network', ['arch-duplicate-name'], function* (network) {
  const seen = new Set<string>();
  for (const layer of network.parts.filter(ast.isLayer)) {
    const { name } = layer;
    if (name && seen.has(name)) yield duplicate(layer, { code: 'name-taken', sort: 'layer', name });
    seen.add(name);
  }
});

const gapComment = new RegExp(`//[ \\t]*(${gapMark}[^\\r\\n]*)`, 'g');
const partialComment = new RegExp(`//[ \\t]*(${partialMark}[^\\r\\n]*)`, 'g');

/**
 * Gaps that an import left: predictions, where there are any, are of the network without them. Gaps for the same reason are one
 * diagnostic, at the first of them.
 */
export const notImported = check('Document', ['arch-not-imported'], function* (file) {
  const reasons = new Map<string, Comment[]>();
  for (const one of commentsOf(file, gapComment)) {
    const reason = one.text.slice(one.text.lastIndexOf(': ') + 2);
    reasons.set(reason, [...(reasons.get(reason) ?? []), one]);
  }
  for (const [first, ...others] of reasons.values()) {
    if (!first) continue;
    const message: LanguageMessage = {
      code: 'gap-in-import',
      comment: first.text,
      others: others.length,
      isPredicted: isPredicted(file),
    };
    yield { node: file, range: first.range, code: 'arch-not-imported', severity: 'warning', message };
  }
});

/** A study that rests on a part of an imported model: what it predicts is not for the model. */
export const partialImport = check('Document', ['arch-partial-import'], function* (file) {
  for (const { text, range } of commentsOf(file, partialComment)) {
    const message: LanguageMessage = { code: 'partial-import', comment: text.slice(partialMark.length) };
    yield { node: file, range, code: 'arch-partial-import', severity: 'warning', message };
  }
});

interface Comment {
  readonly text: string;
  readonly range: { readonly start: Position; readonly end: Position };
}

/** The comments of a file that a pattern finds, each with the text in its first group. */
function commentsOf(file: ast.Document, pattern: RegExp): Comment[] {
  const { textDocument } = AstUtils.getDocument(file);
  return [...textDocument.getText().matchAll(pattern)].map((match) => ({
    text: match[1] ?? '',
    range: {
      start: textDocument.positionAt(match.index),
      end: textDocument.positionAt(match.index + match[0].length),
    },
  }));
}

function duplicate(node: ast.Declaration | ast.Layer, message: LanguageMessage): Finding {
  return { node, property: 'name', code: 'arch-duplicate-name', message, data: { name: node.name } };
}

function sortOf({ $type }: ast.Declaration): DeclaredSort {
  return $type.toLowerCase() as Lowercase<typeof $type>;
}

/** The file that declares each imported name. */
function importedNames(file: ast.Document, documents: LangiumDocuments): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const document of importedDocuments(AstUtils.getDocument(file), documents)) {
    const root = document.parseResult.value;
    if (!ast.isDocument(root)) continue;
    for (const { $type, name } of root.declarations) names.set(`${$type} ${name}`, UriUtils.basename(document.uri));
  }
  return names;
}

function isPredicted({ declarations }: ast.Document): boolean {
  return declarations.filter(ast.isStudy).some((node) => {
    const study = lowerStudy(node);
    return study !== undefined && predictLowered(study) !== undefined;
  });
}
