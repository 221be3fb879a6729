import { DocumentState, type LangiumDocument } from 'langium';
import { createServerRequestHandler } from 'langium/lsp';
import type { Connection, InlayHint, InlayHintParams } from 'vscode-languageserver';
import { fileExtension } from '../../../language/scoping/imports.js';
import type { ArchServices } from '../../services.js';

/**
 * Answers requests for hints: at once with the old ones, moved, while an edit is not yet worked in; and tells the editor to
 * ask again when it is, or when a setting or another file changed them.
 */
export function handleHintRequests(connection: Connection, services: ArchServices): void {
  const { estimates, hintMemory, shared, lsp } = services;
  const { ConfigurationProvider: settings, DocumentBuilder: builder, TextDocuments: texts } = shared.workspace;
  const fresh = createServerRequestHandler<InlayHintParams, InlayHint[], InlayHint[]>(
    async (_, document, params, cancelToken) =>
      (await lsp.InlayHintProvider.getInlayHints(document, params, cancelToken)) ?? [],
    shared,
    DocumentState.IndexedReferences,
  );
  connection.languages.inlayHint.on((params, cancelToken) => {
    const old = lsp.InlayHintProvider.whileEdited(params.textDocument.uri, params.range);
    return old ?? fresh(params, cancelToken);
  });

  let mayRefresh = false;
  shared.lsp.LanguageServer.onInitialize(({ capabilities }) => {
    mayRefresh = capabilities.workspace?.inlayHint?.refreshSupport === true;
  });
  const refresh = (): void => {
    // An editor that goes away while it is asked needs no answer.
    if (mayRefresh) void connection.languages.inlayHint.refresh().catch(() => undefined);
  };
  texts.onEdit((edit) => hintMemory.edit(edit));
  texts.onDidClose(({ document }) => hintMemory.forget(document.uri));
  settings.onChange(refresh);
  estimates.onMade(refresh);
  // What changed on disk was typed by nobody: no editor asks again by itself.
  let hasChangedOutside = false;
  shared.lsp.DocumentUpdateHandler.onWatchedFilesChange(({ changes }) => {
    hasChangedOutside ||= changes.some(({ uri }) => uri.endsWith(fileExtension));
  });
  builder.onBuildPhase(DocumentState.IndexedReferences, (documents) => {
    const open = documents.filter(isCurrent);
    const askAgain = open.map((document) => hintMemory.built(document.uri.toString()));
    // More than the edited file was built anew: what the others show may follow from it.
    if (askAgain.includes(true) || documents.length > 1 || hasChangedOutside) refresh();
    hasChangedOutside = false;
  });

  function isCurrent({ uri, parseResult }: LangiumDocument): boolean {
    return texts.get(uri)?.getText() === parseResult.value.$cstNode?.root.fullText;
  }
}
