import { describe, expect, it } from 'vitest';
import type { Position } from 'vscode-languageserver-protocol';
import { ask } from '../../protocol/connection.js';
import { explainRequest, studiesRequest, studyAtRequest } from '../../protocol/requests.js';
import type { Explanation, StudySummary } from '../../protocol/studies.js';
import { casesOf } from './case.js';
import { sharedEditor } from './editor.js';

const text = (casesOf('hints').find(({ name }) => name === 'three-layer')?.text ?? '').replaceAll(/⟦[^⟧]*⟧/g, '');
const broken = `${text}study Broken {\n  network: Nowhere\n  target: cubic\n}\n`;
const editor = sharedEditor();

const studiesOf = (name: string): Promise<readonly StudySummary[]> =>
  editor().request(studiesRequest, { uri: editor().uri(name) });
const studyAt = (name: string, position: Position): Promise<StudySummary | null> =>
  ask(editor().connection, studyAtRequest, { uri: editor().uri(name), position });
const explain = (name: string, study: string): Promise<Explanation> =>
  editor().request(explainRequest, { uri: editor().uri(name), study });

describe(studiesRequest.method, () => {
  it('lists the studies of a file, also those without a prediction', async () => {
    const studies = await studiesOf(editor().openNew(broken));
    expect(studies.map(({ name, sampleScale, learnable }) => ({ name, sampleScale, learnable }))).toEqual([
      { name: 'S1', sampleScale: 'P* ~ √(N2·d) = 128', learnable: true },
      { name: 'Broken', sampleScale: null, learnable: null },
    ]);
  });

  it('says what a validate block says of level, preset and engine', async () => {
    const block = 'samples: 20 * d\n  validate { level: training  seeds: 4  engine: js }';
    const name = editor().openNew(broken.replace('samples: 20 * d', block));
    const studies = await studiesOf(name);
    expect(studies.map(({ validation }) => validation)).toEqual([{ level: 'training', engine: 'js' }, null]);
  });

  it('knows no studies of a file that is not there', async () => {
    const uri = `${editor().uri('nowhere')}.arch`;
    await expect(ask(editor().connection, studiesRequest, { uri })).resolves.toEqual([]);
  });
});

describe(studyAtRequest.method, () => {
  it.each([
    ['samples: 20', 'S1'],
    ['dense h1', 'S1'],
    ['target cubic', 'S1'],
    ['Nowhere', 'Broken'],
    ['scale d', undefined],
  ])('at %j', async (word, study) => {
    const name = editor().openNew(broken);
    const found = await studyAt(name, editor().positionOf(name, word));
    expect(found?.name).toBe(study);
  });

  it('at a scale of a file with one study', async () => {
    const name = editor().openNew(text);
    const position = editor().positionOf(name, 'scale d');
    expect((await studyAt(name, position))?.name).toBe('S1');
  });
});

describe(explainRequest.method, () => {
  it('derives a prediction step by step, each with its rule, mark and source', async () => {
    const name = editor().openNew(text);
    const page = await explain(name, 'S1');
    expect(page.title).toContain('S1');
    for (const said of [
      'P\\* ~ √(N2·d) = 128',
      'specialization on He₁',
      '√(N2/d)',
      '**claim-i** (published)',
      '**readout** (derived here)',
      'arXiv:2512.04165',
      '| specialization, lazy | √(N1·d) = 512 |',
      'N1 = 4·d (256): below it specialization, lazy; above it lazy, specialization',
      'What it leaves out',
    ]) {
      expect(page.markdown).toContain(said);
    }
    expect(page.markdown).not.toMatch(/\\frac|\\sqrt|\$/);
  });

  it('says why there is no prediction', async () => {
    const name = editor().openNew(text.replace('he(3)', 'he(2)'));
    const page = await explain(name, 'S1');
    expect(page.markdown).toContain('He₂');
    expect(page.markdown).toContain('There is no prediction');
  });

  it('knows no study of another name', async () => {
    const question = { uri: editor().uri(editor().openNew(text)), study: 'S7' };
    expect(await ask(editor().connection, explainRequest, question)).toBeNull();
  });
});
