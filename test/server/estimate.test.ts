import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { onNotified } from '../../protocol/connection.js';
import {
  adviseRequest,
  comparisonRequest,
  diagramRequest,
  estimatedNotification,
  learningCurveRequest,
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

const estimateHint = /study Cubic \{⟦P\* ~ √\(N·d\), about \d+ \(estimate\)⟧/;

describe('the estimate of P*', () => {
  it('appears in hints, hover, summary, curve and JSON once nobody types', async () => {
    const { editor, estimated } = await started();
    expect(await said(editor)).toContain('study Cubic {⟦P* ~ √(N·d) = 64⟧');
    const uri = editor.uri('net.arch');
    const before = await editor.request(predictionsRequest, { uri });
    expect(before.studies[0]?.estimate).toBeNull();
    const refreshes = editor.refreshes;
    await estimated();
    await editor.nextRefresh(refreshes);
    const hints = await said(editor);
    expect(hints).toMatch(estimateHint);
    expect(hints).toMatch(/samples: 100⟦below P\*, about \d+ \(estimate\)⟧/);
    const { studies } = await editor.request(predictionsRequest, { uri });
    const estimate = studies[0]?.estimate;
    expect(estimate).toMatchObject({ level: 'estimate', variable: 'd' });
    const { samples = 0, interval = [0, 0] } = estimate ?? {};
    expect(interval[0]).toBeLessThan(samples);
    expect(interval[1]).toBeGreaterThan(samples);
    // What is learnable stays what the heuristic says.
    expect(studies[0]?.learnable).toBe(before.studies[0]?.learnable);
    const hover = await editor.hover('net.arch', editor.positionOf('net.arch', 'Cubic'));
    expect(hover).toContain('study `Cubic`**: P\\* ~ √(N·d) = 64');
    expect(hover).toMatch(/Estimate at these sizes: alignment 1\/2 needs about \d+ samples \(\d+ to \d+\)/);
    expect(hover).toMatch(/Its samples are below P\\\*, about \d+ \(estimate, \d+ to \d+\)\./);
    const [summary] = await editor.request(studiesRequest, { uri });
    expect(summary?.sampleScale).toMatch(/^P\* ~ √\(N·d\), about \d+ \(estimate\)$/);
    const curve = await editor.request(learningCurveRequest, { uri, study: 'Cubic', measured: [] });
    expect(curve.estimate?.value).toBe(samples);
    expect(curve.estimate?.interval).toEqual(interval);
    const { studies: compared } = await editor.request(comparisonRequest, { uri });
    expect(compared[0]?.estimate).toMatchObject({ value: samples });
    const diagram = await editor.request(diagramRequest, { uri, study: 'Cubic', x: 'd', y: 'N' });
    if (diagram.kind !== 'diagram') throw new Error(diagram.kind);
    expect(diagram.scene.estimate?.lines.length).toBeGreaterThan(0);
    expect(diagram.scene.estimate?.factor).toBeCloseTo(samples / 64, 6);
  });

  it('of advised sizes is made when advice is asked for, and is in the advice then', async () => {
    const { editor, estimated } = await started();
    await estimated();
    const question = { uri: editor.uri('net.arch'), study: 'Cubic', free: ['N'], goal: 'samples' } as const;
    const markdown = async (): Promise<string> => {
      const advice = await editor.request(adviseRequest, question);
      return advice.kind === 'advice' ? advice.markdown : advice.reason;
    };
    expect(await markdown()).not.toContain('estimate');
    await estimated();
    expect(await markdown()).toMatch(
      /With these sizes alignment 1\/2 needs about \d+ samples \(estimate, \d+ to \d+\)/,
    );
  });

  it('of other sizes is never shown, and that of the old ones is there again when they are', async () => {
    const { editor, estimated, count } = await started();
    await estimated();
    const old = estimateHint.exec(await said(editor))?.[0];
    editor.replace('net.arch', 'd = 64', 'd = 32');
    await expect.poll(() => said(editor)).toContain('study Cubic {⟦P* ~ √(N·d) = 45.3⟧');
    await estimated();
    const next = estimateHint.exec(await said(editor))?.[0];
    expect(next).toBeDefined();
    expect(next).not.toBe(old);
    const made = count();
    editor.replace('net.arch', 'd = 32', 'd = 64');
    await expect.poll(() => said(editor)).toContain(old);
    // Names and samples are not what it is of.
    editor.replace('net.arch', 'samples: 100', 'samples: 100000');
    editor.replace('net.arch', 'network TwoLayer', 'network Renamed');
    editor.replace('net.arch', 'network: TwoLayer', 'network: Renamed');
    await expect.poll(() => said(editor)).toMatch(/samples: 100000⟦above P\*, about \d+ \(estimate\)⟧/);
    expect(await said(editor)).toContain(old);
    expect(count()).toBe(made);
  });

  it('is begun anew by an edit of the sizes while it is made: none comes of the earlier text', async () => {
    const { editor, estimated } = await started();
    const sizes = [63, 62, 61, 60, 59, 58];
    let last = 64;
    for (const size of sizes) {
      // About when the work for the size before begins.
      await new Promise((resolve) => setTimeout(resolve, 950 + 40 * (64 - size)));
      editor.replace('net.arch', `d = ${last}`, `d = ${size}`);
      last = size;
      expect(await said(editor)).not.toMatch(new RegExp(`d = ${size}\\n[^]*\\(estimate\\)`));
    }
    await estimated();
    await expect.poll(() => said(editor), { timeout: 20_000 }).toMatch(estimateHint);
    const { studies } = await editor.request(predictionsRequest, { uri: editor.uri('net.arch') });
    const fresh = await started({}, text.replace('d = 64', `d = ${last}`));
    await fresh.estimated();
    const other = await fresh.editor.request(predictionsRequest, { uri: fresh.editor.uri('net.arch') });
    expect(studies[0]?.estimate).toEqual(other.studies[0]?.estimate);
  });

  it('is neither made nor shown where the setting says so, and made when it is switched on', async () => {
    const { editor, estimated, count } = await started({ settings: { estimates: false } });
    await editor.diagnostics('net.arch');
    await new Promise((resolve) => setTimeout(resolve, 2500));
    expect(count()).toBe(0);
    editor.configure({ estimates: true });
    await estimated();
    expect(await said(editor)).toMatch(estimateHint);
    editor.configure({ estimates: false });
    await expect.poll(() => said(editor)).toContain('study Cubic {⟦P* ~ √(N·d) = 64⟧');
  });

  it('is kept beside the file where the workspace is trusted, and nowhere else', async () => {
    const file = (editor: Editor): string => join(fileURLToPath(editor.uri('.')), '.archscale', 'estimates.json');
    const untrusted = await started();
    await untrusted.estimated();
    expect(existsSync(file(untrusted.editor))).toBe(false);
    const trusted = await started({ initializationOptions: { keepsEstimates: true } });
    await trusted.estimated();
    const kept = readFileSync(file(trusted.editor), 'utf8');
    expect(kept).toContain('"samples"');
    // What is kept is shown without being made again: here it is another number.
    const planted = kept
      .replace(/"samples": [\d.]+/, '"samples": 1111')
      .replace(/"interval": \[[^\]]+\]/, '"interval": [1000, 1234]');
    const again = await started({
      files: { '.archscale/estimates.json': planted },
      initializationOptions: { keepsEstimates: true },
    });
    await again.estimated();
    expect(await said(again.editor)).toContain('about 1100 (estimate)');
    const ignoring = await started({ files: { '.archscale/estimates.json': planted } });
    await ignoring.estimated();
    expect(await said(ignoring.editor)).not.toContain('about 1100 (estimate)');
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
});
