import { describe, expect, it } from 'vitest';
import type { CompletionList, DocumentHighlight, Location, Range, WorkspaceEdit } from 'vscode-languageserver-protocol';
import { sharedEditor } from './editor.js';

const text = `target sum     = he(1, u) + he(3, v) - 0.5 * he(2, u) * sign(1, v)
target product = he(1, u) * he(2, w)
`;

describe('the name of a direction', () => {
  const editor = sharedEditor();

  /** The text with what is found in «»: ranges must not overlap. */
  const marked = (name: string, ranges: readonly Range[]): string =>
    editor().applied(
      name,
      ranges.flatMap(({ start, end }) => [
        { range: { start, end: start }, newText: '«' },
        { range: { start: end, end }, newText: '»' },
      ]),
    );

  const renamed = async (source: string, at: string, newName: string): Promise<string> => {
    const name = editor().openNew(source);
    const position = editor().positionOf(name, at);
    const edit = await editor().ask<WorkspaceEdit | null>('textDocument/rename', name, { position, newName });
    return editor().applied(name, edit?.changes?.[editor().uri(name)] ?? []);
  };

  const inSum = `target sum     = he(1, «u») + he(3, v) - 0.5 * he(2, «u») * sign(1, v)
target product = he(1, u) * he(2, w)
`;

  it.each(['u) + he(3', 'u) * sign'])('is highlighted in its target: from %j', async (at) => {
    const name = editor().openNew(text);
    const position = editor().positionOf(name, at);
    const found = await editor().ask<DocumentHighlight[]>('textDocument/documentHighlight', name, { position });
    expect(
      marked(
        name,
        found.map(({ range }) => range),
      ),
    ).toBe(inSum);
  });

  it('is found wherever its target uses it, with the first or without', async () => {
    const name = editor().openNew(text);
    const position = editor().positionOf(name, 'u) * sign');
    const found = async (includeDeclaration: boolean): Promise<Range[]> => {
      const places = await editor().ask<Location[]>('textDocument/references', name, {
        position,
        context: { includeDeclaration },
      });
      return places.map(({ range }) => range);
    };
    expect(marked(name, await found(true))).toBe(inSum);
    expect(marked(name, await found(false))).toBe(text.replace('he(2, u)', 'he(2, «u»)'));
  });

  it('leads to where its target names it first', async () => {
    const name = editor().openNew(text);
    const position = editor().positionOf(name, 'v)\ntarget');
    const found = await editor().ask<{ targetSelectionRange: Range }[]>('textDocument/definition', name, { position });
    expect(found.map(({ targetSelectionRange }) => targetSelectionRange.start)).toEqual([
      editor().positionOf(name, 'v) - 0.5'),
    ]);
  });

  it('is renamed in its target alone: elsewhere the same name is another direction', async () => {
    expect(await renamed(text, 'u) * sign', 'first')).toBe(
      text.replace('he(1, u) + he(3, v)', 'he(1, first) + he(3, v)').replace('he(2, u)', 'he(2, first)'),
    );
  });

  it('is renamed where a component along w does not write it: both stay along one direction', async () => {
    const source = 'target t = he(1) + he(3, w) + sign(3) + sin(2*x, 5) + he(1, v)\n';
    expect(await renamed(source, 'w)', 'u')).toBe(
      'target t = he(1, u) + he(3, u) + sign(3, u) + sin(2*x, 5, u) + he(1, v)\n',
    );
    expect(await renamed(source, 'v)', 'u')).toBe(source.replace('v)', 'u)'));
  });

  it.each([
    ['target t = he(1, u) + he(3, v)', 'u)', 'v'],
    ['target t = he(1) + he(3, v)', 'v)', 'w'],
    ['target t = attentive(3) + he(1, v)', 'v)', 'w'],
    ['target t = attentive(3) + he(1, w)', 'w)', 'v'],
  ])('is not renamed where that makes another target: %s, %s to %s', async (source, at, newName) => {
    await expect(renamed(`${source}\n`, at, newName)).rejects.toThrow(/direction of this target|lies along w/);
  });

  it('is not renamed to a word of the language', async () => {
    await expect(renamed(text, 'v)', 'target')).rejects.toThrow(/word of the language/);
  });

  it('can be renamed, and numbers and functions beside it cannot', async () => {
    const name = editor().openNew(text);
    const prepare = (at: string): Promise<Range | null> =>
      editor().ask('textDocument/prepareRename', name, { position: editor().positionOf(name, at) });
    expect(await prepare('v) - 0.5')).not.toBeNull();
    expect(await prepare('3, v')).toBeNull();
    expect(await prepare('sign')).toBeNull();
  });

  it.each([
    ['those of the target first, then those of the file', 'he(1, u) + he(2, v) + he(3, ‸)', ['u', 'v', 'z']],
    ['none of the other factors of a product', 'he(1, u) + he(2, v) * he(3, ‸)', ['u', 'z']],
    ['while a call is open', 'he(1, u) + sign(3, ‸', ['u', 'z']],
    ['not what is being typed', 'he(1, u) + sign(3, z‸)', ['z']],
    ['nor a part of it', 'he(1, first) + sign(3, fi‸)', ['first']],
    ['none in the place of a degree', 'he(1, u) + he(‸)', []],
  ])('is completed: %s', async (_, marking, expected) => {
    const source = `target t = ${marking}\ntarget other = he(1, z) + he(2)\n`;
    const name = editor().openNew(source.replace('‸', ''));
    const before = source.slice(0, source.indexOf('‸')).split('\n');
    const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
    const list = await editor().ask<CompletionList | null>('textDocument/completion', name, { position });
    const items = [...(list?.items ?? [])].sort((one, other) =>
      (one.sortText ?? one.label) < (other.sortText ?? other.label) ? -1 : 1,
    );
    expect(items.map(({ label }) => label)).toEqual(expected);
  });
});
