import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import {
  createProtocolConnection,
  ErrorCodes,
  ResponseError,
  StreamMessageReader,
  StreamMessageWriter,
  type ClientCapabilities,
  type Diagnostic,
  type InitializeParams,
  type InitializeResult,
  type InlayHint,
  type Position,
  type ProtocolConnection,
  type Range,
  type Registration,
  type TextEdit,
} from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { ask } from '../../protocol/connection.js';
import type { Request } from '../../protocol/request.js';
import { built } from '../run/built.js';

/** The bundle under test. */
export const bundle = built('server.cjs');

const everything: Range = { start: { line: 0, character: 0 }, end: { line: 1_000_000, character: 0 } };

interface Options {
  /** Files that lie in the workspace folder before the server starts. */
  readonly files?: Readonly<Record<string, string>>;
  /** What the editor answers for the section `archscale`; unless it says so, no estimates come while a test runs. */
  readonly settings?: object;
  /** What the editor can do besides what it says anyway. */
  readonly capabilities?: Pick<ClientCapabilities, 'workspace' | 'textDocument'>;
  /** What the editor hands over besides. */
  readonly initializationOptions?: object;
  /** Parts of the request `initialize` that are not as usual. */
  readonly initialize?: Partial<InitializeParams>;
  /** True for an editor that answers requests to register capabilities with an error. */
  readonly refusesRegistration?: boolean;
}

/** Starts the built server in an editor with a workspace folder; both go when the test ends. */
export async function startEditor(options: Options = {}): Promise<Editor> {
  const editor = await Editor.launch(options);
  onTestFinished(() => editor.close());
  return editor;
}

/** One editor for all tests of a file that need nothing of their own. */
export function sharedEditor(): () => Editor {
  let editor: Editor | undefined;
  beforeAll(async () => {
    editor = await Editor.launch({});
  });
  afterAll(() => editor?.close());
  return () => {
    if (!editor) throw new Error('the editor is not started');
    return editor;
  };
}

/** What is still to be answered when the server has ended is no fault. */
class AnswersUntilClosed extends StreamMessageWriter {
  override write(message: Parameters<StreamMessageWriter['write']>[0]): Promise<void> {
    return super.write(message).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_DESTROYED') throw error;
    });
  }
}

