import {
  AstUtils,
  DefaultDocumentValidator,
  type AstNodeDescription,
  type IndexManager,
  type LangiumDocument,
  type LinkingError,
  type ParseResult,
  type ScopeProvider,
  type ValidationOptions,
} from 'langium';
import type { Wording } from '../../theory/message.js';
import { textOf } from '../diagnostic-text.js';
import { layerKinds } from '../../theory/kinds/index.js';
import * as ast from '../generated/ast.js';
import { diagnosticCodes } from '../checks/index.js';
import { neverSilenced, silencingOf, type Silencing } from '../silencing.js';
import type { LanguageMessage } from '../messages.js';
import type { DiagnosticCode } from '../problem.js';
import type { WordedCoreServices } from '../services.js';
import { suggestions } from '../suggestions.js';
import { misspelled } from './words.js';

type CancelRest =
  Parameters<DefaultDocumentValidator['validateDocument']> extends [unknown, unknown?, ...infer Rest] ? Rest : never;

type Diagnostic = NonNullable<LangiumDocument['diagnostics']>[number];

/** Beyond so many unknown names in a file nothing is suggested: each costs a comparison with every name in scope. */
const mostSuggestions = 50;

const longestName = 60;
const longestMessage = 2000;
const longName = new RegExp(`[\\p{L}\\p{N}_.-]{${longestName + 1},}`, 'gu');

/** Gives the diagnostics of parser and linker the language's codes, messages and what quick fixes need. */
export class ArchDocumentValidator extends DefaultDocumentValidator {
  private readonly scopes: ScopeProvider;
  private readonly index: IndexManager;
  private readonly wording: Wording<LanguageMessage>;

  constructor(services: WordedCoreServices) {
    super(services);
    this.scopes = services.references.ScopeProvider;
    this.index = services.shared.workspace.IndexManager;
    this.wording = services.wording;
  }

  override async validateDocument(
    document: LangiumDocument,
    options: ValidationOptions = {},
    ...rest: CancelRest
  ): Promise<Diagnostic[]> {
    const found = await super.validateDocument(document, options, ...rest);
    const silencing = silencingOf(document.textDocument.getText());
    // The codes themselves are checked once, with the checks of every keystroke.
    const unknown =
      options.categories?.includes('fast') === false ? [] : unknownCodes(document, silencing, this.wording);
    return [...found, ...unknown]
      .filter(
        ({ severity, code, range }) =>
          severity === 1 || neverSilenced.has(String(code)) || !silencing.isSilenced(String(code), range.start.line),
      )
      .map((diagnostic) => ({ ...diagnostic, message: bounded(textOf(diagnostic)) }));
  }

  protected override processLexingErrors(
    result: ParseResult,
    diagnostics: Diagnostic[],
    options: ValidationOptions,
  ): void {
    const found: Diagnostic[] = [];
    super.processLexingErrors(result, found, options);
    diagnostics.push(...found.map(asSyntax));
  }

  protected override processParsingErrors(
    result: ParseResult,
    diagnostics: Diagnostic[],
    options: ValidationOptions,
  ): void {
    const text = result.value.$cstNode?.root.fullText ?? '';
    const places = new Set<number>();
    for (const error of result.parserErrors) {
      const { token, context } = error;
      // What the parser says next about a word that it has found wrong is no news.
      if (places.has(token.startOffset)) continue;
      places.add(token.startOffset);
      const found: Diagnostic[] = [];
      super.processParsingErrors({ ...result, parserErrors: [error] }, found, options);
      const words = misspelled(token.image, context.ruleStack.at(-1) ?? '');
      const data = { code: 'arch-syntax', ...(words.length > 0 && { suggestions: words }) };
      const meant = productMeant(token, text);
      const product = meant ? this.wording(meant) : '';
      diagnostics.push(...found.map((one) => ({ ...one, code: 'arch-syntax', message: one.message + product, data })));
    }
  }

