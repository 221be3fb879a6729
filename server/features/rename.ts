import { CstUtils, type LangiumDocument } from 'langium';
import { DefaultRenameProvider } from 'langium/lsp';
import { LSPErrorCodes, ResponseError, type RenameParams, type WorkspaceEdit } from 'vscode-languageserver';
import { renameRefusals } from '../../present/words/answers.js';
import { isDirected, type DirectedComponent } from './directions.js';
import { mergingReason, namesToWrite } from './renamed-direction.js';
import type { ArchServices } from '../services.js';

/** Renames over all files, to names only that the language can read; a direction within its target. */
export class ArchRename extends DefaultRenameProvider {
  constructor(private readonly services: ArchServices) {
    super(services);
  }

  override async rename(document: LangiumDocument, params: RenameParams): Promise<WorkspaceEdit | undefined> {
    const { newName } = params;
    const direction = this.directionAt(document, params);
    const reason = refusal(newName, this.services) ?? (direction && mergingReason(direction, newName));
    if (reason !== undefined) throw new ResponseError(LSPErrorCodes.RequestFailed, reason);
    const edit = await super.rename(document, params);
    if (direction) edit?.changes?.[document.uri.toString()]?.push(...namesToWrite(direction, newName));
    return edit;
  }

  private directionAt(document: LangiumDocument, { position }: RenameParams): DirectedComponent | undefined {
    const root = document.parseResult.value.$cstNode;
    const offset = document.textDocument.offsetAt(position);
    const leaf = root && CstUtils.findDeclarationNodeAtOffset(root, offset, this.grammarConfig.nameRegexp);
    return leaf && this.references.findDeclarations(leaf).find(isDirected);
  }
}

/** Why a text cannot be a name; undefined when it can. */
function refusal(name: string, { parser, Grammar }: ArchServices): string | undefined {
  const { tokens, errors } = parser.Lexer.tokenize(name);
  const [token] = tokens;
  const isOneWord = errors.length === 0 && tokens.length === 1 && token?.image === name;
  if (!isOneWord || !/^[_\p{L}]/u.test(name)) {
    return renameRefusals.noName(name);
  }
  const parsed = parser.LangiumParser.parse(`scale ${name}`);
  if (Grammar.rules.length > 0 && parsed.parserErrors.length > 0) return renameRefusals.keyword(name);
  return undefined;
}
