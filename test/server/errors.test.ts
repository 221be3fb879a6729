import { PassThrough } from 'node:stream';
import { expect, it, onTestFinished } from 'vitest';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import {
  createProtocolConnection,
  ResponseError,
  StreamMessageReader,
  StreamMessageWriter,
  type ProtocolConnection,
} from 'vscode-languageserver-protocol/node';
import type { Connection } from 'vscode-languageserver';
import { withoutFailures } from '../../server/errors.js';

const position = { textDocument: { uri: 'file:///a.arch' }, position: { line: 0, character: 0 } };

/** A server with these handlers, and the editor's end of the line. */
function line(register: (server: Connection) => void): { editor: ProtocolConnection; log: string[] } {
  const [up, down] = [new PassThrough(), new PassThrough()];
  const server = withoutFailures(
    createConnection(ProposedFeatures.all, new StreamMessageReader(up), new StreamMessageWriter(down)),
  );
  register(server);
  server.listen();
  const editor = createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
  const log: string[] = [];
  editor.onNotification('window/logMessage', ({ message }: { message: string }) => {
    log.push(message);
  });
  editor.listen();
  onTestFinished(() => {
    editor.dispose();
    server.dispose();
  });
  return { editor, log };
}

it('an error inside the server goes to the log, and the request is answered with nothing', async () => {
  const { editor, log } = line((server) => {
    server.onHover(() => {
      throw new TypeError('a mistake of ours');
    });
    server.languages.inlayHint.on(() => Promise.reject(new TypeError('another mistake')));
  });
  expect(await editor.sendRequest('textDocument/hover', position)).toBeNull();
  expect(await editor.sendRequest('textDocument/inlayHint', position)).toBeNull();
  expect(log.map((entry) => entry.split('\n')[0])).toEqual([
    'TypeError: a mistake of ours',
    'TypeError: another mistake',
  ]);
});

it('an answer that is meant as an error stays one', async () => {
  const { editor } = line((server) => {
    server.onRenameRequest(() => {
      throw new ResponseError(-32803, 'not a name');
    });
  });
  await expect(editor.sendRequest('textDocument/rename', { ...position, newName: '2' })).rejects.toThrow('not a name');
});
