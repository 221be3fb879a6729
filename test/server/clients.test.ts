import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import type {
  ClientCapabilities,
  CodeAction,
  CompletionItem,
  CompletionList,
  Diagnostic,
  DocumentSymbol,
  Hover,
  InitializeParams,
  Location,
  LocationLink,
  MarkupContent,
  Position,
  SemanticTokens,
  SignatureHelp,
  SymbolInformation,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver-protocol';
import { plainText } from '../../present/markdown/plain-text.js';
import { built } from '../run/built.js';
import { startEditor, type Editor } from './editor.js';

const common = 'scale d = 64 // dimension\n';
const text = `import "./common.arch"

network Net {
  input gaussian(d)
  dense h (width: d, activation: erf)
  output linear
}
target кубик = he(3)
study S {
  network: Net
  target: кубик
}
`;
const files = { 'common.arch': common, 'a.arch': text };

/** A client that can do nothing but what is given. */
function bare(capabilities: ClientCapabilities, more: Partial<InitializeParams> = {}): Promise<Editor> {
  return startEditor({ files, initialize: { capabilities, initializationOptions: undefined, ...more } });
}

async function opened(capabilities: ClientCapabilities, more: Partial<InitializeParams> = {}): Promise<Editor> {
  const editor = await bare(capabilities, more);
  editor.open('a.arch', text);
  await editor.diagnostics('a.arch');
  return editor;
}

const hover = async (editor: Editor): Promise<MarkupContent> => {
  const position = editor.positionOf('a.arch', 'h (');
  const answer = await editor.ask<Hover>('textDocument/hover', 'a.arch', { position });
  return answer.contents as MarkupContent;
};

const items = async (editor: Editor, word: string, past = 0): Promise<CompletionItem[]> => {
  const position = editor.positionOf('a.arch', word, past);
  return (await editor.ask<CompletionList>('textDocument/completion', 'a.arch', { position })).items;
};

const documentation = async (editor: Editor): Promise<string[]> => {
  const found = (await items(editor, 'erf')).map((item) => item.documentation as MarkupContent | undefined);
  return [...new Set(found.flatMap((one) => one?.kind ?? []))];
};

const signature = async (editor: Editor): Promise<string | undefined> => {
  const position = editor.positionOf('a.arch', 'gaussian(', 9);
  const help = await editor.ask<SignatureHelp>('textDocument/signatureHelp', 'a.arch', { position });
  return (help.signatures[0]?.documentation as MarkupContent | undefined)?.kind;
};

const definition = (editor: Editor, word: string, past = 0): Promise<(Location | LocationLink)[] | null> =>
  editor.ask('textDocument/definition', 'a.arch', { position: editor.positionOf('a.arch', word, past) });

const symbols = (editor: Editor): Promise<(DocumentSymbol | SymbolInformation)[]> =>
  editor.ask('textDocument/documentSymbol', 'a.arch');

/** What a client says that it can do, what it then asks, and what it must and must not get. */
const table: readonly (readonly [string, ClientCapabilities, (editor: Editor) => Promise<unknown>, unknown])[] = [
  ['hovers in Markdown', {}, async (editor) => (await hover(editor)).kind, 'markdown'],
  ...(
    [
      [['plaintext'], 'plaintext'],
      [['plaintext', 'markdown'], 'plaintext'],
      [['markdown', 'plaintext'], 'markdown'],
      [['asciidoc', 'plaintext'], 'plaintext'],
      [[], 'markdown'],
    ] as [('markdown' | 'plaintext')[], string][]
  ).flatMap(([formats, kind]) => [
    [
      `hovers in ${formats.join(' or ')}`,
      { textDocument: { hover: { contentFormat: formats } } },
      async (editor: Editor) => (await hover(editor)).kind,
      kind,
    ] as const,
    [
      `completion documents in ${formats.join(' or ')}`,
      { textDocument: { completion: { completionItem: { documentationFormat: formats } } } },
      documentation,
      [kind],
    ] as const,
    [
      `signatures in ${formats.join(' or ')}`,
      { textDocument: { signatureHelp: { signatureInformation: { documentationFormat: formats } } } },
      signature,
      kind,
    ] as const,
  ]),
  [
    'places of definitions',
    {},
    async (editor) => (await definition(editor, 'd)'))?.map((one) => Object.keys(one).sort().join()),
    ['range,uri'],
  ],
  [
    'links to definitions',
    { textDocument: { definition: { linkSupport: true } } },
    async (editor) => (await definition(editor, 'd)'))?.map((one) => 'targetUri' in one),
    [true],
  ],
  [
    'places of the files of imports',
    {},
    async (editor) =>
      definition(editor, 'common').then((found) => found?.map((one) => 'uri' in one && one.uri.split('/').at(-1))),
    ['common.arch'],
  ],
  [
    'links to the files of imports',
    { textDocument: { definition: { linkSupport: true } } },
    async (editor) =>
      definition(editor, 'common').then((found) => found?.map((one) => 'targetUri' in one && one.originSelectionRange)),
    [{ start: { line: 0, character: 7 }, end: { line: 0, character: 22 } }],
  ],
  [
    'flat symbols',
    {},
    async (editor) =>
      (await symbols(editor)).map((one) => [one.name, 'location' in one, 'containerName' in one && one.containerName]),
    [
      ['Net', true, false],
      ['h', true, 'Net'],
      ['кубик', true, false],
      ['S', true, false],
    ],
  ],
  [
    'symbols within symbols',
    { textDocument: { documentSymbol: { hierarchicalDocumentSymbolSupport: true } } },
    async (editor) => (await symbols(editor)).map((one) => 'children' in one && one.children?.map(({ name }) => name)),
    [['h'], undefined, undefined].map((one) => one ?? false),
  ],
  [
    'no snippets',
    {},
    async (editor) => (await items(editor, 'study')).some(({ insertTextFormat }) => insertTextFormat === 2),
    false,
  ],
  [
    'snippets',
    { textDocument: { completion: { completionItem: { snippetSupport: true } } } },
    async (editor) => (await items(editor, 'study')).some(({ insertTextFormat }) => insertTextFormat === 2),
    true,
  ],
  [
    'no code lenses without their commands',
    {},
    async (editor) => editor.ask('textDocument/codeLens', 'a.arch').catch(() => []),
    [],
  ],
  [
    'no offer of code lenses',
    {},
    (editor) => Promise.resolve(editor.initializeResult?.capabilities.codeLensProvider),
    undefined,
  ],
  ['no registrations', { workspace: { configuration: true } }, (editor) => Promise.resolve(editor.registrations), []],
];

describe('a client gets what it can take', () => {
  it.each(table)('%s', async (_, capabilities, ask, expected) => {
    const editor = await opened(capabilities);
    expect(await ask(editor)).toEqual(expected);
    expect(editor.log).toEqual([]);
  });

  it('plain texts without marks', async () => {
    const plain = await opened({ textDocument: { hover: { contentFormat: ['plaintext'] } } });
    const marked = await opened({});
    const { value } = await hover(plain);
    expect(value).not.toMatch(/\*\*|\]\(|^\s*\|?\s*-{3}|`/m);
    expect(value).toBe(plainText((await hover(marked)).value));
  });

  it.each([
    ['**bold** and _slanted_, `code_of_it`', 'bold and slanted, code_of_it'],
    ['snake_case_name and 2 * 3 * 4', 'snake_case_name and 2 * 3 * 4'],
    ['# Title\n\n> said\n\n\n[link](https://x.y)', 'Title\n\nsaid\n\nlink'],
    ['| a | b |\n| --- | :-: |\n| 1 | 2-3 |', 'a  b\n1  2-3'],
    ['```arch\nscale d = 1\n```', 'scale d = 1'],
    ['a \\* b \\_ c &lt;d&gt; &amp;lt;', 'a * b _ c <d> &lt;'],
  ])('plain text of %j', (markdown, plain) => {
    expect(plainText(markdown)).toBe(plain);
  });
});

describe('a registration that a client refuses', () => {
  it.each(['didChangeConfiguration', 'didChangeWatchedFiles'])('leaves no trace: %s', async (what) => {
    const editor = await startEditor({
      files,
      capabilities: { workspace: { [what]: { dynamicRegistration: true } } },
      refusesRegistration: true,
    });
    editor.open('a.arch', text);
    await expect.poll(() => editor.registrations.length).toBe(1);
    expect((await editor.hints('a.arch')).length).toBeGreaterThan(0);
    // The library of the connection says in one line that it failed.
    expect(editor.log.join('\n')).not.toMatch(/\n|^\s+at /m);
  });
});

describe('quick fixes', () => {
  const broken = 'scale N = 10\nscale M ~ NN\n\nimport "./comon.arch"\n';
  const ask = async (only?: string[], keepsData = false): Promise<(string | undefined)[]> => {
    const editor = await startEditor({ files });
    editor.open('b.arch', broken);
    const found = await editor.diagnostics('b.arch', (all) => all.length > 1);
    const diagnostics = found.map(({ data, ...rest }): Diagnostic =>
      keepsData ? { ...rest, data: data as unknown } : rest,
    );
    const range = { start: { line: 0, character: 0 }, end: { line: 4, character: 0 } };
    const actions = await editor.ask<CodeAction[]>('textDocument/codeAction', 'b.arch', {
      range,
      context: { diagnostics, ...(only && { only }) },
    });
    return actions.map(({ title }) => title).sort();
  };

  it('survive a client that drops what diagnostics carry', async () => {
    const dropped = await ask();
    expect(dropped).toEqual(await ask(undefined, true));
    expect(dropped).toEqual(expect.arrayContaining(['Change to N', 'Change to "./common.arch"']));
  });

  it.each([[['']], [['', 'source']], [['quickfix']]])('of the kinds %j are given', async (only) => {
    expect(await ask(only)).toContain('Change to N');
  });

  it.each([[['source']], [['refactor.inline']], [[]]])('of the kinds %j are not', async (only) => {
    expect(await ask(only)).toEqual([]);
  });
});

const encodings = {
  'utf-8': (line: string) => Buffer.byteLength(line),
  'utf-16': (line: string) => line.length,
  'utf-32': (line: string) => [...line].length,
};

describe.each(Object.entries(encodings))('positions in %s', (encoding, width) => {
  const wide = 'scale ширина = 8 /* 𝔡𝔡 */ scale d ~ ширина // 𝔡\nscale N ~ 2 * d // end\n';
  const at = (line: number, word: string, last = false): Position => {
    const [own = ''] = wide.split('\n').slice(line);
    const index = last ? own.lastIndexOf(word) : own.indexOf(word);
    return { line, character: width(own.slice(0, index)) };
  };
  const start = async (): Promise<Editor> => {
    const editor = await startEditor({
      initialize: { capabilities: { general: { positionEncodings: [encoding, 'utf-16'] } } },
      files: { 'user.arch': 'import "./wide.arch"\n/* ∑ */ scale M ~ d\n' },
    });
    editor.open('wide.arch', wide);
    await editor.diagnostics('wide.arch');
    return editor;
  };

  it('are agreed on, and meant in questions and answers', async () => {
    const editor = await start();
    expect(editor.initializeResult?.capabilities.positionEncoding).toBe(encoding);
    const [found] = await editor.ask<Location[]>('textDocument/definition', 'wide.arch', { position: at(1, 'd //') });
    expect(found?.range).toEqual({ start: at(0, 'd ~'), end: { line: 0, character: at(0, 'd ~').character + 1 } });
    const [other] = await editor.ask<Location[]>('textDocument/definition', 'wide.arch', {
      position: at(0, 'ширина', true),
    });
    expect(other?.range.start).toEqual(at(0, 'ширина'));
    expect(other?.range.end.character).toBe(6 + width('ширина'));
  });

  it('are meant in edits of open and closed files', async () => {
    const editor = await start();
    const edit = await editor.ask<WorkspaceEdit>('textDocument/rename', 'wide.arch', {
      position: at(0, 'd ~'),
      newName: 'dim',
    });
    const ranges = (name: string): Position[] =>
      (edit.changes?.[editor.uri(name)] ?? []).map(({ range }: TextEdit) => range.start);
    expect(ranges('wide.arch')).toEqual([at(0, 'd ~'), at(1, 'd //')]);
    expect(ranges('user.arch')).toEqual([{ line: 1, character: width('/* ∑ */ scale M ~ ') }]);
  });

  it('are meant in changes that are typed one after the other', async () => {
    const editor = await start();
    const insert = at(0, '/* 𝔡');
    const contentChanges = [
      { range: { start: insert, end: insert }, text: '/* ∂∂ */ ' },
      {
        range: {
          start: { line: 0, character: insert.character + width('/* ∂∂ */ /* 𝔡𝔡') },
          end: { line: 0, character: insert.character + width('/* ∂∂ */ /* 𝔡𝔡 */') },
        },
        text: '𝔡*/',
      },
      { range: { start: at(1, 'N ~'), end: { line: 1, character: at(1, 'N ~').character + 1 } }, text: 'N N' },
    ];
    const textDocument = { uri: editor.uri('wide.arch'), version: 2 };
    await editor.connection.sendNotification('textDocument/didChange', { textDocument, contentChanges });
    const answer = await editor.ask<Hover>('textDocument/hover', 'wide.arch', { position: { line: 0, character: 7 } });
    expect(answer.range?.end.character).toBe(6 + width('ширина'));
    const found = await editor.diagnostics('wide.arch', (all) => all.length > 0);
    expect(found[0]?.range.start).toEqual({ line: 1, character: 'scale N '.length });
  });

  it('are meant in tokens', async () => {
    const editor = await start();
    const { data } = await editor.ask<SemanticTokens>('textDocument/semanticTokens/full', 'wide.arch');
    const places = [];
    let [line, character] = [0, 0];
    for (let index = 0; index < data.length; index += 5) {
      character = data[index] ? (data[index + 1] ?? 0) : character + (data[index + 1] ?? 0);
      line += data[index] ?? 0;
      places.push({ line, character, length: data[index + 2] });
    }
    expect(places).toContainEqual({ ...at(0, 'ширина'), length: width('ширина') });
    expect(places).toContainEqual({ ...at(0, 'd ~'), length: 1 });
  });
});

describe('the end of a session', () => {
  it('refuses what is asked after shutdown', async () => {
    const editor = await opened({});
    await editor.connection.sendRequest('shutdown');
    for (const method of ['textDocument/hover', 'textDocument/documentSymbol', 'textDocument/rename'])
      await expect(
        editor.ask(method, 'a.arch', { position: { line: 3, character: 8 }, newName: 'x' }),
      ).rejects.toMatchObject({ code: -32600 });
    editor.replace('a.arch', 'he(3)', 'he(5)');
    const exit = once(editor.server, 'exit');
    void editor.connection.sendNotification('exit');
    expect((await exit)[0]).toBe(0);
  });

  it.each([[['--clientProcessId=PID']], [['--clientProcessId', 'PID']]])(
    'comes with that of the client: %j',
    async (named) => {
      const client = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
      const server = spawn(process.execPath, [
        built('cli.cjs'),
        'lsp',
        '--stdio',
        ...named.map((one) => one.replace('PID', String(client.pid))),
      ]);
      onTestFinished(() => void server.kill());
      const message = JSON.stringify({
        jsonrpc: '2.0',
        id: 1,
        method: 'initialize',
        params: { processId: null, rootUri: null, capabilities: {} },
      });
      server.stdin.write(`Content-Length: ${Buffer.byteLength(message)}\r\n\r\n${message}`);
      await once(server.stdout, 'data');
      const exit = once(server, 'exit');
      client.kill();
      await exit;
    },
  );
});

describe('formatting with', () => {
  const format = async (own: string, options: object): Promise<string> => {
    const editor = await startEditor();
    editor.open('f.arch', own);
    const edits = await editor.ask<TextEdit[]>('textDocument/formatting', 'f.arch', {
      options: { tabSize: 2, insertSpaces: true, ...options },
    });
    return editor.applied('f.arch', edits);
  };

  it.each([
    ['trimTrailingWhitespace', 'scale d = 1  \n// note \t\nscale N = 2\n', 'scale d = 1\n// note\nscale N = 2\n'],
    ['trimTrailingWhitespace', '/* one  \n two */   \nscale d = 1\t', '/* one\n two */\nscale d = 1'],
    ['insertFinalNewline', 'scale d = 1', 'scale d = 1\n'],
    ['insertFinalNewline', 'scale d = 1\r\nscale N = 2', 'scale d = 1\r\nscale N = 2\r\n'],
    ['insertFinalNewline', 'scale d = 1\n', 'scale d = 1\n'],
    ['insertFinalNewline', '', ''],
    ['trimFinalNewlines', 'scale d = 1\n\n\n', 'scale d = 1\n'],
    ['trimFinalNewlines', 'scale d = 1\r\n\r\n', 'scale d = 1\r\n'],
    ['trimFinalNewlines', '// only a note\n\n', '// only a note\n'],
  ])('%s: %j', async (option, before, after) => {
    expect(await format(before, { [option]: true })).toBe(after);
    expect(await format(before, { [option]: false })).toBe(await format(before, {}));
  });
});

it('an import of a file in UTF-16 says so', async () => {
  const editor = await startEditor();
  const utf16 = Buffer.from('\uFEFFscale d = 64\n', 'utf16le');
  const imports = { 'le.arch': utf16, 'be.arch': Buffer.from(utf16).swap16(), 'plain.arch': utf16.subarray(2) };
  for (const [name, bytes] of Object.entries(imports)) {
    editor.write(name, bytes);
    editor.open(`user-${name}`, `import "./${name}"\n`);
    const [found] = await editor.diagnostics(`user-${name}`, (all) => all.length > 0);
    expect(found?.message).toContain(`./${name} is encoded as UTF-16`);
  }
});

describe.each(['neovim', 'helix', 'kate', 'eglot', 'zed'])('as %s does', (name) => {
  const request = JSON.parse(
    readFileSync(new URL(`clients/${name}.json`, import.meta.url), 'utf8'),
  ) as Partial<InitializeParams> & { capabilities: ClientCapabilities };

  it('a session of attaching, asking, renaming, formatting and leaving goes well', async () => {
    const editor = await startEditor({ files, initialize: { initializationOptions: undefined, ...request } });
    const { textDocument, general } = request.capabilities;
    expect(editor.initializeResult?.capabilities.positionEncoding).toBe(general?.positionEncodings?.[0] ?? 'utf-16');
    editor.open('a.arch', text);
    expect(await editor.diagnostics('a.arch')).toEqual([]);
    expect((await editor.hints('a.arch')).length).toBeGreaterThan(0);
    expect((await hover(editor)).kind).toBe(textDocument?.hover?.contentFormat?.[0]);
    expect((await items(editor, 'erf')).map(({ label }) => label)).toContain('relu');
    expect(await documentation(editor)).toEqual([
      textDocument?.completion?.completionItem?.documentationFormat?.[0] ?? 'markdown',
    ]);
    const links = textDocument?.definition?.linkSupport === true;
    expect((await definition(editor, 'd)'))?.every((one) => 'targetUri' in one === links)).toBe(true);
    const nested = textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true;
    expect((await symbols(editor)).every((one) => 'location' in one !== nested)).toBe(true);
    const { commands = [] } = editor.initializeResult?.capabilities.executeCommandProvider ?? {};
    const lenses = await editor.ask<{ command?: { command: string } }[]>('textDocument/codeLens', 'a.arch');
    expect(lenses.filter(({ command }) => !commands.includes(command?.command ?? ''))).toEqual([]);
    const edit = await editor.ask<WorkspaceEdit>('textDocument/rename', 'a.arch', {
      position: editor.positionOf('a.arch', 'd)'),
      newName: 'dim',
    });
    const isVersioned = request.capabilities.workspace?.workspaceEdit?.documentChanges === true;
    expect(edit.documentChanges?.length ?? Object.keys(edit.changes ?? {}).length).toBe(2);
    expect(edit.documentChanges !== undefined).toBe(isVersioned);
    expect(
      await editor.ask('textDocument/formatting', 'a.arch', { options: { tabSize: 2, insertSpaces: true } }),
    ).toEqual([]);
    const registers = request.capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
    await expect
      .poll(() => editor.registrations.some(({ method }) => method === 'workspace/didChangeWatchedFiles'))
      .toBe(registers);
    editor.shut('a.arch');
    await editor.connection.sendRequest('shutdown');
    const exit = once(editor.server, 'exit');
    void editor.connection.sendNotification('exit');
    expect((await exit)[0]).toBe(0);
    expect(editor.log).toEqual([]);
  });
});
