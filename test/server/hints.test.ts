import { describe, expect, it } from 'vitest';
import type { InlayHint } from 'vscode-languageserver-protocol';
import { casesOf } from './case.js';
import { sharedEditor, startEditor } from './editor.js';

const marks = /⟦[^⟧]*⟧/g;

describe('hints', () => {
  const editor = sharedEditor();

  it.each(casesOf('hints'))('$name', async ({ text }) => {
    const name = editor().openNew(text.replaceAll(marks, ''));
    expect(await editor().textWithHints(name)).toBe(text);
  });

  it('are computed for the asked-for lines only', async () => {
    const editor = await startEditor();
    editor.open('study.arch', threeLayer);
    const line = editor.positionOf('study.arch', 'dense h2').line;
    const range = { start: { line, character: 0 }, end: { line: line + 1, character: 0 } };
    expect((await editor.hints('study.arch', range)).map(labelOf)).toEqual(['specialization, M ~ √(N2/d) = 2 units']);
  });

  it('say in their tooltip what the other studies of the network give', async () => {
    const editor = await startEditor();
    editor.open(
      'study.arch',
      `${threeLayer}target line = he(1)\nstudy S2 {\n  network: ThreeLayer\n  target: line\n}\n`,
    );
    const hint = (await editor.hints('study.arch')).find((one) => labelOf(one).startsWith('specialization'));
    const tooltip = tooltipOf(hint);
    expect(tooltip).toContain('study `S1`: specialization on He₁');
    expect(tooltip).toContain('study `S2`: lazy');
  });

  it('lead to their place: a layer to its study, P* to the layer that learns', async () => {
    const editor = await startEditor();
    editor.open('study.arch', threeLayer);
    const hints = await editor.hints('study.arch');
    expect(placeOf(hints, 'specialization')).toEqual(editor.positionOf('study.arch', 'S1 {'));
    expect(placeOf(hints, 'P*')).toEqual(editor.positionOf('study.arch', 'h2'));
    expect(placeOf(hints, '= 256')).toEqual(editor.positionOf('study.arch', 'd  ='));
  });

  it.each([
    ['patterns', 'specialization, M ~ √(N2/d) = 2 units'],
    ['sampleScale', 'P* ~ √(N2·d) = 128'],
    ['samples', '10×P*: no measured factor'],
    ['scales', '= 256'],
  ])('of the kind %s can be switched off, and on again', async (kind, label) => {
    const editor = await startEditor({ settings: { hints: { [kind]: false } } });
    editor.open('study.arch', threeLayer);
    await editor.diagnostics('study.arch');
    const off = (await editor.hints('study.arch')).map(labelOf);
    expect(off).not.toContain(label);
    expect(off.length).toBeGreaterThan(0);
    const before = editor.refreshes;
    editor.configure({ hints: { [kind]: true } });
    await editor.nextRefresh(before);
    expect((await editor.hints('study.arch')).map(labelOf)).toContain(label);
  });

  it('of layers hold the pattern alone where the setting hints.short asks', async () => {
    const editor = await startEditor({ settings: { hints: { short: true } } });
    editor.open('study.arch', threeLayer);
    await editor.diagnostics('study.arch');
    const short = (await editor.hints('study.arch')).map(labelOf);
    expect(short).toContain('specialization');
    expect(short).toContain('lazy');
    expect(short).toContain('P* ~ √(N2·d) = 128');
    const before = editor.refreshes;
    editor.configure({ hints: { short: false } });
    await editor.nextRefresh(before);
    expect((await editor.hints('study.arch')).map(labelOf)).toContain('specialization, M ~ √(N2/d) = 2 units');
  });
});

function labelOf({ label }: InlayHint): string {
  return typeof label === 'string' ? label : label.map(({ value }) => value).join('');
}

function tooltipOf(hint: InlayHint | undefined): string {
  const tooltip = hint?.tooltip;
  return typeof tooltip === 'string' ? tooltip : (tooltip?.value ?? '');
}

function placeOf(hints: readonly InlayHint[], start: string): unknown {
  const hint = hints.find((one) => labelOf(one).startsWith(start));
  return typeof hint?.label === 'string' ? undefined : hint?.label[0]?.location?.range.start;
}

const threeLayer = (casesOf('hints').find(({ name }) => name === 'three-layer')?.text ?? '').replaceAll(marks, '');
