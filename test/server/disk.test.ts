import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, truncateSync, utimesSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Diagnostic, FileEvent, Location, TextEdit, WorkspaceEdit } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { compareFilesNotification } from '../../protocol/requests.js';
import { startEditor, type Editor } from './editor.js';

const common = 'scale d = 64\n';
const study = `import "./common.arch"

network Net {
  input gaussian(d)
  dense h (width: d, activation: erf)
  output linear
}
target cubic = he(3)
study S { network: Net target: cubic }
`;
const files = { 'common.arch': common, 'a.arch': study };

/** The text that a file has after an edit: of an open file that of the editor, of a closed one that of the disk. */
function after(editor: Editor, name: string, edit: WorkspaceEdit | null): string {
  const uri = editor.uri(name);
  const own = (edit?.documentChanges ?? []).flatMap((one) =>
    'textDocument' in one && one.textDocument.uri === uri ? (one.edits as TextEdit[]) : [],
  );
  const text = readFileSync(editor.path(name), 'utf8');
  return TextDocument.applyEdits(TextDocument.create(uri, 'arch', 0, text), [...(edit?.changes?.[uri] ?? []), ...own]);
}

const rename = (editor: Editor, name: string, word: string, newName: string): Promise<WorkspaceEdit | null> =>
  editor.ask('textDocument/rename', name, { position: editor.positionOf(name, word), newName });

const codes = (found: readonly Diagnostic[]): unknown[] => found.map(({ code }) => code);
const errors = (found: readonly Diagnostic[]): unknown[] => codes(found.filter(({ severity }) => severity === 1));

async function definition(editor: Editor, name: string, word: string): Promise<number | undefined> {
  const position = editor.positionOf(name, word);
  const found = await editor.ask<(Location & { targetSelectionRange?: Location['range'] })[] | null>(
    'textDocument/definition',
    name,
    { position },
  );
  return (found?.[0]?.targetSelectionRange ?? found?.[0]?.range)?.start.line;
}

/** What makes the server look at the disk where nothing tells it of changes. */
const looks = {
  'the own watch of the server': () => undefined,
  'the opening of a file': (editor: Editor) => editor.open('other.arch', ''),
  'a save': (editor: Editor) => editor.save('a.arch'),
  'the focus of the editor': (editor: Editor) =>
    void editor.connection.sendNotification(compareFilesNotification.method, null),
};

describe.each(Object.entries(looks))('a closed file that another program changes is known through %s', (how, look) => {
  const start = async (): Promise<Editor> => {
    // A client that says that it watches, and reports nothing, leaves the server to look for itself.
    const initializationOptions = { watchesFiles: how !== 'the own watch of the server' };
    const editor = await startEditor({ files, initializationOptions });
    editor.open('a.arch', study);
    expect(errors(await editor.diagnostics('a.arch'))).toEqual([]);
    // The watch begins with the first build.
    await new Promise((resolve) => setTimeout(resolve, 300));
    return editor;
  };

  it('when it is changed', async () => {
    const editor = await start();
    editor.write('common.arch', '\n\nscale d = 128\n');
    look(editor);
    await expect.poll(() => definition(editor, 'a.arch', 'd)')).toBe(2);
  });

  it('when it is deleted, and when it is back', async () => {
    const editor = await start();
    rmSync(editor.path('common.arch'));
    look(editor);
    await editor.diagnostics('a.arch', (all) => codes(all).includes('arch-import-missing'));
    editor.write('common.arch', common);
    if (how === 'the opening of a file') editor.shut('other.arch');
    look(editor);
    await editor.diagnostics('a.arch', (all) => errors(all).length === 0);
  });

  it('when another takes its place in one step, of the same size and time', async () => {
    const editor = await start();
    editor.write('next.tmp', '\nscale d = 9');
    utimesSync(editor.path('next.tmp'), 1, 1);
    renameSync(editor.path('next.tmp'), editor.path('common.arch'));
    look(editor);
    await expect.poll(() => definition(editor, 'a.arch', 'd)')).toBe(1);
  });
});

