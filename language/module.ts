import {
  createDefaultCoreModule,
  createDefaultSharedCoreModule,
  DocumentState,
  EmptyFileSystem,
  inject,
  type DeepPartial,
  type DefaultSharedCoreModuleContext,
  type LangiumCoreServices,
  type LangiumSharedCoreServices,
  type Module,
} from 'langium';
import { registerChecks } from './checks/register.js';
import { ArchGeneratedModule, ArchGeneratedSharedModule } from './generated/module.js';
import { forgetLowered } from './lowering/once.js';
import { ArchDocumentBuilder } from './scoping/document-builder.js';
import { ArchScopeProvider } from './scoping/scope-provider.js';
import { BoundedLexer } from './syntax/bounded-lexer.js';
import { ArchDocumentValidator } from './syntax/document-validator.js';
import { LexerMessages } from './syntax/lexer-messages.js';
import { SyntaxMessages } from './syntax/messages.js';
import { createArchParser } from './syntax/parser.js';
import { ArchTokenBuilder } from './syntax/token-builder.js';
import { ArchValueConverter } from './syntax/value-converter.js';

export { ArchGeneratedModule, ArchGeneratedSharedModule };

/** The language's own services, one file each; a language server puts its providers beside them. */
export const ArchModule: Module<LangiumCoreServices, DeepPartial<LangiumCoreServices>> = {
  parser: {
    TokenBuilder: () => new ArchTokenBuilder(),
    Lexer: (services) => new BoundedLexer(services),
    LangiumParser: (services) => createArchParser(services),
    ParserErrorMessageProvider: () => new SyntaxMessages(),
    LexerErrorMessageProvider: () => new LexerMessages(),
    ValueConverter: () => new ArchValueConverter(),
  },
  references: {
    ScopeProvider: (services) => new ArchScopeProvider(services),
  },
  validation: {
    DocumentValidator: (services) => new ArchDocumentValidator(services),
  },
};

/** The language's own shared services. */
export const ArchSharedModule: Module<LangiumSharedCoreServices, DeepPartial<LangiumSharedCoreServices>> = {
  workspace: {
    DocumentBuilder: (services) => new ArchDocumentBuilder(services),
  },
};

/**
 * Makes services ready for use: registers the language and its checks. Whoever composes services from `ArchModule` and
 * `ArchSharedModule` calls it once.
 */
export function registerArch(shared: LangiumSharedCoreServices, arch: LangiumCoreServices): void {
  shared.ServiceRegistry.register(arch);
  registerChecks(arch);
  shared.workspace.DocumentBuilder.onUpdate(forgetLowered);
  shared.workspace.DocumentBuilder.onBuildPhase(DocumentState.Linked, forgetLowered);
}

/**
 * The services of the language, without those of a language server.
 * @param context where files come from; from nowhere unless said otherwise.
 */
export function createArchServices(context: DefaultSharedCoreModuleContext = EmptyFileSystem): {
  readonly shared: LangiumSharedCoreServices;
  readonly Arch: LangiumCoreServices;
} {
  const shared = inject(createDefaultSharedCoreModule(context), ArchGeneratedSharedModule, ArchSharedModule);
  const Arch = inject(createDefaultCoreModule({ shared }), ArchGeneratedModule, ArchModule);
  registerArch(shared, Arch);
  return { shared, Arch };
}
