import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  CancellationTokenSource,
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type ProtocolConnection,
} from 'vscode-languageserver-protocol/node';
import { ask } from '../../protocol/connection.js';
import type { Request } from '../../protocol/request.js';
import type { FileParams } from '../../protocol/studies.js';
import { opened, type Spot, type Workplace } from './texts.js';

/** Where somebody types: in a layer that two studies reach, or in a size that many do. */
export type ExecutionTarget = 'layer' | 'size';

/** How many lines an editor shows. */
const shownLines = 50;

/** An editor with the file of a workplace open, over the real protocol with a server of its own. */
export class Session {
  readonly server: ChildProcess;
  private readonly folder = mkdtempSync(join(tmpdir(), 'archscale-bench-'));
  private readonly uri = pathToFileURL(join(this.folder, opened)).href;
  private readonly connection: ProtocolConnection;
  private waitForVersion: { readonly version: number; readonly resolve: () => void }[] = [];
  private readonly waitForRefresh: (() => void)[] = [];
  private version = 1;
  /** How often the server has published diagnostics of the file. */
  publications = 0;
  private typed = '';
  private keystrokes = 0;

  /**
   * @param script the bundle of the server.
   * @param options for Node, before the script.
   */
  constructor(
    private readonly workplace: Workplace,
    script: string,
    options: readonly string[] = [],
  ) {
    for (const [name, text] of Object.entries(workplace.files)) writeFileSync(join(this.folder, name), text);
    this.server = spawn(process.execPath, [...options, script, '--stdio'], {
      stdio: ['pipe', 'pipe', 'inherit', 'ipc'],
    });
    if (!this.server.stdout || !this.server.stdin) throw new Error('the server has no pipes');
    this.connection = createProtocolConnection(
      new StreamMessageReader(this.server.stdout),
      new StreamMessageWriter(this.server.stdin),
    );
    this.connection.onNotification('textDocument/publishDiagnostics', (sent: { uri: string; version?: number }) => {
      if (sent.uri !== this.uri) return;
      this.publications++;
      this.diagnosed(sent.version ?? 0);
    });
    this.connection.onRequest('workspace/inlayHint/refresh', () => {
      for (const wake of this.waitForRefresh.splice(0)) wake();
      return null;
    });
    this.connection.listen();
  }

  /** Opens the file and waits until it is checked. */
  async start(): Promise<void> {
    const checked = this.diagnostics();
    await this.open();
    await this.hints('layer');
    await checked;
  }

  /** Opens the file; what is asked now is answered as soon as the server can. */
  async open(): Promise<void> {
    const folder = pathToFileURL(this.folder).href;
    await this.connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: folder,
      workspaceFolders: [{ uri: folder, name: 'bench' }],
      capabilities: { workspace: { inlayHint: { refreshSupport: true } } },
    });
    await this.connection.sendNotification('initialized', {});
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri: this.uri, languageId: 'arch', version: 1, text: this.workplace.files[opened] },
    });
  }

  /** One keystroke: three digits come and go, other ones each time. */
  type(place: ExecutionTarget): void {
    const spot = this.spot(place);
    const end = { line: spot.line, character: spot.character + this.typed.length };
    const grows = this.keystrokes % 6 < 3;
    const digit = String(1 + ((this.keystrokes * 7 + Math.floor(this.keystrokes / 6)) % 9));
    const change = grows
      ? { range: { start: end, end }, text: digit }
      : { range: { start: { ...end, character: end.character - 1 }, end }, text: '' };
    this.typed = grows ? this.typed + digit : this.typed.slice(0, -1);
    this.keystrokes++;
    this.version++;
    void this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: this.uri, version: this.version },
      contentChanges: [change],
    });
  }

  /** The hints of the lines that an editor shows around a place. */
  hints(place: ExecutionTarget): Promise<unknown> {
    const first = Math.max(0, this.spot(place).line - shownLines / 2);
    const range = { start: { line: first, character: 0 }, end: { line: first + shownLines, character: 0 } };
    return this.ask('textDocument/inlayHint', { range });
  }

  /** Hints as an editor gets them that is told to ask again: the new ones. Ask before the next keystroke. */
  async newHints(place: ExecutionTarget): Promise<void> {
    const refreshed = new Promise<void>((resolve) => this.waitForRefresh.push(resolve));
    const settled = this.diagnostics();
    await this.hints(place);
    // Where the first answer was a new one already, nobody is told to ask again.
    await Promise.race([refreshed, settled]);
    await this.hints(place);
  }

  hover(place: ExecutionTarget): Promise<unknown> {
    const { line } = this.spot(place);
    return this.ask('textDocument/hover', { position: { line, character: place === 'size' ? 6 : 8 } });
  }

  completion(place: ExecutionTarget): Promise<unknown> {
    return this.ask('textDocument/completion', { position: { line: this.spot(place).line, character: 2 } });
  }

  /** Resolves once the text as it is now is checked. */
  diagnostics(): Promise<void> {
    const { version } = this;
    return new Promise((resolve) => this.waitForVersion.push({ version, resolve }));
  }

  /** Asks for something that nobody waits for any more. */
  cancelled(place: ExecutionTarget): void {
    const source = new CancellationTokenSource();
    const params = { textDocument: { uri: this.uri }, position: { line: this.spot(place).line, character: 2 } };
    void this.connection.sendRequest('textDocument/completion', params, source.token).catch(() => undefined);
    source.cancel();
  }

  close(): void {
    this.connection.dispose();
    this.server.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private spot(place: ExecutionTarget): Spot {
    return this.workplace[place];
  }

  private diagnosed(version: number): void {
    const waiting = this.waitForVersion;
    this.waitForVersion = waiting.filter((one) => one.version > version);
    for (const one of waiting) if (one.version <= version) one.resolve();
  }

  /** A request of this language's own, about the open file. */
  request<Params extends FileParams, Result>(
    request: Request<Params, Result>,
    more: Omit<Params, 'uri'>,
  ): Promise<Result> {
    return ask(this.connection, request, { uri: this.uri, ...more } as Params);
  }

  private ask(method: string, more: object): Promise<unknown> {
    return this.connection.sendRequest(method, { textDocument: { uri: this.uri }, ...more });
  }
}