it('a folder that is made, filled and moved away by another program is known', async () => {
  const editor = await startEditor({ files: { 'a.arch': study.replace('./common', './sizes/common') } });
  editor.open('a.arch', study.replace('./common', './sizes/common'));
  await editor.diagnostics('a.arch', (all) => codes(all).includes('arch-import-missing'));
  editor.write('sizes/common.arch', common);
  await editor.diagnostics('a.arch', (all) => errors(all).length === 0);
  editor.write('sizes/common.arch', `\n${common}`);
  await expect.poll(() => definition(editor, 'a.arch', 'd)')).toBe(1);
  renameSync(editor.path('sizes'), editor.path('away'));
  await editor.diagnostics('a.arch', (all) => codes(all).includes('arch-import-missing'));
});

describe('a rename', () => {
  const users = { ...files, 'sub/b.arch': study.replace('./common', '../common') };
  const renamed = (text: string): string => text.replaceAll(/\bd\b/g, 'dim');
  const open = async (): Promise<Editor> => {
    const editor = await startEditor({ files: users });
    editor.open('common.arch', common);
    await editor.diagnostics('common.arch');
    return editor;
  };

  it.each([
    ['lines were put before', (text: string) => `// one\n// two\n${text}`],
    ['everything was written on other lines', (text: string) => text.replaceAll('\n', '\r\n\r\n')],
    ['a use was added', (text: string) => `${text}scale M ~ 2 * d\n`],
    [
      'a byte order mark was put before, and a use into the first line',
      (text: string) => `\uFEFFscale M ~ 2 * d ${text}`,
    ],
  ])('reaches a closed file as it is on the disk: %s', async (_, change) => {
    const editor = await open();
    const changed = change(study.replace('./common', '../common'));
    editor.write('sub/b.arch', changed);
    const edit = await rename(editor, 'common.arch', 'd', 'dim');
    const mark = changed.startsWith('\uFEFF') ? 1 : 0;
    // Editors count without the mark.
    editor.write('sub/b.arch', changed.slice(mark));
    expect(after(editor, 'sub/b.arch', edit)).toBe(renamed(changed.slice(mark)));
    expect(after(editor, 'a.arch', edit)).toBe(renamed(study));
  });

  it('reaches files that are new, and leaves out one that is gone', async () => {
    const editor = await open();
    editor.write('new/c.arch', study.replace('./common', '../common'));
    rmSync(editor.path('a.arch'));
    const edit = await rename(editor, 'common.arch', 'd', 'dim');
    expect(Object.keys(edit?.changes ?? {}).sort()).toEqual(
      ['common.arch', 'new/c.arch', 'sub/b.arch'].map((name) => editor.uri(name)).sort(),
    );
    expect(after(editor, 'new/c.arch', edit)).toBe(renamed(study.replace('./common', '../common')));
  });

  it('names the versions of open files where the client takes them', async () => {
    const editor = await startEditor({
      files: users,
      capabilities: { workspace: { workspaceEdit: { documentChanges: true } } },
    });
    editor.open('common.arch', common);
    editor.replace('common.arch', '64', '65');
    const edit = await rename(editor, 'common.arch', 'd', 'dim');
    const versions = edit?.documentChanges?.map((one) => 'textDocument' in one && one.textDocument.version);
    expect(versions?.sort()).toEqual([2, null, null].sort());
  });

  const twoNames = {
    'sizes.arch': 'scale d = 64\nscale N = 128\n',
    'more.arch': 'scale k = 3\n',
    'user.arch': 'import "./sizes.arch"\nimport "./more.arch"\nscale M ~ N\n',
    'nets.arch': 'network A { input gaussian(3) dense h (width: 4) dense g (width: 4) output linear }\nnetwork B {}\n',
    'left.arch': 'scale p = 8\nnetwork L { input gaussian(p) dense h (width: p, activation: erf) output linear }\n',
    'right.arch': 'scale q = 8\ntarget T = q * he(3)\n',
    'deep/left.arch': 'import "../left.arch"\nstudy X { network: L target: T samples: q }\n',
  };

  it.each([
    ['another of the file', 'sizes.arch', 'd =', 'N', 'sizes.arch'],
    ['one of a file that imports this one', 'sizes.arch', 'd =', 'M', 'user.arch'],
    ['one of another import of a file that imports this one', 'more.arch', 'k', 'N', 'sizes.arch'],
    ['one of a file that this one imports', 'user.arch', 'M', 'k', 'more.arch'],
    ['another network', 'nets.arch', 'A', 'B', 'nets.arch'],
    ['another layer', 'nets.arch', 'h (', 'g', 'A'],
  ])('is refused where it would merge a name with %s', async (_, name, word, newName, where) => {
    const editor = await startEditor({ files: twoNames });
    editor.open(name, twoNames[name as keyof typeof twoNames]);
    await expect(rename(editor, name, word, newName)).rejects.toThrow(new RegExp(`^${newName} is .*${where}`));
  });

  it('is refused where two sizes would meet in a study, whose file sees neither', async () => {
    const middle = {
      'one.arch': 'scale p = 8\n',
      'two.arch': 'scale q = 8\n',
      'net.arch':
        'import "./one.arch"\nnetwork L { input gaussian(p) dense h (width: p, activation: erf) output linear }\n',
      'target.arch': 'import "./two.arch"\nscale r ~ q\n',
      'x.arch':
        'import "./net.arch"\nimport "./target.arch"\ntarget T = he(3)\nstudy X { network: L target: T samples: r }\n',
    };
    const editor = await startEditor({ files: middle });
    editor.open('two.arch', middle['two.arch']);
    await expect(rename(editor, 'two.arch', 'q', 'p')).rejects.toThrow(/^p is declared in one\.arch already/);
    expect(await rename(editor, 'two.arch', 'q', 'z')).not.toBeNull();
  });

  it('gives names that something of another sort has, or that only a stranger has', async () => {
    const editor = await startEditor({ files: twoNames });
    editor.open('sizes.arch', twoNames['sizes.arch']);
    for (const free of ['A', 'p', 'k']) {
      const refused = free === 'k';
      const answer = rename(editor, 'sizes.arch', 'd =', free);
      await (refused ? expect(answer).rejects.toThrow(/more\.arch/) : expect(answer).resolves.not.toBeNull());
    }
  });
});

