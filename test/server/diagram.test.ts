import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CancellationTokenSource } from 'vscode-languageserver-protocol/node';
import { ask } from '../../protocol/connection.js';
import type { DiagramAnswer, DiagramQuestion, SizesEdit } from '../../protocol/diagram.js';
import type { Request } from '../../protocol/request.js';
import { diagramRequest, predictAtRequest, setSizesRequest } from '../../protocol/requests.js';
import type { StudyParams } from '../../protocol/studies.js';
import { sharedEditor } from './editor.js';

// N2 ~ 4 * d is tied there.
const text = readFileSync('examples/three-layer.arch', 'utf8');
const editor = sharedEditor();

const answerTo = <Params extends StudyParams, Result>(
  request: Request<Params, Result>,
  more: Omit<Params, 'uri' | 'study'>,
  content = text,
): Promise<NonNullable<Result>> => {
  const subject = { uri: editor().uri(editor().openNew(content)), study: 'Cubic' };
  return editor().request(request, { ...subject, ...more } as Params);
};

const diagramOf = async (
  more: Partial<DiagramQuestion>,
  content?: string,
): Promise<DiagramAnswer & { kind: 'diagram' }> => {
  const answer = await answerTo(diagramRequest, more, content);
  if (answer.kind !== 'diagram') throw new Error(`no diagram: ${JSON.stringify(answer)}`);
  return answer;
};

describe(diagramRequest.method, () => {
  it('chooses the sizes that say most, and frees one that is tied', async () => {
    const { scene, choices } = await diagramOf({});
    expect([scene.x.name, scene.y.name]).toEqual(['N1', 'N2']);
    expect(choices).toEqual([
      { name: 'd', value: 64, tied: false },
      { name: 'N1', value: 4096, tied: false },
      { name: 'N2', value: 256, tied: true },
    ]);
    expect(scene.boundaries.map(({ equation }) => equation)).toContain('N1 = N2');
    expect(scene.crossings.map(({ equation }) => equation)).toContain('N1 = sqrt(N2*d)');
  });

  it('keeps relations of sizes that are no axis: over N1 and d, N2 follows d', async () => {
    const { scene } = await diagramOf({ x: 'd', y: 'N1' });
    // By hand: N1 = N2 = 4 d.
    expect(scene.boundaries.map(({ formula }) => formula)).toContain('d = N1/4');
  });

  it('takes other sizes and samples than the file', async () => {
    const { scene, point, samples } = await diagramOf({ x: 'N1', y: 'N2', sizes: { d: 100, N1: 200 }, samples: 1000 });
    expect(scene.held).toEqual([{ name: 'd', value: 100 }]);
    expect(scene.x.value).toBe(200);
    // By hand: P = 1000 suffices up to N2 = P^2/d = 10^4.
    expect(scene.learnable?.lines.map(({ equation }) => equation)).toEqual(
      expect.arrayContaining(['N1 = 1000000/d', 'N2 = 1000000/d']),
    );
    expect(point.pattern).toBe('specialization, lazy');
    // d is held: P = 1000 is what an algorithm needs nowhere or everywhere, and no line is drawn.
    expect(scene.algorithms).toMatchObject({ onePass: { formula: 'd²' }, reused: { formula: 'd' }, lines: [] });
    expect(scene.algorithms?.reused.constant).toBeCloseTo(1.5, 2);
    // 20 * d, as the file has it, and sqrt(N1*d) at the sizes asked for.
    expect(samples).toMatchObject({ value: 2000, formula: '20·d' });
    expect(samples.needed).toBeCloseTo(Math.sqrt(20000), 6);
  });

  it('plots energies against one size', async () => {
    const answer = await answerTo(diagramRequest, { x: 'N1', y: null });
    expect(answer.kind).toBe('plot');
    expect(answer.kind === 'plot' && answer.plot.lines.map(({ pattern }) => pattern)).toContain('lazy, specialization');
  });

  it('follows the file: every edit that matters, and no other changes it', async () => {
    const name = editor().openNew(text);
    const next = async (): Promise<DiagramAnswer & { kind: 'diagram' }> => {
      const question = { uri: editor().uri(name), study: 'Cubic', x: 'N1', y: 'N2' };
      const answer = await editor().request(diagramRequest, question);
      return answer.kind === 'diagram' ? answer : expect.fail(JSON.stringify(answer));
    };
    const before = await next();
    editor().replace(name, '// Three layers', '// Some layers');
    expect(await next()).toEqual(before);
    editor().replace(name, 'd  = 64', 'd  = 100');
    expect((await next()).scene.held).toEqual([{ name: 'd', value: 100 }]);
    editor().replace(name, 'd  = 100', 'd  = 64');
    expect(await next()).toEqual(before);
    editor().replace(name, 'he(3)', 'he(5)');
    // By hand: lazy, lazy needs d^5, lazy, specialization still sqrt(N2*d): they meet at N2 = d^9, out of the frame.
    const patterns = (await next()).scene.regions.map(({ pattern }) => pattern);
    expect(patterns).toContain('lazy, specialization');
    editor().replace(name, 'width: N1, activation: erf', 'width: N1, activation: linear');
    // A linear layer passes degree 1 on alone: nothing can be specialised on before the last layer.
    expect((await next()).scene.regions.map(({ pattern }) => pattern)).not.toContain('specialization, lazy');
  });

  it('is given up when nobody waits for it any more', async () => {
    const layers = ['N1', 'N2', 'N1', 'N2', 'N1', 'N2'].map(
      (width, at) => `dense l${at} (width: ${width}, activation: erf)`,
    );
    const deep = text.replace(/dense h1[^]*dense h2.*/, layers.join('\n'));
    const uri = editor().uri(editor().openNew(deep));
    const source = new CancellationTokenSource();
    const asked = { uri, study: 'Cubic', x: 'N1', y: 'N2' };
    const answer = ask(editor().connection, diagramRequest, asked, source.token);
    // Others are answered in between: this one is asked later.
    const point = await answerTo(predictAtRequest, { x: 'N1', y: 'N2', sizes: {} });
    expect(point.pattern).toBe('lazy, specialization');
    source.cancel();
    await expect(answer).rejects.toThrow();
  });

  it('says why there is none', async () => {
    const answer = await answerTo(diagramRequest, {}, text.replace('he(3)', 'he(2)'));
    expect(answer).toMatchObject({ kind: 'unavailable', message: expect.stringContaining('Cubic') as string });
  });
});

