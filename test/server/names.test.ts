import { describe, expect, it } from 'vitest';
import type { Location, Range, WorkspaceEdit, WorkspaceSymbol } from 'vscode-languageserver-protocol';
import { startEditor, type Editor } from './editor.js';

const common = `scale d = 64

network Shared {
  input gaussian(d)
  dense h (width: d, activation: erf)
  output linear
}
`;
const study = `import "./common.arch"

scale N ~ 4 * d
target cubic = he(3)

study S {
  network: Shared
  target: cubic
  samples: 20 * d
}
`;

async function opened(): Promise<Editor> {
  const editor = await startEditor({ files: { 'common.arch': common, 'study.arch': study } });
  editor.open('common.arch', common);
  editor.open('study.arch', study);
  await editor.diagnostics('study.arch');
  return editor;
}

describe('names over imported files', () => {
  it('lead to their declaration', async () => {
    const editor = await opened();
    const position = editor.positionOf('study.arch', 'Shared');
    const found = await editor.ask<{ targetUri: string; targetSelectionRange: Range }[]>(
      'textDocument/definition',
      'study.arch',
      { position },
    );
    expect(found.map(({ targetUri }) => targetUri)).toEqual([editor.uri('common.arch')]);
    expect(found[0]?.targetSelectionRange.start).toEqual(editor.positionOf('common.arch', 'Shared'));
  });

  it('are found wherever they are used', async () => {
    const editor = await opened();
    const found = await editor.ask<Location[]>('textDocument/references', 'common.arch', {
      position: editor.positionOf('common.arch', 'd = 64'),
      context: { includeDeclaration: false },
    });
    const lines = found.map(({ uri, range }) => `${uri.split('/').at(-1)}:${range.start.line}`).sort();
    expect(lines).toEqual(['common.arch:3', 'common.arch:4', 'study.arch:2', 'study.arch:8']);
  });

  it('are renamed in every file', async () => {
    const editor = await opened();
    const position = editor.positionOf('study.arch', 'd\ntarget');
    const edit = await editor.ask<WorkspaceEdit>('textDocument/rename', 'study.arch', { position, newName: 'dim' });
    const changed = (name: string): string => editor.applied(name, edit.changes?.[editor.uri(name)] ?? []);
    expect(changed('common.arch')).toBe(
      common.replace('scale d', 'scale dim').replace('(d)', '(dim)').replace('width: d', 'width: dim'),
    );
    expect(changed('study.arch')).toBe(study.replace('4 * d', '4 * dim').replace('20 * d', '20 * dim'));
  });

  it.each(['scale', 'network', '2d', 'a b', '', 'a-b', 'd // x'])('are not renamed to %j', async (newName) => {
    const editor = await opened();
    const position = editor.positionOf('study.arch', 'cubic');
    await expect(editor.ask('textDocument/rename', 'study.arch', { position, newName })).rejects.toThrow(
      /cannot be a name|word of the language/,
    );
  });

  it('may be words that the language allows as names, and of any script', async () => {
    const editor = await opened();
    const position = editor.positionOf('study.arch', 'cubic');
    for (const newName of ['width', 'кубик', '_x1']) {
      await expect(editor.ask('textDocument/rename', 'study.arch', { position, newName })).resolves.toBeTruthy();
    }
  });

  it('cannot be renamed where there is none', async () => {
    const editor = await opened();
    const position = editor.positionOf('study.arch', 'study S');
    expect(await editor.ask('textDocument/prepareRename', 'study.arch', { position })).toBeNull();
  });

  it('are found in the workspace', async () => {
    const editor = await opened();
    const found = await editor.connection.sendRequest<WorkspaceSymbol[]>('workspace/symbol', { query: 'sha' });
    expect(found.map(({ name }) => name)).toEqual(['Shared']);
  });

  it('of an import lead to its file', async () => {
    const editor = await opened();
    const links = await editor.ask<{ target: string; range: Range }[]>('textDocument/documentLink', 'study.arch');
    expect(links.map(({ target }) => target)).toEqual([editor.uri('common.arch')]);
    expect(links[0]?.range.start).toEqual({ line: 0, character: 7 });
  });
});