  protected override processLinkingErrors(document: LangiumDocument, diagnostics: Diagnostic[]): void {
    const errors = document.references.filter(({ error, $refText }) => error && $refText && !isBesideThePoint(error));
    const declared = errors.length > 0 ? this.declarations(document) : undefined;
    let count = 0;
    for (const { error, $refNode, $refText } of errors) {
      if (!error || !declared) continue;
      const wanted = ast.reflection.getReferenceType(error.info);
      const names = count++ < mostSuggestions ? this.namesLike($refText, error) : [];
      const files = declared.others.get(`${wanted} ${$refText}`) ?? [];
      const message = unknownName($refText, names, { wanted, files, here: declared.here.get($refText) });
      const diagnostic = this.toDiagnostic('error', this.wording(message), {
        node: error.info.container,
        code: 'arch-unknown-name',
        data: { code: 'arch-unknown-name', name: $refText, suggestions: names, declaredIn: files },
        ...($refNode && { range: $refNode.range }),
      });
      diagnostics.push(diagnostic);
    }
  }

  private namesLike(name: string, { info }: LinkingError): string[] {
    const elements = this.scopes.getScope(info).getAllElements();
    return suggestions(
      name,
      elements.map((element) => element.name),
    );
  }

  /** What is declared in this file, by name, and the files that declare something else, by sort and name. */
  private declarations(document: LangiumDocument): {
    readonly here: ReadonlyMap<string, AstNodeDescription>;
    readonly others: ReadonlyMap<string, string[]>;
  } {
    const own = document.uri.toString();
    const here = new Map<string, AstNodeDescription>();
    const others = new Map<string, string[]>();
    for (const element of this.index.allElements()) {
      const uri = element.documentUri.toString();
      if (uri === own) here.set(element.name, element);
      else {
        const key = `${element.type} ${element.name}`;
        const files = others.get(key) ?? [];
        // In an order that does not depend on which file was opened first.
        if (!files.includes(uri)) others.set(key, [...files, uri].sort());
      }
    }
    return { here, others };
  }
}

interface Elsewhere {
  readonly here: AstNodeDescription | undefined;
  readonly wanted: string;
  readonly files: readonly string[];
}

function unknownName(name: string, names: readonly string[], elsewhere: Elsewhere): LanguageMessage {
  const wanted = elsewhere.wanted.toLowerCase();
  if (elsewhere.here)
    return { code: 'name-of-other-sort', name, sort: elsewhere.here.type.toLowerCase(), wanted, suggestions: names };
  const [address] = elsewhere.files;
  const file = address && decodeURIComponent(address.slice(address.lastIndexOf('/') + 1));
  if (file) return { code: 'name-not-imported', name, wanted, file };
  return { code: 'name-unknown', name, wanted, suggestions: names };
}

/** The value of an argument that its layer does not have says nothing beside that. */
function isBesideThePoint({ info }: LinkingError): boolean {
  const argument = AstUtils.getContainerOfType(info.container, ast.isSizeArgument);
  const kind = argument && layerKinds.get(argument.$container.kind);
  return kind !== undefined && !kind.sizes.some(({ name }) => name === argument?.key);
}

/** A message whose names are not longer than people write them, and that ends at some point, whatever the file has in it. */
function bounded(message: string): string {
  const named = message.replace(longName, (name) => `${name.slice(0, longestName)}…`);
  return named.length > longestMessage ? `${named.slice(0, longestMessage)}…` : named;
}

/** Advice for a number with a name right behind it, as in 4d; undefined for any other word. */
function productMeant(
  { image, startOffset, tokenType }: ParseResult['parserErrors'][number]['token'],
  text: string,
): LanguageMessage | undefined {
  const factor = /[\d.]{1,20}$/.exec(text.slice(Math.max(0, startOffset - 20), startOffset))?.[0];
  return factor && tokenType.name === 'ID' ? { code: 'product-meant', factor, name: image } : undefined;
}

function asSyntax(diagnostic: Diagnostic): Diagnostic {
  return { ...diagnostic, code: 'arch-syntax', data: { code: 'arch-syntax' } };
}

function unknownCodes(
  { textDocument }: LangiumDocument,
  { named }: Silencing,
  wording: Wording<LanguageMessage>,
): Diagnostic[] {
  return named
    .filter(({ code }) => !diagnosticCodes.has(code as DiagnosticCode))
    .map(({ code, offset }) => {
      const like = suggestions(code, diagnosticCodes);
      return {
        severity: 2,
        range: { start: textDocument.positionAt(offset), end: textDocument.positionAt(offset + code.length) },
        message: wording({ code: 'diagnostic-unknown', diagnostic: code, suggestions: like }),
        code: 'arch-unknown-code',
        data: { code: 'arch-unknown-code', suggestions: like },
        source: 'arch',
      };
    });
}
