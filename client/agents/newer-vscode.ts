import * as vscode from 'vscode';
import type { CancellationToken, Disposable, Event, MarkdownString } from 'vscode';

/** A call of a tool by a language model. */
export interface ToolCall {
  readonly input: Readonly<Record<string, unknown>>;
}

/** What VS Code shows while a tool is called, and asks before. */
export interface ToolPreparation {
  readonly invocationMessage: string;
  readonly confirmationMessages?: { readonly title: string; readonly message: string | MarkdownString };
}

/** A tool for language models. */
export interface LanguageModelTool {
  prepareInvocation(call: ToolCall): ToolPreparation;
  /** @throws Error with a message for the model. */
  invoke(call: ToolCall, token: CancellationToken): Promise<object>;
}

/** How tools are offered to language models: VS Code 1.95 and later. */
export interface ToolSupport {
  registerTool(name: string, tool: LanguageModelTool): Disposable;
  /** What a tool answers, as parts of text. */
  result(texts: readonly string[]): object;
}

/** A server of the Model Context Protocol that is a program. */
export interface ServerProgram {
  readonly label: string;
  readonly command: string;
  readonly args: string[];
  readonly env: Record<string, string>;
  readonly version: string;
}

/** Says which servers there are, whenever that changes. */
export interface ServerProvider {
  readonly onDidChangeMcpServerDefinitions: Event<unknown>;
  provideMcpServerDefinitions(): object[];
}

/** How servers of the Model Context Protocol are registered: VS Code 1.101 and later. */
export interface ServerSupport {
  /** @throws Error where VS Code does not let it. */
  register(id: string, provider: ServerProvider): Disposable;
  definition(program: ServerProgram): object;
}

/** What is younger than the oldest VS Code in which the extension runs, and so than its type declarations. */
interface NewerVSCode {
  readonly lm?: {
    registerTool?(name: string, tool: LanguageModelTool): Disposable;
    registerMcpServerDefinitionProvider?(id: string, provider: ServerProvider): Disposable;
  };
  readonly LanguageModelToolResult?: new (content: object[]) => object;
  readonly LanguageModelTextPart?: new (value: string) => object;
  readonly McpStdioServerDefinition?: new (
    label: string,
    command: string,
    args: string[],
    env: Record<string, string>,
    version: string,
  ) => object;
}

const newer = vscode as unknown as NewerVSCode;

/** Undefined in a VS Code that has no tools for language models. */
export function toolSupport(): ToolSupport | undefined {
  const { lm, LanguageModelToolResult: Result, LanguageModelTextPart: Part } = newer;
  if (!lm?.registerTool || !Result || !Part) return undefined;
  return {
    registerTool: (name, tool) => lm.registerTool?.(name, tool) ?? { dispose: () => undefined },
    result: (texts) => new Result(texts.map((text) => new Part(text))),
  };
}

/** Undefined in a VS Code in which extensions cannot register servers. */
export function serverSupport(): ServerSupport | undefined {
  const { lm, McpStdioServerDefinition: Definition } = newer;
  if (!lm?.registerMcpServerDefinitionProvider || !Definition) return undefined;
  return {
    register: (id, provider) => lm.registerMcpServerDefinitionProvider?.(id, provider) ?? { dispose: () => undefined },
    definition: ({ label, command, args, env, version }) => new Definition(label, command, args, env, version),
  };
}