describe('one file that two paths lead to', () => {
  const both = 'import "./common.arch"\nimport "./link.arch"\nscale M ~ d\n';
  const links = (editor: Editor): void => {
    mkdirSync(editor.path('real'));
    editor.write('real/common.arch', common);
    symlinkSync('real/common.arch', editor.path('link.arch'));
    symlinkSync('real/common.arch', editor.path('common.arch'));
    symlinkSync('real', editor.path('folder'));
  };
  const start = async (text: string): Promise<Editor> => {
    const editor = await startEditor();
    links(editor);
    editor.write('m.arch', text);
    editor.open('m.arch', text);
    return editor;
  };

  it.each([
    ['two links', both],
    ['a link and its file', both.replace('./link', './real/common')],
    ['a link to the folder', both.replace('./link', './folder/common')],
    ['a detour', both.replace('./link', './real/../folder/../real/./common')],
  ])('declares its names once: %s', async (_, text) => {
    const editor = await start(text);
    await editor.hints('m.arch');
    expect(codes(await editor.diagnostics('m.arch'))).not.toContain('arch-duplicate-name');
    expect(await definition(editor, 'm.arch', 'd\n')).toBe(0);
  });

  it('declares a size once in a study', async () => {
    const net = 'network Net { input gaussian(d) dense h (width: d, activation: erf) output linear }\n';
    const editor = await startEditor();
    links(editor);
    editor.write('net.arch', `import "./link.arch"\n${net}`);
    const text =
      'import "./net.arch"\nimport "./common.arch"\ntarget T = he(3)\nstudy S { network: Net target: T samples: d }\n';
    editor.open('s.arch', text);
    await editor.hints('s.arch');
    expect(errors(await editor.diagnostics('s.arch'))).toEqual([]);
  });

  it.each(['link.arch', 'real/common.arch', 'folder/common.arch'])(
    'is renamed from %s in all its users',
    async (name) => {
      const editor = await start('import "./common.arch"\nscale M ~ d\n');
      await editor.diagnostics('m.arch');
      editor.open(name, common);
      const edit = await rename(editor, name, 'd', 'dim');
      expect(after(editor, 'm.arch', edit)).toBe('import "./common.arch"\nscale M ~ dim\n');
      expect(Object.keys(edit?.changes ?? {})).toHaveLength(2);
      expect(edit?.changes?.[editor.uri(name)]).toHaveLength(1);
    },
  );

  it('is renamed from a file that is open by two paths only when one is closed', async () => {
    const editor = await start('import "./common.arch"\nscale M ~ d\n');
    editor.open('link.arch', common);
    editor.open('real/common.arch', common);
    await editor.hints('real/common.arch');
    await expect(rename(editor, 'real/common.arch', 'd', 'dim')).rejects.toThrow(/also open as .*link\.arch/);
    editor.shut('link.arch');
    await expect.poll(() => rename(editor, 'real/common.arch', 'd', 'dim').catch(() => null)).not.toBeNull();
  });
});

