import type { LangiumDocument } from 'langium';
import type { LangiumSharedServices } from 'langium/lsp';
import { URI } from 'vscode-uri';
import * as ast from '../../../language/generated/ast.js';
import {
  isComplete,
  lowerNetwork,
  lowerStudy,
  lowerTarget,
  scaleMonomial,
  scaleValue,
} from '../../../language/index.js';
import { declarationId, touches } from '../../positions.js';
import type { Hint } from './hint.js';

/**
 * Which declarations are complete, and which are being typed: those with a syntax error, those that a syntax error made
 * disappear, and those around the last edit that parse but mean nothing yet: a layer without its width, half a name.
 */
export class DeclarationCompleteness {
  private readonly cache = new Map<string, (id: string) => boolean>();
  private readonly halfTyped: ReadonlySet<string>;

  constructor(
    private readonly shared: LangiumSharedServices,
    private readonly document: LangiumDocument,
    lineOfEdit: number | undefined,
  ) {
    this.halfTyped = new Set(unfinishedDeclarations(document, lineOfEdit).map(declarationId));
  }

  /**
   * True when a hint follows from complete declarations alone. A hint of an earlier text for which it is false is kept: it has
   * no successor only because somebody is typing.
   */
  supports({ from }: Hint): boolean {
    return from.every((id) => this.isComplete(id));
  }

  private isComplete(id: string): boolean {
    if (this.halfTyped.has(id)) return false;
    const uri = id.slice(0, id.indexOf('#'));
    let isCompleteIn = this.cache.get(uri);
    if (!isCompleteIn) {
      isCompleteIn = this.completeDeclarations(uri);
      this.cache.set(uri, isCompleteIn);
    }
    return isCompleteIn(id);
  }

  /** Says of a declaration of a file by its identity whether it is complete. */
  private completeDeclarations(uri: string): (id: string) => boolean {
    const isThis = uri === this.document.uri.toString();
    const document = isThis ? this.document : this.shared.workspace.LangiumDocuments.getDocument(URI.parse(uri));
    const root = document?.parseResult.value;
    if (!document || !ast.isDocument(root)) return () => false;
    const { parserErrors, lexerErrors } = document.parseResult;
    // In a text without syntax errors a declaration that is gone was taken away: nothing is left to wait for.
    if (parserErrors.length === 0 && lexerErrors.length === 0) return () => true;
    const complete = new Set(root.declarations.filter(isComplete).map(declarationId));
    return (id) => complete.has(id);
  }
}

/** The declarations around the line of the last edit that mean nothing as they stand: somebody is typing there. */
function unfinishedDeclarations(document: LangiumDocument, line: number | undefined): ast.Declaration[] {
  const root = document.parseResult.value;
  if (line === undefined || !ast.isDocument(root)) return [];
  const range = { start: { line, character: 0 }, end: { line, character: 0 } };
  return root.declarations.filter((declaration) => touches(declaration, range) && !isFinished(declaration));
}

function isFinished(declaration: ast.Declaration): boolean {
  if (ast.isScale(declaration))
    return scaleMonomial(declaration) !== undefined && scaleValue(declaration) !== undefined;
  if (ast.isNetwork(declaration)) return lowerNetwork(declaration) !== undefined;
  return ast.isTarget(declaration) ? lowerTarget(declaration) !== undefined : lowerStudy(declaration) !== undefined;
}
