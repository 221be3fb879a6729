import type { AstNode, CstNode, LangiumDocument } from 'langium';
import {
  AbstractFormatter,
  Formatting,
  type FormattingAction,
  type FormattingContext,
  type NodeFormatter,
} from 'langium/lsp';
import type { DocumentFormattingParams, FormattingOptions, Range, TextEdit } from 'vscode-languageserver';
import * as ast from '../../../language/generated/ast.js';
import { relationSpaces, valueSpaces } from './alignment.js';
import { blankEdits } from './blanks.js';
import { expressionGaps } from './expression.js';

const oneSpace = Formatting.oneSpace();
const noSpace = Formatting.noSpace();
/** On the next line, with at most one empty line kept before it. */
const ownLine = Formatting.fit(Formatting.newLine(), Formatting.newLines(2));
const ownIndentedLine: FormattingAction = { options: {}, moves: [1, 2].map((lines) => ({ lines, tabs: 1 })) };
/** Where arguments were put on lines of their own, they stay there. */
const argument = Formatting.fit(oneSpace, Formatting.indent());
const firstArgument = Formatting.fit(noSpace, Formatting.indent());
const closingParenthesis = Formatting.fit(noSpace, Formatting.newLine());

/** Formats a file: one part a line, two spaces in, one space around relations, comments and single empty lines kept. */
export class ArchFormatter extends AbstractFormatter {
  override async formatDocument(document: LangiumDocument, params: DocumentFormattingParams): Promise<TextEdit[]> {
    const edits = [...(await super.formatDocument(document, params))];
    return [...edits, ...blankEdits(document.textDocument, params.options, edits)];
  }

  protected override format(node: AstNode): void {
    if (ast.isDocument(node)) this.formatDocumentParts(node);
    else if (ast.isImport(node)) this.getNodeFormatter(node).property('path').prepend(oneSpace);
    else if (ast.isScale(node) || ast.isTarget(node)) this.formatRelation(node);
    else if (ast.isNetwork(node) || ast.isStudy(node)) this.formatBlock(node);
    else if (ast.isValidation(node)) this.formatInterior(this.getNodeFormatter<AstNode>(node));
    else if (ast.isStudyProperty(node)) this.formatProperty(node);
    else if (ast.isValidationSetting(node)) this.formatSetting(node);
    else if (ast.isFollowingSize(node)) this.getNodeFormatter(node).keyword('~').prepend(oneSpace).append(oneSpace);
    else if (ast.isLayer(node)) this.formatLayer(node);
    else if (ast.isLayerArgument(node)) this.formatArgument(node);
    else if (ast.isInput(node)) this.formatInput(node);
    else if (ast.isOutput(node)) this.formatOutput(node);
    else if (ast.isTargetTerm(node)) this.formatTerm(node);
    else if (ast.isFunctionArgument(node)) this.getNodeFormatter(node).keyword('*').prepend(noSpace).append(noSpace);
    else if (ast.isTargetComponent(node)) this.formatCall(this.getNodeFormatter<AstNode>(node));
    else if (ast.isExpression(node) && !ast.isExpression(node.$container)) this.formatExpression(node);
  }

  private formatDocumentParts(document: ast.Document): void {
    const parts = [...document.imports, ...document.declarations].sort(
      (left, right) => (left.$cstNode?.offset ?? 0) - (right.$cstNode?.offset ?? 0),
    );
    const formatter = this.getNodeFormatter(document);
    const before = document.$cstNode?.root.fullText.slice(0, parts[0]?.$cstNode?.offset) ?? '';
    parts.forEach((part, index) => {
      formatter.node(part).prepend(index === 0 && before.trim() === '' ? noSpace : ownLine);
    });
  }

  private formatRelation(node: ast.Scale | ast.Target): void {
    const formatter = this.getNodeFormatter(node);
    formatter.property('name').prepend(oneSpace);
    formatter
      .keywords('=', '~')
      .prepend(Formatting.spaces(relationSpaces(node)))
      .append(oneSpace);
  }

  private formatBlock(node: ast.Network | ast.Study): void {
    const formatter = this.getNodeFormatter(node);
    formatter.property('name').prepend(oneSpace);
    this.formatInterior(this.getNodeFormatter<AstNode>(node));
  }