describe('workspace folders', () => {
  const change = (editor: Editor, added: string[], removed: string[]): void => {
    const folders = (names: string[]): object[] => names.map((name) => ({ name, uri: editor.uri(name) }));
    const event = { added: folders(added), removed: folders(removed) };
    void editor.connection.sendNotification('workspace/didChangeWorkspaceFolders', { event });
  };
  const symbols = async (editor: Editor): Promise<string[]> =>
    (await editor.connection.sendRequest<{ name: string }[]>('workspace/symbol', { query: '' })).map(
      ({ name }) => name,
    );

  it('take effect when they come later, and when they go', async () => {
    const trees = {
      'one/a.arch': 'scale one = 1\n',
      'two/b.arch': 'import "../three/c.arch"\n',
      'three/c.arch': common,
    };
    const editor = await startEditor({ files: trees, initialize: { workspaceFolders: [], rootUri: null } });
    expect(editor.initializeResult?.capabilities.workspace?.workspaceFolders).toEqual({
      supported: true,
      changeNotifications: true,
    });
    expect(await symbols(editor)).toEqual([]);
    change(editor, ['one', 'two'], []);
    await expect.poll(() => symbols(editor)).toEqual(['one']);
    editor.open('two/b.arch', trees['two/b.arch']);
    await editor.diagnostics('two/b.arch', (all) => codes(all).includes('arch-import-outside'));
    change(editor, ['three'], ['one']);
    await editor.diagnostics('two/b.arch', (all) => all.length === 0);
    await expect.poll(() => symbols(editor)).toEqual(['d']);
    change(editor, [], ['two', 'three']);
    // What is open stays; what it imports lies outside again.
    await editor.diagnostics('two/b.arch', (all) => codes(all).includes('arch-import-outside'));
    editor.shut('two/b.arch');
  });

  it.each(['rootUri', 'rootPath'])('may be one that an older client names by %s', async (how) => {
    const editor = await startEditor({
      files: { 'one/a.arch': 'scale one = 1\n' },
      initialize: { workspaceFolders: null, rootUri: null },
    });
    const folder = editor.path('one');
    await symbols(editor);
    const older = await startEditor({
      initialize: {
        workspaceFolders: undefined,
        rootUri: how === 'rootUri' ? pathToFileURL(folder).href : null,
        rootPath: how === 'rootPath' ? folder : null,
      },
    });
    await expect.poll(() => symbols(older)).toEqual(['one']);
  });
});

