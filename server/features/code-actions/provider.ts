import type { LangiumDocument } from 'langium';
import type { CodeActionProvider } from 'langium/lsp';
import type { CodeAction, CodeActionParams, Diagnostic, Range } from 'vscode-languageserver';
import { isDocument } from '../../../language/generated/ast.js';
import type { ArchServices } from '../../services.js';
import type { ActionSource } from './action.js';
import { advise } from './advise.js';
import { changeReference } from './change-reference.js';
import { didYouMean } from './did-you-mean.js';
import { missingImport } from './missing-import.js';
import { referenceValue } from './reference-value.js';
import { removeLayer } from './remove-layer.js';
import { representingActivation } from './representing-activation.js';
import { resolved } from './resolve.js';
import { silence } from './silence.js';
import { studyNumbers } from './study-numbers.js';
import { widen } from './widen.js';

const sources: readonly ActionSource[] = [
  didYouMean,
  missingImport,
  referenceValue,
  representingActivation,
  changeReference,
  removeLayer,
  studyNumbers,
  widen,
  advise,
  silence,
];

/** Quick fixes of diagnostics, and changes offered where the cursor is. */
export class ArchCodeActions implements CodeActionProvider {
  constructor(private readonly services: ArchServices) {}

  getCodeActions(document: LangiumDocument, { range, context }: CodeActionParams): CodeAction[] {
    const root = document.parseResult.value;
    if (!isDocument(root)) return [];
    const { predictions, shared } = this.services;
    const diagnostics = context.diagnostics.map((one) => withData(one, document));
    const request = { document, root, range, diagnostics, predictions, documents: shared.workspace.LangiumDocuments };
    const wanted = context.only;
    return sources
      .filter(({ kind }) => !wanted || wanted.some((one) => one === '' || kind === one || kind.startsWith(`${one}.`)))
      .flatMap((source) => [...source.actions(request)])
      .flatMap((action) => this.offered(action));
  }

  /** Actions without an edit are worked out when they are chosen; at once where the editor does not ask again. */
  private offered(action: CodeAction): CodeAction[] {
    if (action.data === undefined || action.edit || this.services.shared.lsp.LanguageServer.resolvesActions)
      return [action];
    const { edit } = resolved(action, this.services);
    return edit ? [{ ...action, edit }] : [];
  }
}

/** A diagnostic with what it carries for its quick fix, from a client that does not send that back. */
function withData(sent: Diagnostic, { diagnostics = [] }: LangiumDocument): Diagnostic {
  if (sent.data !== undefined && sent.data !== null) return sent;
  const own = diagnostics.find(({ code, range }) => code === sent.code && isSame(range, sent.range));
  return own?.data === undefined ? sent : { ...sent, data: own.data as unknown };
}

function isSame(one: Range, other: Range): boolean {
  return one.start.line === other.start.line && one.start.character === other.start.character;
}
