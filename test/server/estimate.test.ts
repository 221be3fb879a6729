import { EmptyFileSystem, URI } from 'langium';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import german from '../../l10n/bundle.l10n.de.json';
import { lowerStudy } from '../../language/index.js';
import { loadText } from '../../language/text.js';
import { words } from '../../present/words/words.js';
import { estimatesPath, keepEstimate } from '../../validation/estimate/store.js';
import { onNotified } from '../../protocol/connection.js';
import {
  adviseRequest,
  comparisonRequest,
  diagramRequest,
  estimatedNotification,
  explainRequest,
  learningCurveRequest,
  predictAtRequest,
  predictionsRequest,
  studiesRequest,
} from '../../protocol/requests.js';
import { startEditor, type Editor } from './editor.js';

const text = `scale d = 64
scale N = 64

network TwoLayer {
  input gaussian(d)
  dense h (width: N, activation: erf)
  output linear
}

target cubic = he(3)

study Cubic {
  network: TwoLayer
  target: cubic
  samples: 100
}
`;

interface Started {
  readonly editor: Editor;
  /** Waits until the server has told of one more estimate. */
  readonly estimated: () => Promise<void>;
  /** How many estimates the server has told of. */
  readonly count: () => number;
}

/** An editor in which the file is open. */
async function started(options: Parameters<typeof startEditor>[0] = {}, content = text): Promise<Started> {
  const editor = await startEditor({ settings: { estimates: true }, ...options });
  let count = 0;
  onNotified(editor.connection, estimatedNotification, () => void count++);
  editor.open('net.arch', content);
  let seen = 0;
  const estimated = async (): Promise<void> => {
    await expect.poll(() => count, { timeout: 30_000 }).toBeGreaterThan(seen);
    seen = count;
  };
  return { editor, estimated, count: () => count };
}

const said = async (editor: Editor): Promise<string> =>
  (await editor.textWithHints('net.arch'))
    .split('\n')
    .filter((line) => line.includes('⟦'))
    .join('\n');

const keptIn = (editor: Editor): string => estimatesPath(fileURLToPath(editor.uri('.')));

/** The numbers of samples that the file of kept estimates has, by the sizes d and N: none is what an estimate would say. */
const keptNumbers = [
  { d: 64, N: 64, samples: 1111 },
  { d: 32, N: 64, samples: 555 },
  { d: 64, N: 4, samples: 444 },
];

/** The file of kept estimates. */
async function keptFile(): Promise<Record<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), 'archscale-kept-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const { d, N, samples } of keptNumbers) {
    const { studies } = await loadText(sized(d, N), 'net.arch', URI.file('/net.arch'), {
      context: EmptyFileSystem,
      wording: words,
    });
    const [study] = studies.flatMap((node) => lowerStudy(node) ?? []);
    if (!study) throw new Error('the text has no study');
    const about = { model: 'closed', pattern: 'specialization', variable: 'd', exponent: 0.5 } as const;
    await keepEstimate(folder, study, { ...about, samples, interval: [samples / 2, 2 * samples] });
  }
  return { '.archscale/estimates.json': readFileSync(estimatesPath(folder), 'utf8') };
}

const sized = (d: number, N: number): string => text.replace('d = 64', `d = ${d}`).replace('N = 64', `N = ${N}`);

/** An editor that trusts the workspace, in whose folder estimates are kept. */
const trusted = async (more: Parameters<typeof startEditor>[0] = {}): Promise<Started> =>
  started({ files: await keptFile(), initializationOptions: { keepsEstimates: true }, ...more });

