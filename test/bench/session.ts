import { spawn } from 'node:child_process';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type ProtocolConnection,
} from 'vscode-languageserver-protocol/node.js';

const uri = 'file:///bench/study.arch';

/** An editor with one file open, that types digits into the reference value in its first line. */
export class Session {
  private readonly server = spawn(process.execPath, ['dist/server.cjs', '--stdio']);
  private readonly connection: ProtocolConnection;
  private version = 1;
  private digits = 0;
  private onDiagnostics: (() => void) | undefined;

  constructor(private readonly text: string) {
    this.connection = createProtocolConnection(
      new StreamMessageReader(this.server.stdout),
      new StreamMessageWriter(this.server.stdin),
    );
    this.connection.onNotification('textDocument/publishDiagnostics', () => this.onDiagnostics?.());
    this.connection.onRequest('workspace/inlayHint/refresh', () => null);
    this.connection.listen();
  }

  async start(): Promise<void> {
    const capabilities = { workspace: { inlayHint: { refreshSupport: true } } };
    await this.connection.sendRequest('initialize', { processId: process.pid, rootUri: null, capabilities });
    await this.connection.sendNotification('initialized', {});
    const diagnostics = this.nextDiagnostics();
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'arch', version: 1, text: this.text },
    });
    await diagnostics;
    await this.hints();
  }

  /** Types one digit after `scale d = 64`, or takes it away: the whole file's predictions follow from it. */
  type(): void {
    const end = { line: 0, character: 12 };
    const change =
      this.digits === 0
        ? { range: { start: end, end }, text: '9' }
        : { range: { start: end, end: { line: 0, character: 13 } }, text: '' };
    this.digits = 1 - this.digits;
    void this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: ++this.version },
      contentChanges: [change],
    });
  }

  /** The hints of the first 50 lines: what an editor shows. */
  hints(): Promise<unknown> {
    const range = { start: { line: 0, character: 0 }, end: { line: 50, character: 0 } };
    return this.ask('textDocument/inlayHint', { range });
  }

  hover(): Promise<unknown> {
    return this.ask('textDocument/hover', { position: { line: 5, character: 9 } });
  }

  completion(): Promise<unknown> {
    return this.ask('textDocument/completion', { position: { line: 5, character: 2 } });
  }

  nextDiagnostics(): Promise<void> {
    return new Promise((resolve) => (this.onDiagnostics = resolve));
  }

  close(): void {
    this.connection.dispose();
    this.server.kill();
  }

  private ask(method: string, more: object): Promise<unknown> {
    return this.connection.sendRequest(method, { textDocument: { uri }, ...more });
  }
}
