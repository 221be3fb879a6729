import type { AstNode, LangiumDocument } from 'langium';
import { DefaultFoldingRangeProvider, type FoldingRangeAcceptor } from 'langium/lsp';
import { FoldingRangeKind } from 'vscode-languageserver';
import * as ast from '../../language/generated/ast.js';

/** What can be folded: networks, studies, their validations, long layers, comments, and runs of line comments and imports. */
export class ArchFolding extends DefaultFoldingRangeProvider {
  protected override shouldProcess(node: AstNode): boolean {
    return ast.isNetwork(node) || ast.isStudy(node) || ast.isLayer(node) || ast.isValidation(node);
  }

  protected override shouldProcessContent(node: AstNode): boolean {
    return ast.isDocument(node) || ast.isNetwork(node) || ast.isStudy(node);
  }

  protected override collectFolding(document: LangiumDocument, acceptor: FoldingRangeAcceptor): void {
    super.collectFolding(document, acceptor);
    const lines = document.textDocument.getText().split(/\r\n|\r|\n/);
    for (const [start, end] of runs(lines, /^\s*\/\//)) {
      acceptor({ startLine: start, endLine: end, kind: FoldingRangeKind.Comment });
    }
    for (const [start, end] of runs(lines, /^\s*import\b/)) {
      acceptor({ startLine: start, endLine: end, kind: FoldingRangeKind.Imports });
    }
  }
}

/** The first and last line of each run of two or more lines that match. */
function runs(lines: readonly string[], pattern: RegExp): [number, number][] {
  const found: [number, number][] = [];
  let start: number | undefined;
  for (let line = 0; line <= lines.length; line++) {
    if (line < lines.length && pattern.test(lines[line] ?? '')) {
      start ??= line;
    } else {
      if (start !== undefined && line - start > 1) found.push([start, line - 1]);
      start = undefined;
    }
  }
  return found;
}