  /** What stands between braces, each on a line of its own. */
  private formatInterior(formatter: NodeFormatter<AstNode>): void {
    const open = formatter.keyword('{').prepend(oneSpace);
    const close = formatter.keyword('}');
    const interior = formatter.interior(open, close);
    interior.prepend(ownIndentedLine);
    close.prepend(interior.nodes.length === 0 ? noSpace : Formatting.newLine());
  }

  private formatSetting(node: ast.ValidationSetting): void {
    this.formatProperty(node);
    const formatter = this.getNodeFormatter<AstNode>(node);
    formatter.keywords(',').prepend(noSpace).append(oneSpace);
    formatter.keywords('from', 'to').prepend(oneSpace).append(oneSpace);
  }

  private formatProperty(node: ast.StudyProperty | ast.ValidationSetting): void {
    const formatter = this.getNodeFormatter<AstNode>(node);
    formatter
      .keyword(':')
      .prepend(noSpace)
      .append(Formatting.spaces(valueSpaces(node)));
  }

  private formatLayer(node: ast.Layer): void {
    const formatter = this.getNodeFormatter(node);
    formatter.property('kind').append(oneSpace);
    formatter.keyword('residual').append(oneSpace);
    if (ast.isRecurrentLayer(node)) formatter.keyword('dense').append(oneSpace);
    formatter.keyword('(').prepend(oneSpace).append(firstArgument);
    formatter.keywords(',').prepend(noSpace).append(argument);
    formatter.keyword(')').prepend(node.arguments.length === 0 ? noSpace : closingParenthesis);
  }

  private formatArgument(node: ast.LayerArgument): void {
    const formatter = this.getNodeFormatter<AstNode>(node);
    formatter.keyword(':').prepend(noSpace).append(oneSpace);
    formatter.keyword('(').prepend(noSpace).append(noSpace);
    formatter.keyword(')').prepend(noSpace);
  }

  private formatInput(node: ast.Input): void {
    const formatter = this.getNodeFormatter(node);
    formatter.property('kind').prepend(oneSpace);
    formatter.keyword(':').prepend(noSpace).append(oneSpace);
    this.formatCall(this.getNodeFormatter<AstNode>(node));
  }

  private formatOutput(node: ast.Output): void {
    const formatter = this.getNodeFormatter(node);
    formatter.property('kind').prepend(oneSpace);
    formatter.keyword('(').prepend(oneSpace).append(noSpace);
    formatter.keywords(':').prepend(noSpace).append(oneSpace);
    formatter.keywords(',').prepend(noSpace).append(oneSpace);
    formatter.keyword(')').prepend(noSpace);
  }

  private formatTerm(node: ast.TargetTerm): void {
    const formatter = this.getNodeFormatter(node);
    const leads = node.$containerIndex === 0;
    const sign = formatter.property('sign');
    if (leads) sign.append(noSpace);
    else sign.prepend(oneSpace).append(oneSpace);
    formatter.keywords('*').prepend(oneSpace).append(oneSpace);
  }

  private formatCall(formatter: NodeFormatter<AstNode>): void {
    formatter.keyword('(').prepend(noSpace).append(noSpace);
    formatter.keywords(',').prepend(noSpace).append(oneSpace);
    formatter.keyword(')').prepend(noSpace);
  }

  private formatExpression(node: ast.Expression): void {
    const formatter = this.getNodeFormatter(node);
    for (const { leaf, space } of expressionGaps(node)) formatter.cst([leaf]).prepend(space ? oneSpace : noSpace);
  }

  /** Keeps at most one empty line before a comment, which the rules above do not see. */
  protected override createHiddenTextEdits(
    previous: CstNode | undefined,
    hidden: CstNode,
    formatting: FormattingAction | undefined,
    context: FormattingContext,
  ): TextEdit[] {
    const edits = super.createHiddenTextEdits(previous, hidden, formatting, context);
    const last = previous ? previous.range.end.line : -1;
    const { line } = hidden.range.start;
    const first = previous ? last + 2 : 0;
    if (line <= first) return edits;
    return [{ range: { start: { line: first, character: 0 }, end: { line, character: 0 } }, newText: '' }, ...edits];
  }

  /** New lines end as the file's own lines do. */
  protected override doDocumentFormat(
    document: LangiumDocument,
    options: FormattingOptions,
    range?: Range,
  ): TextEdit[] {
    const edits = super.doDocumentFormat(document, options, range);
    if (!document.textDocument.getText().includes('\r\n')) return edits;
    return edits.map((edit) => ({ ...edit, newText: edit.newText.replaceAll('\n', '\r\n') }));
  }
}