describe(predictAtRequest.method, () => {
  it('gives the numbers at a point', async () => {
    const point = await answerTo(predictAtRequest, { x: 'N1', y: 'N2', sizes: { N1: 128, N2: 1024 } });
    // By hand: N1 < N2, so specialization, lazy: sqrt(128 * 64) with M = sqrt(N1/d) units; P = 1280 is more.
    expect(point).toMatchObject({ pattern: 'specialization, lazy', learnable: true });
    expect(point.energy.formula).toBe('√(N1·d)');
    expect(point.energy.value).toBeCloseTo(Math.sqrt(128 * 64), 6);
    expect(point.layers[0]).toEqual({ name: 'h1', text: 'specialization on He₁, M ~ √(N1/d) = 1.41 units' });
  });

  it('has none where there is no study', async () => {
    const question = { uri: editor().uri(editor().openNew(text)), study: 'Nowhere', x: 'N1', y: 'N2', sizes: {} };
    expect(await ask(editor().connection, predictAtRequest, question)).toBeNull();
  });
});

describe(setSizesRequest.method, () => {
  /** The text after the edit. */
  const edited = ({ edit }: SizesEdit, from = text): string => {
    const edits = Object.values(edit.changes ?? {}).flat();
    const lines = from.split('\n');
    for (const { range, newText } of edits.toReversed()) {
      const line = lines[range.start.line] ?? '';
      lines[range.start.line] = line.slice(0, range.start.character) + newText + line.slice(range.end.character);
    }
    return lines.join('\n');
  };

  it('edits the values in place, and unties a tied size', async () => {
    const answer = await answerTo(setSizesRequest, { sizes: { N1: 300, N2: 2000000 } });
    expect(edited(answer)).toBe(text.replace('N1 = 4096', 'N1 = 300').replace('N2 ~ 4 * d', 'N2 = 2000000'));
    expect(answer.untied).toEqual(['N2']);
  });

  it('leaves what has its size already: numbers, and relations that give it', async () => {
    const answer = await answerTo(setSizesRequest, { sizes: { d: 100, N1: 4096, N2: 400 } });
    expect(edited(answer)).toBe(text.replace('d  = 64', 'd  = 100'));
    expect(answer.untied).toEqual([]);
  });

  it('unties a size that its relation would move', async () => {
    const answer = await answerTo(setSizesRequest, { sizes: { d: 100, N1: 4096, N2: 256 } });
    expect(edited(answer)).toBe(text.replace('d  = 64', 'd  = 100').replace('N2 ~ 4 * d', 'N2 = 256'));
    expect(answer.untied).toEqual(['N2']);
  });

  it('writes a size that follows another by an expression', async () => {
    const follows = text.replace('N1 = 4096', 'N1 = 64 * d');
    const answer = await answerTo(setSizesRequest, { sizes: { d: 100, N1: 4096 } }, follows);
    expect(edited(answer, follows)).toBe(text.replace('d  = 64', 'd  = 100'));
  });
});
