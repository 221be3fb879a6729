import fc from 'fast-check';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { CancellationTokenSource } from 'vscode-languageserver-protocol/node';
import { casesOf } from './case.js';
import { bundle, sharedEditor, startEditor } from './editor.js';

const text = (casesOf('hints').find(({ name }) => name === 'three-layer')?.text ?? '').replaceAll(/⟦[^⟧]*⟧/g, '');
const options = { tabSize: 2, insertSpaces: true };

describe('the server', () => {
  const editor = sharedEditor();

  it('answers everything on any beginning of a file, and on a file with anything taken out', async () => {
    const cut = fc.tuple(fc.nat(text.length), fc.nat(60));
    await fc.assert(
      fc.asyncProperty(cut, fc.boolean(), async ([at, length], isBeginning) => {
        const half = isBeginning ? text.slice(0, at) : text.slice(0, at) + text.slice(at + length);
        const name = editor().openNew(half);
        const end = editor().positionOf(name, '', Math.min(at, half.length));
        await editor().hints(name);
        await editor().hover(name, end);
        await editor().ask('textDocument/completion', name, { position: end });
        await editor().ask('textDocument/signatureHelp', name, { position: end });
        await editor().ask('textDocument/documentSymbol', name);
        await editor().ask('textDocument/foldingRange', name);
        await editor().ask('textDocument/semanticTokens/full', name);
        await editor().ask('textDocument/codeLens', name);
        await editor().ask('textDocument/documentLink', name);
        await editor().ask('textDocument/formatting', name, { options });
        const diagnostics = await editor().diagnostics(name);
        const range = { start: end, end };
        await editor().ask('textDocument/codeAction', name, { range, context: { diagnostics } });
      }),
      { numRuns: 40 },
    );
    expect(editor().log.filter((line) => /^\s+at /m.test(line))).toEqual([]);
  });

  it('reads files with line ends of Windows', async () => {
    const name = editor().openNew(text.replaceAll('\n', '\r\n'));
    expect(await editor().textWithHints(name)).toContain('activation: erf)⟦specialization, M ~ √(N2/d) = 2 units⟧\r\n');
  });

  it('survives cyclic relations and imports', async () => {
    const name = editor().openNew('scale a ~ b\nscale b ~ a\nimport "./file0.arch"\n');
    expect(await editor().hints(name)).toEqual([]);
    expect(await editor().hover(name, editor().positionOf(name, 'a ~'))).toContain('scale `a`');
  });

  it('survives numbers of any size', async () => {
    const name = editor().openNew(text.replace('scale d  = 64', 'scale d  = 1e300').replace('N1 = 4096', 'N1 = 0'));
    await editor().hints(name);
    expect((await editor().diagnostics(name)).length).toBeGreaterThan(0);
  });

  it('answers nothing for a request that is cancelled, and goes on', async () => {
    const name = editor().openNew(text);
    const source = new CancellationTokenSource();
    const request = editor().connection.sendRequest(
      'textDocument/hover',
      { textDocument: { uri: editor().uri(name) }, position: { line: 6, character: 8 } },
      source.token,
    );
    source.cancel();
    await request.catch((error: { code: number }) => expect(error.code).toBe(-32800));
    expect(await editor().hints(name)).not.toEqual([]);
  });

  it('reads a file of a megabyte', async () => {
    const large = `${text}${'// '.padEnd(100, 'x')}\n`.repeat(1) + `${'// '.padEnd(99, 'x')}\n`.repeat(10_000);
    const name = editor().openNew(large);
    expect((await editor().hints(name)).length).toBe(5);
  });
});

describe('the process of the server', () => {
  it('ends when the editor says so', async () => {
    const editor = await startEditor();
    const exit = once(editor.server, 'exit');
    await editor.connection.sendRequest('shutdown');
    void editor.connection.sendNotification('exit');
    expect((await exit)[0]).toBe(0);
  });

  it('ends when its input ends', async () => {
    const server = spawn(process.execPath, [bundle, '--stdio']);
    const exit = once(server, 'exit');
    server.stdin.end();
    await exit;
  });

  it('ends when the process that it works for is gone', async () => {
    const client = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    const server = spawn(process.execPath, [bundle, '--stdio']);
    const exit = once(server, 'exit');
    const params = { processId: client.pid, rootUri: null, capabilities: {} };
    const message = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params });
    server.stdin.write(`Content-Length: ${Buffer.byteLength(message)}\r\n\r\n${message}`);
    await once(server.stdout, 'data');
    client.kill();
    await exit;
  });
});