/** An editor as the server sees it: it speaks the protocol over stdin and stdout. */
export class Editor {
  readonly connection: ProtocolConnection;
  /** Everything that the server wrote to the editor's log. */
  readonly log: string[] = [];
  /** How often the server asked for hints to be asked for again. */
  refreshes = 0;
  initializeResult: InitializeResult | undefined;
  /** What the server asked the editor to register, in the order in which it asked. */
  readonly registrations: Registration[] = [];
  private readonly texts = new Map<string, TextDocument>();
  private readonly published = new Map<string, Diagnostic[]>();
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly folder: string,
    readonly server: ChildProcess,
    private settings: object,
    refusesRegistration = false,
  ) {
    if (!server.stdout || !server.stdin) throw new Error('the server has no pipes');
    this.connection = createProtocolConnection(
      new StreamMessageReader(server.stdout),
      new AnswersUntilClosed(server.stdin),
    );
    this.connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) =>
      items.map(() => ({ estimates: false, ...this.settings })),
    );
    this.connection.onRequest('client/registerCapability', (params: { registrations: Registration[] }) => {
      this.registrations.push(...params.registrations);
      this.wake();
      return refusesRegistration ? new ResponseError(ErrorCodes.MethodNotFound, 'not supported') : null;
    });
    this.connection.onRequest('client/unregisterCapability', () => null);
    this.connection.onRequest('workspace/inlayHint/refresh', () => {
      this.refreshes++;
      this.wake();
      return null;
    });
    this.connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
      this.log.push(message);
    });
    this.connection.onNotification(
      'textDocument/publishDiagnostics',
      (params: { uri: string; version?: number; diagnostics: Diagnostic[] }) => {
        // What was found in an earlier text comes late on a busy machine.
        if ((params.version ?? Infinity) < (this.texts.get(params.uri)?.version ?? 0)) return;
        this.published.set(params.uri, params.diagnostics);
        this.wake();
      },
    );
    this.connection.listen();
  }

  /** Starts the built server on a workspace folder; whoever calls it closes it. */
  static async launch({
    files = {},
    settings = {},
    capabilities = {},
    initializationOptions,
    initialize = {},
    refusesRegistration = false,
  }: Options): Promise<Editor> {
    const folder = mkdtempSync(join(tmpdir(), 'archscale-server-'));
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    const editor = new Editor(folder, spawn(process.execPath, [bundle, '--stdio']), settings, refusesRegistration);
    const ended = new Promise<never>((_, reject) => {
      editor.server.once('exit', (code) => reject(new Error(`The server ended with ${code} before it answered.`)));
    });
    await Promise.race([
      editor.initialize(capabilities, {
        initializationOptions: { runsCommands: true, ...initializationOptions },
        ...initialize,
      }),
      ended,
    ]);
    return editor;
  }

  async initialize(
    { workspace, textDocument }: NonNullable<Options['capabilities']>,
    more: Partial<InitializeParams> = {},
  ): Promise<void> {
    this.initializeResult = await this.connection.sendRequest<InitializeResult>('initialize', {
      processId: process.pid,
      rootUri: pathToFileURL(this.folder).href,
      workspaceFolders: [{ uri: pathToFileURL(this.folder).href, name: 'workspace' }],
      capabilities: {
        workspace: {
          configuration: true,
          inlayHint: { refreshSupport: true },
          didChangeConfiguration: {},
          ...workspace,
        },
        textDocument: {
          completion: { completionItem: { snippetSupport: true } },
          definition: { linkSupport: true },
          documentSymbol: { hierarchicalDocumentSymbolSupport: true },
          ...textDocument,
        },
      },
      ...more,
    });
    await this.connection.sendNotification('initialized', {});
  }

  /** Ends the server and takes the workspace folder away. */
  close(): void {
    this.connection.dispose();
    this.server.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Opens a text as a file of its own; its name. */
  openNew(text: string): string {
    const name = `file${this.texts.size}.arch`;
    this.open(name, text);
    return name;
  }

  /** The path of a file of the workspace. */
  path(name: string): string {
    return join(this.folder, name);
  }

  /** Writes a file of the workspace on the disk, as another program does: the server is not told. */
  write(name: string, text: string | Uint8Array): void {
    mkdirSync(dirname(this.path(name)), { recursive: true });
    writeFileSync(this.path(name), text);
  }

  /** Tells the server that an open file was saved. */
  save(name: string): void {
    void this.connection.sendNotification('textDocument/didSave', { textDocument: { uri: this.uri(name) } });
  }

  /** The address of a file of the workspace. */
  uri(name: string): string {
    return pathToFileURL(join(this.folder, name)).href;
  }

  open(name: string, text: string): void {
    const uri = this.uri(name);
    this.texts.set(uri, TextDocument.create(uri, 'arch', 1, text));
    void this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'arch', version: 1, text },
    });
  }

  /** Types over a range, as one edit. */
  type(name: string, range: Range, text: string): void {
    this.sendChange(name, [{ range, text }]);
  }

  /** Replaces the first occurrence of a text. */
  replace(name: string, old: string, text: string): void {
    const document = this.document(name);
    const offset = document.getText().indexOf(old);
    if (offset < 0) throw new Error(`${name} has no ${old}`);
    const range = { start: document.positionAt(offset), end: document.positionAt(offset + old.length) };
    this.type(name, range, text);
  }

  /** Sends the whole text, as simple editors do. */
  sendWhole(name: string, text: string): void {
    this.sendChange(name, [{ text }]);
  }

  /** Sends what differs from the text so far as one edit, as an editor does. */
  sendDifference(name: string, text: string): void {
    const document = this.document(name);
    const old = document.getText();
    let start = 0;
    while (start < old.length && start < text.length && old[start] === text[start]) start++;
    let tail = 0;
    const most = Math.min(old.length, text.length) - start;
    while (tail < most && old[old.length - 1 - tail] === text[text.length - 1 - tail]) tail++;
    const range = { start: document.positionAt(start), end: document.positionAt(old.length - tail) };
    this.type(name, range, text.slice(start, text.length - tail));
  }

  /** Closes a file: what is on disk counts again. */
  shut(name: string): void {
    this.texts.delete(this.uri(name));
    this.published.delete(this.uri(name));
    void this.connection.sendNotification('textDocument/didClose', { textDocument: { uri: this.uri(name) } });
  }

  text(name: string): string {
    return this.document(name).getText();
  }

  /** The position of the mark `|` in a text put into the file, or of the start of a word. */
  positionOf(name: string, word: string, past = 0): Position {
    const document = this.document(name);
    const offset = document.getText().indexOf(word);
    if (offset < 0) throw new Error(`${name} has no ${word}`);
    return document.positionAt(offset + past);
  }

  /** Asks a request of this project's own. @throws Error when it is answered with null */
  async request<Params, Result>(request: Request<Params, Result>, params: Params): Promise<NonNullable<Result>> {
    const result = await ask(this.connection, request, params);
    if (result === null || result === undefined) throw new Error(`${request.method} has no answer`);
    return result;
  }

  /** Asks something about a file. */
  ask<T>(method: string, name: string, more: object = {}): Promise<T> {
    return this.connection.sendRequest<T>(method, { textDocument: { uri: this.uri(name) }, ...more });
  }

  hints(name: string, range: Range = everything): Promise<InlayHint[]> {
    return this.ask('textDocument/inlayHint', name, { range });
  }

  /** The file's text with each hint at its place, in ⟦⟧. */
  async textWithHints(name: string, range?: Range): Promise<string> {
    return this.withHints(name, await this.hints(name, range));
  }

  withHints(name: string, hints: readonly InlayHint[]): string {
    const edits = hints.map(({ position, label }) => ({
      range: { start: position, end: position },
      newText: `⟦${typeof label === 'string' ? label : label.map(({ value }) => value).join('')}⟧`,
    }));
    return this.applied(name, edits);
  }

  /** The file's text after edits. */
  applied(name: string, edits: TextEdit[]): string {
    return TextDocument.applyEdits(this.document(name), edits);
  }

  /** The hover at the start of a word, as Markdown. */
  async hover(name: string, position: Position): Promise<string> {
    const hover = await this.ask<{ contents: { value: string } } | null>('textDocument/hover', name, { position });
    return hover?.contents.value ?? '';
  }

  /** The diagnostics that the server publishes for a file from now on, once a condition holds for them. */
  async diagnostics(name: string, until: (found: Diagnostic[]) => boolean = () => true): Promise<Diagnostic[]> {
    const uri = this.uri(name);
    await this.until(() => until(this.published.get(uri) ?? []) && this.published.has(uri));
    return this.published.get(uri) ?? [];
  }

  /** Waits until the server has asked for new hints more often than before. */
  async nextRefresh(before: number): Promise<void> {
    await this.until(() => this.refreshes > before);
  }

  /** Changes the settings and tells the server, as an editor does that is asked for them. */
  configure(settings: object): void {
    this.settings = settings;
    void this.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
  }

  private document(name: string): TextDocument {
    const document = this.texts.get(this.uri(name));
    if (!document) throw new Error(`${name} is not open`);
    return document;
  }

  private sendChange(name: string, contentChanges: { range?: Range; text: string }[]): void {
    const uri = this.uri(name);
    const version = this.document(name).version + 1;
    this.texts.set(uri, TextDocument.update(this.document(name), contentChanges as never, version));
    this.published.delete(uri);
    void this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges,
    });
  }

  private async until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  private wake(): void {
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}