describe('files that the editor moves', () => {
  const tree = {
    'common.arch': common,
    'a.arch': 'import "./common.arch"\nimport \'sub/net.arch\'\n',
    'sub/net.arch':
      'import "../common.arch"\nnetwork D { input data("../data/x.csv", direction: "./w.csv") output linear }\n',
    'sub/w.csv': '1\n2\n',
    'data/x.csv': '1,2\n3,4\n',
  };
  const move = async (editor: Editor, moves: Record<string, string>): Promise<WorkspaceEdit | null> =>
    editor.connection.sendRequest('workspace/willRenameFiles', {
      files: Object.entries(moves).map(([from, to]) => ({ oldUri: editor.uri(from), newUri: editor.uri(to) })),
    });

  it.each([
    [{ 'common.arch': 'sizes.arch' }, { 'a.arch': ['./common', './sizes'], 'sub/net.arch': ['../common', '../sizes'] }],
    [{ 'common.arch': 'lib/c.arch' }, { 'a.arch': ['./common', './lib/c'], 'sub/net.arch': ['../common', '../lib/c'] }],
    [{ sub: 'deep/er' }, { 'a.arch': ['sub/', 'deep/er/'], 'sub/net.arch': ['"../', '"../../'] }],
    [
      { 'sub/net.arch': 'net.arch' },
      {
        'a.arch': ['sub/net', 'net'],
        'sub/net.arch': ['"../', '"./', '"./w', '"./sub/w'],
      },
    ],
    [{ 'data/x.csv': 'data/y.csv' }, { 'sub/net.arch': ['x.csv', 'y.csv'] }],
    [{ data: 'tables' }, { 'sub/net.arch': ['../data', '../tables'] }],
    [{ 'sub/w.csv': 'w.csv' }, { 'sub/net.arch': ['./w.csv', '../w.csv'] }],
    [{ 'README.md': 'README.txt' }, {}],
  ] as [Record<string, string>, Record<string, string[]>][])(
    'take the paths that name them along: %j',
    async (moves, wanted) => {
      const editor = await startEditor({ files: tree });
      editor.open('a.arch', tree['a.arch']);
      const edit = await move(editor, moves);
      for (const [name, text] of Object.entries(tree).filter(([name]) => name.endsWith('.arch'))) {
        const changes = wanted[name] ?? [];
        let expected: string = text;
        for (let at = 0; at < changes.length; at += 2)
          expected = expected.replaceAll(changes[at] ?? '', changes[at + 1] ?? '');
        if (name === 'sub/net.arch' && 'sub/net.arch' in moves)
          expected = tree[name]
            .replace('"../common', '"./common')
            .replace('"../data', '"./data')
            .replace('"./w', '"./sub/w');
        expect(after(editor, name, edit), name).toBe(expected);
      }
      if (Object.keys(wanted).length === 0) expect(edit).toBeNull();
    },
  );

  it.each([
    ['a file', 'common.arch', 'sizes.arch'],
    ['a folder', 'sub', 'nets'],
  ])('are known at their new place: %s', async (_, from, to) => {
    const user = `import "./${from === 'sub' ? 'nets/net' : 'sizes'}.arch"\n`;
    const editor = await startEditor({
      files: { ...tree, 'user.arch': user },
      initializationOptions: { watchesFiles: true },
    });
    editor.open('user.arch', user);
    await editor.diagnostics('user.arch', (all) => codes(all).includes('arch-import-missing'));
    renameSync(editor.path(from), editor.path(to));
    void editor.connection.sendNotification('workspace/didRenameFiles', {
      files: [{ oldUri: editor.uri(from), newUri: editor.uri(to) }],
    });
    await editor.diagnostics('user.arch', (all) => errors(all).length === 0);
  });
});