describe('the estimate of P*', () => {
  it('appears in hints, hover, summary, pages and JSON once nobody types', async () => {
    const { editor, estimated } = await trusted();
    expect(await said(editor)).toContain('study Cubic {⟦P* ~ √(N·d) = 64⟧');
    const uri = editor.uri('net.arch');
    const before = await editor.request(predictionsRequest, { uri });
    expect(before.studies[0]?.estimate).toBeNull();
    const refreshes = editor.refreshes;
    await estimated();
    await editor.nextRefresh(refreshes);
    const hints = await said(editor);
    expect(hints).toContain('study Cubic {⟦P* ~ √(N·d), about 1100 (estimate)⟧');
    expect(hints).toContain('samples: 100⟦below P*, about 1100 (estimate)⟧');
    const { studies } = await editor.request(predictionsRequest, { uri });
    expect(studies[0]?.estimate).toMatchObject({ level: 'estimate', samples: 1111, interval: [555.5, 2222] });
    // What is learnable stays what the heuristic says.
    expect(studies[0]?.learnable).toBe(before.studies[0]?.learnable);
    const hover = await editor.hover('net.arch', editor.positionOf('net.arch', 'Cubic'));
    expect(hover).toContain('study `Cubic`**: P\\* ~ √(N·d) = 64');
    expect(hover).toContain('Estimate at these sizes: alignment 1/2 needs about 1100 samples (560 to 2200)');
    expect(hover).toContain('Its samples are below P\\*, about 1100 (estimate, 560 to 2200).');
    const [summary] = await editor.request(studiesRequest, { uri });
    expect(summary?.sampleScale).toBe('P* ~ √(N·d), about 1100 (estimate)');
    expect(summary?.estimate).toContain('The estimate grows as d^0.500 here.');
    const curve = await editor.request(learningCurveRequest, { uri, study: 'Cubic', measured: [] });
    expect(curve.estimate).toEqual({ value: 1111, interval: [555.5, 2222], text: '1100 (560 to 2200)' });
    const { studies: compared } = await editor.request(comparisonRequest, { uri });
    expect(compared[0]?.estimate).toMatchObject({ value: 1111 });
    const diagram = await editor.request(diagramRequest, { uri, study: 'Cubic', x: 'd', y: 'N' });
    if (diagram.kind !== 'diagram') throw new Error(diagram.kind);
    expect(diagram.scene.estimate?.lines.length).toBeGreaterThan(0);
    expect(diagram.scene.estimate?.factor).toBeCloseTo(1111 / 64, 6);
    expect(diagram.point.estimate).toEqual({ text: '1100 (560 to 2200)', verdict: 'below P*, about 1100 (estimate)' });
    const moved = { uri, study: 'Cubic', x: 'd', y: 'N', sizes: { d: 65 } };
    expect((await editor.request(predictAtRequest, moved)).estimate).toBeNull();
    const page = await editor.request(explainRequest, { uri, study: 'Cubic' });
    expect(page.markdown).toContain('alignment 1/2 needs about 1100 samples (560 to 2200)');
  });

  it('is made in the background, and neither read nor kept on the disk where the workspace is not trusted', async () => {
    const files = await keptFile();
    const { editor, estimated } = await started({ files });
    await estimated();
    const uri = editor.uri('net.arch');
    const { studies } = await editor.request(predictionsRequest, { uri });
    const { samples = 0, interval = [0, 0] } = studies[0]?.estimate ?? {};
    expect(samples).not.toBe(1111);
    expect(interval[0]).toBeLessThan(samples);
    expect(interval[1]).toBeGreaterThan(samples);
    expect(readFileSync(keptIn(editor), 'utf8')).toBe(files['.archscale/estimates.json']);
  });

  it('is kept beside the file where the workspace is trusted', async () => {
    const { editor, estimated } = await started({ initializationOptions: { keepsEstimates: true } });
    await estimated();
    const { studies } = await editor.request(predictionsRequest, { uri: editor.uri('net.arch') });
    const samples = studies[0]?.estimate?.samples;
    expect(samples).toBeGreaterThan(0);
    expect(readFileSync(keptIn(editor), 'utf8')).toContain(`"samples": ${samples}`);
  });

  it('of advised sizes is made when advice is asked for, and is in the advice then', async () => {
    const { editor, estimated } = await trusted();
    await estimated();
    const question = { uri: editor.uri('net.arch'), study: 'Cubic', free: ['N'], goal: 'samples' } as const;
    const markdown = async (): Promise<string> => {
      const advice = await editor.request(adviseRequest, question);
      return advice.kind === 'advice' ? advice.markdown : advice.reason;
    };
    expect(await markdown()).not.toContain('estimate');
    await estimated();
    expect(await markdown()).toContain('With these sizes alignment 1/2 needs about 440 samples (estimate, 220 to 890)');
  });

  it('of other sizes is never shown, and that of the old ones is there again when they are', async () => {
    const { editor, estimated, count } = await trusted();
    await estimated();
    expect(await said(editor)).toContain('about 1100 (estimate)');
    editor.replace('net.arch', 'd = 64', 'd = 32');
    await expect.poll(() => said(editor)).toContain('study Cubic {⟦P* ~ √(N·d) = 45.3⟧');
    await estimated();
    expect(await said(editor)).toContain('study Cubic {⟦P* ~ √(N·d), about 560 (estimate)⟧');
    const made = count();
    editor.replace('net.arch', 'd = 32', 'd = 64');
    await expect.poll(() => said(editor)).toContain('about 1100 (estimate)');
    // Names and samples are not what it is of.
    editor.replace('net.arch', 'samples: 100', 'samples: 100000');
    editor.replace('net.arch', 'network TwoLayer', 'network Renamed');
    editor.replace('net.arch', 'network: TwoLayer', 'network: Renamed');
    await expect.poll(() => said(editor)).toContain('samples: 100000⟦above P*, about 1100 (estimate)⟧');
    expect(await said(editor)).toContain('study Cubic {⟦P* ~ √(N·d), about 1100 (estimate)⟧');
    expect(count()).toBe(made);
  });

  it('is begun anew by an edit of the sizes while it is made: none comes of the earlier text', async () => {
    const { editor, estimated, count } = await started();
    let last = 64;
    for (const size of [62, 60, 58]) {
      // About when the work for the size before begins, and later.
      await new Promise((resolve) => setTimeout(resolve, 950 + 100 * (64 - size)));
      editor.replace('net.arch', `d = ${last}`, `d = ${size}`);
      last = size;
    }
    await estimated();
    await expect.poll(() => said(editor), { timeout: 60_000 }).toContain('(estimate)');
    const { studies } = await editor.request(predictionsRequest, { uri: editor.uri('net.arch') });
    // The work on the earlier texts was ended: the server tells of the last one alone.
    expect(count()).toBe(1);
    const fresh = await started({}, sized(last, 64));
    await fresh.estimated();
    const other = await fresh.editor.request(predictionsRequest, { uri: fresh.editor.uri('net.arch') });
    expect(studies[0]?.estimate).toEqual(other.studies[0]?.estimate);
  });

  it('is neither made nor shown where the setting says so, and made when it is switched on', async () => {
    const { editor, estimated, count } = await trusted({ settings: { estimates: false } });
    await editor.diagnostics('net.arch');
    await new Promise((resolve) => setTimeout(resolve, 2500));
    expect(count()).toBe(0);
    editor.configure({ estimates: true });
    await estimated();
    expect(await said(editor)).toContain('about 1100 (estimate)');
    editor.configure({ estimates: false });
    await expect.poll(() => said(editor)).toContain('study Cubic {⟦P* ~ √(N·d) = 64⟧');
  });

  it('that cannot be made leaves everything as it was, and the hover says why', async () => {
    const refused = text.replace('gaussian(d)', 'gaussian(64)').replace('width: N', 'width: 64');
    const { editor, estimated } = await started({}, refused);
    const before = await said(editor);
    await estimated();
    expect(await said(editor)).toBe(before);
    const hover = await editor.hover('net.arch', editor.positionOf('net.arch', 'Cubic'));
    expect(hover).toContain('There is no estimate of P\\* in numbers. Cubic has no size to sweep');
  });

  it('speaks the language of the editor', async () => {
    const initializationOptions = { keepsEstimates: true, texts: german };
    const { editor, estimated } = await trusted({ files: await keptFile(), initializationOptions });
    await estimated();
    expect(await said(editor)).toContain('study Cubic {⟦P* ~ √(N·d), etwa 1100 (Schätzung)⟧');
    expect(await said(editor)).toContain('samples: 100⟦unter P*, etwa 1100 (Schätzung)⟧');
  });
});
