import { AstUtils, DocumentState, type DefaultSharedCoreModuleContext, type LangiumDocument, type URI } from 'langium';
import type { Wording } from '../theory/message.js';
import { textOf } from './diagnostic-text.js';
import { isBelow, reachOf } from './files/reach.js';
import * as ast from './generated/ast.js';
import type { LanguageMessage } from './messages.js';
import { createArchServices } from './module.js';

/** A diagnostic as the command line prints it. Lines and columns count from 1. */
export interface FileDiagnostic {
  /** The path as it was given, or the full path of an imported file. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly severity: 'error' | 'warning' | 'information' | 'hint';
  readonly code: string;
  readonly message: string;
}

/** A file of the language, read, linked with its imports and checked. */
export interface LoadedFile {
  readonly document: LangiumDocument<ast.Document>;
  readonly model: ast.Document;
  /** Those of the file itself, then those of the files that it imports. */
  readonly diagnostics: readonly FileDiagnostic[];
  /** The studies of the file itself, in the order of the text. */
  readonly studies: readonly ast.Study[];
}

/** How texts of the language are read. */
export interface ReadingOptions {
  /** Puts diagnostics into words: `words` of present/words/words.ts. */
  readonly wording: Wording<LanguageMessage>;
}

/** How a text is read whose imports may lie anywhere. */
export interface TextOptions extends ReadingOptions {
  /** Where imports come from; `EmptyFileSystem` for nowhere. */
  readonly context: DefaultSharedCoreModuleContext;
}

/**
 * Reads a text of the language and all that it imports, and checks them. Runs wherever JavaScript does.
 * @param text the text of the file.
 * @param name the file as diagnostics call it.
 * @param uri the address of the file; its imports are relative to it.
 * @param options where imports come from, and the words of diagnostics.
 */
export async function loadText(
  text: string,
  name: string,
  uri: URI,
  { context, wording }: TextOptions,
): Promise<LoadedFile> {
  const { shared } = createArchServices(context, wording);
  const { LangiumDocuments, LangiumDocumentFactory, DocumentBuilder } = shared.workspace;
  const document = LangiumDocumentFactory.fromString<ast.Document>(text, uri);
  LangiumDocuments.addDocument(document);
  await DocumentBuilder.build([document], { validation: true });
  const imported = LangiumDocuments.all.filter((one) => one !== document && one.state === DocumentState.Validated);
  const { folders, isAnywhere } = reachOf(shared.workspace.FileSystemProvider, uri);
  const isQuoted = (one: LangiumDocument): boolean => !isAnywhere || folders.length === 0 || isBelow(one.uri, folders);
  const diagnostics = [document, ...imported].flatMap((one) => {
    const found = diagnosticsOf(one, one === document ? name : one.uri.fsPath);
    if (one === document || isQuoted(one)) return found;
    return found.map((diagnostic) => ({ ...diagnostic, message: wording({ code: 'outside-file-error' }) }));
  });
  const model = document.parseResult.value;
  return { document, model, diagnostics, studies: AstUtils.streamContents(model).filter(ast.isStudy).toArray() };
}

const severities = ['error', 'warning', 'information', 'hint'] as const;

function diagnosticsOf(document: LangiumDocument, file: string): FileDiagnostic[] {
  return (document.diagnostics ?? []).map(({ range, severity, code, ...diagnostic }) => ({
    file,
    line: range.start.line + 1,
    column: range.start.character + 1,
    endLine: range.end.line + 1,
    endColumn: range.end.character + 1,
    severity: severities[(severity ?? 1) - 1] ?? 'error',
    code: String(code ?? ''),
    message: textOf(diagnostic),
  }));
}