describe('a quick fix imports what is missing', () => {
  const fixes = async (editor: Editor, name: string, word: string): Promise<string[]> => {
    const found = await editor.diagnostics(name, (all) => all.length > 0);
    const start = editor.positionOf(name, word);
    const diagnostics = found.filter(({ range }) => range.start.line === start.line);
    const actions = await editor.ask<{ kind: string; edit?: WorkspaceEdit }[]>('textDocument/codeAction', name, {
      range: { start, end: start },
      context: { diagnostics, only: ['quickfix'] },
    });
    return actions.map(({ edit }) => editor.applied(name, edit?.changes?.[editor.uri(name)] ?? []));
  };
  const tree = { 'common.arch': common, 'sub/net.arch': 'network Net { }\n' };

  it.each([
    ['a name that another file declares', 'scale M ~ d\n', 'd', 'import "./common.arch"\n\nscale M ~ d\n'],
    [
      'after the imports that are there',
      'import "./sub/net.arch"\nscale M ~ d\n',
      'd\n',
      'import "./sub/net.arch"\nimport "./common.arch"\nscale M ~ d\n',
    ],
    [
      'a network of another folder',
      'target T = he(3)\nstudy S { network: Net target: T }\n',
      'Net',
      'import "./sub/net.arch"\n\ntarget T = he(3)\nstudy S { network: Net target: T }\n',
    ],
    ['a file that lies elsewhere', 'import "./net.arch"\n', 'import', 'import "./sub/net.arch"\n'],
    ['a file whose name was mistyped', 'import "./comon.arch"\n', 'import', 'import "./common.arch"\n'],
    ['a file without its ending', 'import "./common"\n', 'import', 'import "./common.arch"\n'],
    [
      'a file of another name that has the name',
      'import "./x.arch"\nscale M ~ d\n',
      'import',
      'import "./common.arch"\nscale M ~ d\n',
    ],
    [
      'for the broken import',
      'import "./net/../common.arch"\nimport "./lib/net.arch"\nstudy S { network: Net }\n',
      'Net',
      'import "./net/../common.arch"\nimport "./sub/net.arch"\nstudy S { network: Net }\n',
    ],
  ])('%s', async (_, text, word, expected) => {
    const editor = await startEditor({ files: tree });
    editor.open('m.arch', text);
    expect(await fixes(editor, 'm.arch', word)).toContain(expected);
  });

  it('not where the files would import each other in a circle', async () => {
    const circle = { 'one.arch': 'import "./two.arch"\nscale a = 1\n', 'two.arch': 'scale b ~ a\n' };
    const editor = await startEditor({ files: circle });
    editor.open('two.arch', circle['two.arch']);
    expect((await fixes(editor, 'two.arch', 'a')).filter((text) => text.includes('import'))).toEqual([]);
  });
});

describe('the server asks its client to watch', () => {
  const watches = { workspace: { didChangeWatchedFiles: { dynamicRegistration: true } } };
  const patterns = (editor: Editor): string[] =>
    editor.registrations
      .filter(({ method }) => method === 'workspace/didChangeWatchedFiles')
      .map(({ registerOptions }) =>
        (registerOptions as { watchers: { globPattern: string }[] }).watchers
          .map(({ globPattern }) => globPattern)
          .join(' '),
      );

  it('the files of the language and the data files that are named, and nothing else', async () => {
    const editor = await startEditor({ capabilities: watches });
    await expect.poll(() => patterns(editor)).toEqual(['**/*.arch **/*.arch.calibration.json']);
    editor.open('a.arch', 'network N { input data("tables/x.csv") output linear }\n');
    await expect.poll(() => patterns(editor).at(-1)).toBe('**/*.arch **/*.arch.calibration.json **/x.csv');
    editor.sendWhole('a.arch', 'network N { input data("a[1].npy", direction: "w.csv") output linear }\n');
    await expect.poll(() => patterns(editor).at(-1)).toBe('**/*.arch **/*.arch.calibration.json **/a?1?.npy **/w.csv');
  });

  it('nothing where it does not register, and goes on where it refuses', async () => {
    const silent = await startEditor({ files });
    silent.open('a.arch', study);
    await silent.diagnostics('a.arch');
    expect(silent.registrations).toEqual([]);
    const refusing = await startEditor({ files, capabilities: watches, refusesRegistration: true });
    refusing.open('a.arch', study);
    await expect.poll(() => patterns(refusing).length).toBe(1);
    expect(await refusing.hints('a.arch')).not.toEqual([]);
    expect(refusing.log.join('\n')).not.toMatch(/^\s+at /m);
  });
});

