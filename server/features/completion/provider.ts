import { AstUtils, GrammarAST } from 'langium';
import type {
  AstNode,
  AstNodeDescription,
  LangiumDocument,
  LangiumDocuments,
  MaybePromise,
  ReferenceInfo,
} from 'langium';
import {
  DefaultCompletionProvider,
  type CompletionAcceptor,
  type CompletionContext,
  type CompletionValueItem,
  type NextFeature,
} from 'langium/lsp';
import { CompletionItemKind, InsertTextFormat } from 'vscode-languageserver';
import type { CancellationToken, CompletionItem, CompletionList, CompletionParams } from 'vscode-languageserver';
import * as ast from '../../../language/generated/ast.js';
import { once } from '../../../language/lowering/once.js';
import { activations } from '../../../theory/activations/index.js';
import { targetFunctions } from '../../../theory/functions.js';
import { keywordDocumentation } from '../../../present/markdown/keyword.js';
import { activationDocumentation, functionDocumentation, scaleDetail } from '../../../present/words/completion.js';
import type { ArchLanguageServer } from '../../language-server.js';
import type { ArchServices } from '../../services.js';
import { markup } from '../markup.js';
import { completeDirections } from './directions.js';
import { fits, type KeywordRole } from './fitting.js';
import { importPaths } from './import-paths.js';
import { type DeclaredNames, settingSnippet, snippetOf } from './snippets.js';

/** What can come next: keywords with their documentation and a snippet, names in scope, activations, files to import. */
export class ArchCompletion extends DefaultCompletionProvider {
  override readonly completionOptions = { triggerCharacters: ['"', ':', '(', '=', ' '] };
  private readonly documents: LangiumDocuments;
  private readonly server: ArchLanguageServer;
  private takesSnippets = false;

  constructor(services: ArchServices) {
    super(services);
    this.documents = services.shared.workspace.LangiumDocuments;
    this.server = services.shared.lsp.LanguageServer;
    this.server.onInitialize(({ capabilities }) => {
      this.takesSnippets = capabilities.textDocument?.completion?.completionItem?.snippetSupport === true;
    });
  }

  override async getCompletion(
    document: LangiumDocument,
    params: CompletionParams,
    cancelToken?: CancellationToken,
  ): Promise<CompletionList | undefined> {
    if (params.context?.triggerCharacter === ' ' && !opensBehind(document, params)) return undefined;
    const paths = importPaths(document, params.position, this.documents);
    if (paths) return { isIncomplete: false, items: paths };
    const list = await super.getCompletion(document, params, cancelToken);
    return list && { ...list, items: list.items.map((item) => this.inClientsFormat(item)) };
  }

  /** The documentation as the client shows it. */
  private inClientsFormat(item: CompletionItem): CompletionItem {
    const { documentation } = item;
    if (typeof documentation !== 'object') return item;
    return { ...item, documentation: markup(documentation.value, this.server.textFormats.completion) };
  }

  protected override completionFor(
    context: CompletionContext,
    next: NextFeature,
    accept: CompletionAcceptor,
  ): MaybePromise<void> {
    if (ruleOf(next) === 'FunctionComponent' && next.property === 'function') return completeFunctions(context, accept);
    if (ruleOf(next) !== 'Name') return super.completionFor(context, next, accept);
    // A new name is the user's own; activations and directions are chosen from a list, once for all alternatives of the rule.
    if (!GrammarAST.isRuleCall(next.feature)) return;
    if (next.property === 'activation') completeActivations(context, accept);
    if (next.property === 'direction') completeDirections(context, accept);
  }

  protected override completionForKeyword(
    context: CompletionContext,
    keyword: GrammarAST.Keyword,
    accept: CompletionAcceptor,
  ): void {
    const { value } = keyword;
    const role = roleOf(keyword);
    if (!this.filterKeyword(context, keyword) || !fits(value, context.node, role)) return;
    const documentation = keywordDocumentation(value);
    const names = declaredNames(context.document.parseResult.value);
    const text = role === 'setting' ? settingSnippet(value, names) : snippetOf(value, role === 'property', names);
    const snippet = this.takesSnippets ? text : undefined;
    accept(context, {
      label: value,
      kind: snippet ? CompletionItemKind.Snippet : CompletionItemKind.Keyword,
      ...(documentation !== undefined && { documentation: { kind: 'markdown', value: documentation } }),
      ...(snippet && { insertText: snippet, insertTextFormat: InsertTextFormat.Snippet }),
      sortText: `1${value}`,
    });
  }

  protected override createReferenceCompletionItem(
    description: AstNodeDescription,
    info: ReferenceInfo,
    context: CompletionContext,
  ): CompletionValueItem {
    const item = super.createReferenceCompletionItem(description, info, context);
    return {
      ...item,
      detail: ast.isScale(description.node) ? scaleDetail(description.node) : description.type.toLowerCase(),
    };
  }
}

/** The first names that a file declares. */
const declaredNames = once((root: AstNode): DeclaredNames => {
  const declared = ast.isDocument(root) ? root.declarations : [];
  const first = (is: (one: ast.Declaration) => boolean): string | undefined =>
    declared.find((one) => is(one) && one.name)?.name;
  return { scale: first(ast.isScale), network: first(ast.isNetwork), target: first(ast.isTarget) };
});

/** Whether a value is begun by a blank: behind `activation:`, `target x =`, `(width: N,`. Elsewhere blanks open nothing. */
function opensBehind({ textDocument }: LangiumDocument, { position }: CompletionParams): boolean {
  const before = textDocument.getText({ start: { line: position.line, character: 0 }, end: position });
  return /[:=,~(*] +$/.test(before) && !before.includes('//');
}

function completeActivations(context: CompletionContext, accept: CompletionAcceptor): void {
  for (const { name, formula, support } of activations.values()) {
    accept(context, {
      label: name,
      kind: CompletionItemKind.EnumMember,
      detail: formula,
      documentation: { kind: 'markdown', value: activationDocumentation(support) },
      sortText: `0${name}`,
    });
  }
}

function completeFunctions(context: CompletionContext, accept: CompletionAcceptor): void {
  for (const { name, formula, support } of targetFunctions.values()) {
    accept(context, {
      label: name,
      kind: CompletionItemKind.Function,
      detail: formula('x'),
      documentation: {
        kind: 'markdown',
        value: functionDocumentation(support),
      },
      insertText: `${name}(5)`,
      sortText: `2${name}`,
    });
  }
}

function ruleOf({ feature }: NextFeature): string | undefined {
  return AstUtils.getContainerOfType(feature, GrammarAST.isParserRule)?.name;
}

/** What a keyword is by its position in the grammar: the key of a study's property or of a setting, or a word like any other. */
function roleOf(keyword: GrammarAST.Keyword): KeywordRole {
  const isKey = AstUtils.getContainerOfType(keyword, GrammarAST.isAssignment)?.feature === 'key';
  const rule = AstUtils.getContainerOfType(keyword, GrammarAST.isParserRule)?.name ?? '';
  if (isKey && /Setting$/.test(rule)) return 'setting';
  return /^(Network|Target|Samples|Ridge)Property$/.test(rule) ? 'property' : 'word';
}
