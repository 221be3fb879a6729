import { editor, Emitter, languages, MarkerSeverity, Uri } from 'monaco-editor/editor';
import { textOf } from '../language/diagnostic-text.js';
import type { MessageConnection } from 'vscode-jsonrpc/browser';
import type {
  CompletionItem,
  CompletionList,
  Diagnostic,
  Hover,
  InlayHint,
  Position,
  PublishDiagnosticsParams,
  Range,
  TextEdit,
} from 'vscode-languageserver-protocol';
import { languageId } from './language.js';

/** Positions of the protocol count from 0, those of the editor from 1. */
export const rangeOf = ({ start, end }: Range) => ({
  startLineNumber: start.line + 1,
  startColumn: start.character + 1,
  endLineNumber: end.line + 1,
  endColumn: end.character + 1,
});

const positionOf = ({ lineNumber, column }: { lineNumber: number; column: number }): Position => ({
  line: lineNumber - 1,
  character: column - 1,
});

/** Shows what a server finds wrong in the texts of all editors; to be called before the server starts. */
export function showDiagnostics(connection: MessageConnection): void {
  const severities = [MarkerSeverity.Error, MarkerSeverity.Warning, MarkerSeverity.Info, MarkerSeverity.Hint];
  connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }: PublishDiagnosticsParams) => {
    const model = editor.getModel(Uri.parse(uri));
    if (!model) return;
    const markers = diagnostics.map(({ range, severity, code, ...diagnostic }: Diagnostic) => ({
      ...rangeOf(range),
      message: textOf(diagnostic),
      severity: severities[(severity ?? 1) - 1] ?? MarkerSeverity.Error,
      code: String(code ?? ''),
    }));
    editor.setModelMarkers(model, languageId, markers);
  });
}

/** Gives all editors hints, hovers, completion and formatting from a server. */
export function registerProviders(connection: MessageConnection): void {
  const ask = async <T>(model: editor.ITextModel, method: string, params: object): Promise<T | undefined> => {
    const textDocument = { uri: model.uri.toString() };
    try {
      return (await connection.sendRequest<T | null>(method, { textDocument, ...params })) ?? undefined;
    } catch {
      return undefined;
    }
  };
  registerHints(connection, ask);
  languages.registerHoverProvider(languageId, {
    provideHover: async (model, position) => {
      const hover = await ask<Hover>(model, 'textDocument/hover', { position: positionOf(position) });
      if (!hover || typeof hover.contents !== 'object' || !('value' in hover.contents)) return null;
      return { contents: [{ value: hover.contents.value }], ...(hover.range && { range: rangeOf(hover.range) }) };
    },
  });
  languages.registerCompletionItemProvider(languageId, {
    triggerCharacters: ['"', ':', '(', '='],
    provideCompletionItems: async (model, position) => {
      const found = await ask<CompletionItem[] | CompletionList>(model, 'textDocument/completion', {
        position: positionOf(position),
      });
      const items = Array.isArray(found) ? found : (found?.items ?? []);
      const { startColumn, endColumn } = model.getWordUntilPosition(position);
      const { lineNumber } = position;
      const word = { startLineNumber: lineNumber, endLineNumber: lineNumber, startColumn, endColumn };
      return { suggestions: items.map((item) => suggestion(item, word)) };
    },
  });
  languages.registerDocumentFormattingEditProvider(languageId, {
    provideDocumentFormattingEdits: async (model, { tabSize, insertSpaces }) => {
      const edits = await ask<TextEdit[]>(model, 'textDocument/formatting', { options: { tabSize, insertSpaces } });
      return (edits ?? []).map(({ range, newText }) => ({ range: rangeOf(range), text: newText }));
    },
  });
}

type Ask = <T>(model: editor.ITextModel, method: string, params: object) => Promise<T | undefined>;

function registerHints(connection: MessageConnection, ask: Ask): void {
  const changed = new Emitter<void>();
  connection.onRequest('workspace/inlayHint/refresh', () => {
    changed.fire();
    return null;
  });
  languages.registerInlayHintsProvider(languageId, {
    onDidChangeInlayHints: changed.event,
    provideInlayHints: async (model) => {
      const whole = { start: { line: 0, character: 0 }, end: { line: model.getLineCount(), character: 0 } };
      const hints = await ask<InlayHint[]>(model, 'textDocument/inlayHint', { range: whole });
      return {
        hints: (hints ?? []).map(({ label, position, paddingLeft = false }) => ({
          label: typeof label === 'string' ? label : label.map(({ value }) => value).join(''),
          position: { lineNumber: position.line + 1, column: position.character + 1 },
          paddingLeft,
        })),
        dispose: () => undefined,
      };
    },
  });
}

/** The kinds of the protocol, from 1, by their names in the editor. */
const kinds = [
  ...(['Text', 'Method', 'Function', 'Constructor', 'Field', 'Variable', 'Class', 'Interface', 'Module'] as const),
  ...(['Property', 'Unit', 'Value', 'Enum', 'Keyword', 'Snippet', 'Color', 'File', 'Reference', 'Folder'] as const),
  ...(['EnumMember', 'Constant', 'Struct', 'Event', 'Operator', 'TypeParameter'] as const),
];

function suggestion(item: CompletionItem, word: languages.CompletionItem['range']): languages.CompletionItem {
  const { label, kind = 1, detail, documentation, sortText, filterText, insertTextFormat, textEdit } = item;
  const isSnippet = insertTextFormat === 2;
  return {
    label,
    kind: languages.CompletionItemKind[kinds[kind - 1] ?? 'Text'],
    insertText: textEdit?.newText ?? item.insertText ?? label,
    range: textEdit && 'range' in textEdit ? rangeOf(textEdit.range) : word,
    ...(isSnippet && { insertTextRules: languages.CompletionItemInsertTextRule.InsertAsSnippet }),
    ...(detail !== undefined && { detail }),
    ...(documentation !== undefined && {
      documentation: typeof documentation === 'string' ? documentation : { value: documentation.value },
    }),
    ...(sortText !== undefined && { sortText }),
    ...(filterText !== undefined && { filterText }),
  };
}
