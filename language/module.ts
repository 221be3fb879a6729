import {
  createDefaultCoreModule,
  createDefaultSharedCoreModule,
  DefaultServiceRegistry,
  DocumentState,
  inject,
  type DeepPartial,
  type DefaultSharedCoreModuleContext,
  type LangiumCoreServices,
  type LangiumSharedCoreServices,
  type Module,
} from 'langium';
import type { Wording } from '../theory/message.js';
import { registerChecks } from './checks/register.js';
import { ArchGeneratedModule, ArchGeneratedSharedModule } from './generated/module.js';
import { forgetLowered } from './lowering/once.js';
import type { LanguageMessage } from './messages.js';
import { ArchDocumentBuilder } from './scoping/document-builder.js';
import { ArchDocuments } from './scoping/documents.js';
import { ArchScopeComputation } from './scoping/scope-computation.js';
import { ArchScopeProvider } from './scoping/scope-provider.js';
import { BoundedLexer } from './syntax/bounded-lexer.js';
import { ArchDocumentValidator } from './syntax/document-validator.js';
import { LexerMessages, SyntaxMessages } from './syntax/messages.js';
import { createArchParser } from './syntax/parser.js';
import { ArchTokenBuilder } from './syntax/token-builder.js';
import { ArchValueConverter } from './syntax/value-converter.js';
import type { WordedCoreServices, WordingServices } from './services.js';

export { ArchGeneratedModule, ArchGeneratedSharedModule };

/**
 * The language's own services, one file each; a language server puts its providers beside them.
 * @param wording puts what is found in a file into words: `words` of present/words/words.ts, or another language's.
 */
export const archModule = (
  wording: Wording<LanguageMessage>,
): Module<WordedCoreServices, DeepPartial<LangiumCoreServices> & WordingServices> => ({
  wording: () => wording,
  parser: {
    TokenBuilder: () => new ArchTokenBuilder(),
    Lexer: (services) => new BoundedLexer(services),
    LangiumParser: (services) => createArchParser(services),
    ParserErrorMessageProvider: (services) => new SyntaxMessages(services),
    LexerErrorMessageProvider: (services) => new LexerMessages(services),
    ValueConverter: () => new ArchValueConverter(),
  },
  references: {
    ScopeComputation: (services) => new ArchScopeComputation(services),
    ScopeProvider: (services) => new ArchScopeProvider(services),
  },
  validation: {
    DocumentValidator: (services) => new ArchDocumentValidator(services),
  },
});

/** The language's own shared services. */
export const ArchSharedModule: Module<LangiumSharedCoreServices, DeepPartial<LangiumSharedCoreServices>> = {
  workspace: {
    DocumentBuilder: (services) => new ArchDocumentBuilder(services),
    LangiumDocuments: (services) => new ArchDocuments(services),
  },
};

/**
 * Makes services ready for use: registers the language and its checks. Whoever composes services from `archModule` and
 * `ArchSharedModule` calls it once.
 */
export function registerArch(shared: LangiumSharedCoreServices, arch: WordedCoreServices): void {
  shared.ServiceRegistry.register(arch);
  registerChecks(arch);
  shared.workspace.DocumentBuilder.onUpdate(forgetLowered);
  shared.workspace.DocumentBuilder.onBuildPhase(DocumentState.Linked, forgetLowered);
}

/** A file is of the language because somebody named it, whatever its name ends in; imports end in `.arch`. */
const anyEnding: Module<LangiumSharedCoreServices, DeepPartial<LangiumSharedCoreServices>> = {
  ServiceRegistry: (services) => new OneLanguage(services),
};

class OneLanguage extends DefaultServiceRegistry {
  override getServices(): LangiumCoreServices {
    const [language] = this.all;
    if (!language) throw new Error('No language is registered.');
    return language;
  }
}

/**
 * The services of the language, without those of a language server.
 * @param context where files come from; `EmptyFileSystem` for nowhere.
 * @param wording puts what is found in a file into words.
 */
export function createArchServices(
  context: DefaultSharedCoreModuleContext,
  wording: Wording<LanguageMessage>,
): {
  readonly shared: LangiumSharedCoreServices;
  readonly Arch: WordedCoreServices;
} {
  const shared = inject(createDefaultSharedCoreModule(context), ArchGeneratedSharedModule, ArchSharedModule, anyEnding);
  const Arch = inject(createDefaultCoreModule({ shared }), ArchGeneratedModule, archModule(wording));
  registerArch(shared, Arch);
  return { shared, Arch };
}