describe('events of files that are none of the language', () => {
  const tell = (editor: Editor, changes: FileEvent[]): void =>
    void editor.connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
  const symbols = (editor: Editor): Promise<{ name: string }[]> =>
    editor.connection.sendRequest('workspace/symbol', { query: 'hidden' });

  it.each(['node_modules', 'node_modules/pack', '.git', 'out', '.venv/lib', 'sub/node_modules'])(
    'in %s index nothing',
    async (folder) => {
      const editor = await startEditor();
      editor.write(`${folder}/x.arch`, 'scale hidden = 1\n');
      tell(editor, [
        { uri: editor.uri(`${folder}/x.arch`), type: 1 },
        { uri: editor.uri(folder), type: 1 },
      ]);
      tell(editor, [{ uri: editor.uri(`${folder}/x.arch`), type: 2 }]);
      editor.open('a.arch', 'scale M ~ hidden\n');
      await editor.diagnostics('a.arch', (all) => codes(all).includes('arch-unknown-name'));
      expect(await symbols(editor)).toEqual([]);
    },
  );

  it('delay no hint, however many they are', async () => {
    const editor = await startEditor({ files });
    editor.open('a.arch', study);
    await editor.hints('a.arch');
    const start = performance.now();
    for (let batch = 0; batch < 20; batch++)
      tell(
        editor,
        Array.from({ length: 1000 }, (_, at) => ({ uri: editor.uri(`build/${batch}/${at}.o`), type: 1 })),
      );
    editor.replace('a.arch', 'he(3)', 'he(5)');
    await editor.hints('a.arch');
    expect(performance.now() - start).toBeLessThan(1500);
  });

  it('do not take an open file away whose deletion they tell of', async () => {
    const editor = await startEditor({ files });
    editor.open('common.arch', common);
    editor.open('a.arch', study);
    rmSync(editor.path('common.arch'));
    tell(editor, [{ uri: editor.uri('common.arch'), type: 3 }]);
    editor.replace('a.arch', 'he(3)', 'he(5)');
    expect(errors(await editor.diagnostics('a.arch'))).toEqual([]);
    expect(await editor.ask('textDocument/documentSymbol', 'common.arch')).not.toEqual([]);
  });
});

describe('a file of the workspace that cannot be read', () => {
  const bad: Record<string, (path: string) => void> = {
    'is a sparse file of 3 GB': (path) => truncateSync(path, 3 * 2 ** 30),
    'is a sparse file of 64 MB': (path) => truncateSync(path, 64 * 2 ** 20),
    'is a pipe': (path) => {
      rmSync(path);
      execFileSync('mkfifo', [path]);
    },
    'leads to a device': (path) => {
      rmSync(path);
      symlinkSync('/dev/zero', path);
    },
    'leads to itself': (path) => {
      rmSync(path);
      symlinkSync(path, path);
    },
    'is a folder': (path) => {
      rmSync(path);
      mkdirSync(path);
    },
  };

  it.each(Object.entries(bad))('delays no other: it %s', async (_, make) => {
    const before = await startEditor({ files: { ...files, 'bad.arch': '' } });
    make(before.path('bad.arch'));
    const uri = pathToFileURL(before.path('')).href.replace(/\/$/, '');
    const editor = await startEditor({ initialize: { rootUri: uri, workspaceFolders: [{ uri, name: 'w' }] }, files });
    const text = `import "${before.path('bad.arch')}"\n${study}`;
    editor.open('a.arch', text);
    expect((await editor.hints('a.arch')).length).toBeGreaterThan(0);
    await editor.diagnostics('a.arch', (all) => errors(all).includes('arch-import-missing'));
  });

  it.each(Object.entries(bad))('ends nothing when it becomes so: it %s', async (_, make) => {
    const editor = await startEditor({ files: { ...files, 'bad.arch': 'scale e = 1\n' } });
    const text = `import "./bad.arch"\n${study}`;
    editor.open('a.arch', text);
    expect(errors(await editor.diagnostics('a.arch'))).toEqual([]);
    make(editor.path('bad.arch'));
    void editor.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: editor.uri('bad.arch'), type: 2 }],
    });
    await editor.diagnostics('a.arch', (all) => errors(all).includes('arch-import-missing'));
    editor.replace('a.arch', 'he(3)', 'he(5)');
    expect((await editor.hints('a.arch')).length).toBeGreaterThan(0);
  });

  it('is a data file or a calibration as little', async () => {
    const editor = await startEditor({ files: { ...files, 'x.csv': '', 'a.arch.calibration.json': '' } });
    truncateSync(editor.path('x.csv'), 3 * 2 ** 30);
    truncateSync(editor.path('a.arch.calibration.json'), 3 * 2 ** 30);
    editor.open('d.arch', 'network D { input data("x.csv") output linear }\n');
    editor.open('a.arch', study);
    const start = performance.now();
    expect((await editor.hints('a.arch')).length).toBeGreaterThan(0);
    expect(performance.now() - start).toBeLessThan(3000);
  });
});
