import { describe, expect, it } from 'vitest';
import { casesOf } from './case.js';
import { startEditor, type Editor } from './editor.js';

const marks = /⟦[^⟧]*⟧/g;
const withHints = casesOf('hints').find(({ name }) => name === 'three-layer')?.text ?? '';

/** The three-layer study with its hints shown, as somebody sees it who begins to type. */
async function opened(more = ''): Promise<Editor> {
  const editor = await startEditor();
  editor.open('study.arch', withHints.replaceAll(marks, '') + more);
  await editor.hints('study.arch');
  return editor;
}

describe('hints while somebody types', () => {
  it('stay in place when a line is half typed, and move with what is typed before them', async () => {
    const editor = await opened();
    for (const [old, text] of [
      ['width: N2, activation: erf', 'width: N2, activation: '],
      ['width: N2, activation: ', 'width: N2, '],
      ['width: N2, ', 'width: N2'],
      ['width: N2)', 'width: )'],
      ['h2 (width: )', 'h2 ()'],
    ] as const) {
      editor.replace('study.arch', old, text);
      const expected = withHints.replace(
        'dense h2 (width: N2, activation: erf)',
        lineOf(editor.text('study.arch'), 'h2'),
      );
      expect(await editor.textWithHints('study.arch')).toBe(expected);
      await editor.diagnostics('study.arch');
      expect(await editor.textWithHints('study.arch')).toBe(expected);
    }
  });

  it('go on from there once the text parses again', async () => {
    const editor = await opened();
    editor.replace('study.arch', 'scale d  = 64', 'scale d  = ');
    await editor.diagnostics('study.arch');
    expect(await editor.textWithHints('study.arch')).toBe(withHints.replace('d  = 64', 'd  = '));
    editor.replace('study.arch', 'scale d  = ', 'scale d  = 16');
    await editor.diagnostics('study.arch');
    const hints = await editor.textWithHints('study.arch');
    expect(hints).toContain('scale N2 ~ 4 * d⟦= 64⟧');
    expect(hints).toContain('study S1 {⟦P* ~ √(N2·d) = 32⟧');
  });

  it('stay while a name on the typed line is not yet a known one', async () => {
    const editor = await opened();
    editor.replace('study.arch', 'width: N2', 'width: N');
    await editor.diagnostics('study.arch');
    expect(await editor.textWithHints('study.arch')).toBe(withHints.replace('width: N2', 'width: N'));
  });

  it('move down with lines that are typed above them', async () => {
    const editor = await opened();
    editor.type('study.arch', { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, '// a\n// b\n');
    expect(await editor.textWithHints('study.arch')).toBe(`// a\n// b\n${withHints}`);
  });

  it('are those of the new text when an editor sends the whole text', async () => {
    const editor = await opened();
    editor.sendWhole('study.arch', `\n${editor.text('study.arch')}`);
    expect(await editor.textWithHints('study.arch')).toBe(`\n${withHints}`);
  });

  it('are gone with the text that they stood in', async () => {
    const editor = await opened();
    const start = editor.positionOf('study.arch', '  dense h2');
    editor.type('study.arch', { start, end: { line: start.line + 1, character: 0 } }, '');
    await editor.diagnostics('study.arch');
    const hints = await editor.textWithHints('study.arch');
    expect(hints).not.toContain('2 units');
    expect(hints).toContain('dense h1 (width: N1, activation: erf)⟦specialization, M ~ √(N1/d) = 8 units⟧');
  });

  it('are gone when the text is whole and says something that has no prediction', async () => {
    const editor = await opened();
    editor.replace('study.arch', 'he(3)', 'he(2)');
    await editor.diagnostics('study.arch');
    expect(await editor.textWithHints('study.arch')).toBe(
      withHints.replaceAll(marks, (hint) => (hint === '⟦= 256⟧' ? hint : '')).replace('he(3)', 'he(2)'),
    );
  });

  it('of other networks stay current while one is broken', async () => {
    const other = `network Two {
  input gaussian(d)
  dense h (width: N1, activation: erf)
  output linear
}
study S2 {
  network: Two
  target: cubic
}
`;
    const editor = await opened(other);
    editor.replace('study.arch', 'width: N2, activation: erf', 'width: N2, activation: ');
    await editor.diagnostics('study.arch');
    editor.replace('study.arch', 'N1 = 4096', 'N1 = 1024');
    await editor.diagnostics('study.arch');
    const hints = await editor.textWithHints('study.arch');
    expect(hints).toContain('dense h (width: N1, activation: erf)⟦specialization, M ~ √(N1/d) = 4 units⟧');
    expect(hints).toContain('study S2 {⟦P* ~ √(N1·d) = 256⟧');
    expect(hints).toContain('dense h2 (width: N2, activation: )⟦specialization, M ~ √(N2/d) = 2 units⟧');
    expect(hints).toContain('study S1 {⟦P* ~ √(N2·d) = 128⟧');
  });

  it('are answered at once during a long build, and asked for again after it', async () => {
    const editor = await startEditor();
    const filler = Array.from({ length: 3000 }, (_, line) => `scale filler${line} ~ ${line + 1} * d\n`).join('');
    editor.open('study.arch', withHints.replaceAll(marks, '') + filler);
    const before = await editor.hints('study.arch');
    // The first of two edits starts a build that the second interrupts: what is asked now has only the old hints.
    const refreshes = editor.refreshes;
    editor.replace('study.arch', 'scale filler7 ', 'scale filler7  ');
    editor.replace('study.arch', 'scale d  = 64', 'scale d  = 16');
    const during = await editor.hints('study.arch');
    expect(during.length).toBe(before.length);
    await editor.diagnostics('study.arch');
    if (editor.withHints('study.arch', during).includes('4 * d⟦= 256⟧')) await editor.nextRefresh(refreshes);
    expect(await editor.textWithHints('study.arch')).toContain('scale N2 ~ 4 * d⟦= 64⟧');
  });

  it('change with the file that a size is imported from', async () => {
    const editor = await startEditor({ files: { 'sizes.arch': 'scale d = 64\n' } });
    editor.open('sizes.arch', 'scale d = 64\n');
    editor.open('study.arch', 'import "./sizes.arch"\nscale N ~ 4 * d\n');
    expect(await editor.textWithHints('study.arch')).toBe('import "./sizes.arch"\nscale N ~ 4 * d⟦= 256⟧\n');
    const refreshes = editor.refreshes;
    editor.replace('sizes.arch', '64', '16');
    await editor.nextRefresh(refreshes);
    // A refresh that was on its way before the edit counts as well.
    await expect.poll(() => editor.textWithHints('study.arch')).toBe('import "./sizes.arch"\nscale N ~ 4 * d⟦= 64⟧\n');
  });

  it('are those of the file on the disk once an editor closes it without saving', async () => {
    const editor = await startEditor({ files: { 'sizes.arch': 'scale d = 64\n' } });
    editor.open('sizes.arch', 'scale d = 64\n');
    editor.open('study.arch', 'import "./sizes.arch"\nscale N ~ 4 * d\n');
    editor.replace('sizes.arch', '64', '16');
    await expect.poll(() => editor.textWithHints('study.arch')).toContain('⟦= 64⟧');
    editor.shut('sizes.arch');
    await expect.poll(() => editor.textWithHints('study.arch')).toContain('⟦= 256⟧');
  });

  it('miss what only stood in a file that was closed and never saved', async () => {
    const editor = await startEditor();
    editor.open('sizes.arch', 'scale d = 64\n');
    editor.open('study.arch', 'import "./sizes.arch"\nscale N ~ 4 * d\n');
    await expect.poll(() => editor.textWithHints('study.arch')).toContain('⟦= 256⟧');
    editor.shut('sizes.arch');
    const codes = async () => (await editor.diagnostics('study.arch')).map(({ code }) => code);
    await expect.poll(codes).toContain('arch-import-missing');
  });
});

function lineOf(text: string, word: string): string {
  return (text.split('\n').find((line) => line.includes(word)) ?? '').trim();
}
