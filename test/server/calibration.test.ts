import { rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { FileChangeType } from 'vscode-languageserver-protocol';
import { explainRequest, studiesRequest } from '../../protocol/requests.js';
import { keptCalibration as calibration } from './kept-calibration.js';
import { startEditor, type Editor } from './editor.js';

const text = `scale d = 64
scale N = 4096

network TwoLayer {
  input gaussian(d)
  dense h (width: N, activation: erf)
  output linear
}

target cubic = he(3)

study Cubic {
  network: TwoLayer
  target: cubic
  samples: 1000
}
`;

/** An editor in which the file is open, with what lies beside it from the start. */
async function editorWith(beside?: string): Promise<Editor> {
  const files = { 'net.arch': text, ...(beside && { 'net.arch.calibration.json': beside }) };
  const editor = await startEditor({ files });
  editor.open('net.arch', text);
  return editor;
}

const said = async (editor: Editor): Promise<string> =>
  (await editor.textWithHints('net.arch'))
    .split('\n')
    .filter((line) => line.includes('⟦'))
    .join('\n');

it('hints, hover, summary and page show P* in measured numbers and name the run', async () => {
  const editor = await editorWith(calibration());
  const hints = await said(editor);
  expect(hints).toContain('study Cubic {⟦P* ~ √(N·d) = 4096 calibrated⟧');
  // 1000 is above 512 and below 3840.
  expect(hints).toContain('samples: 1000⟦below P* (÷4.1 calibrated)⟧');
  const uri = editor.uri('net.arch');
  const hover = await editor.hover('net.arch', editor.positionOf('net.arch', 'Cubic'));
  const page = await editor.request(explainRequest, { uri, study: 'Cubic' });
  for (const shown of [hover, page.markdown]) {
    expect(shown).toContain('P\\* ~ √(N·d) = 512');
    expect(shown).toContain('Calibrated by run `runs/Cubic`: P\\* = **4096** \\[3840, 4352\\].');
    expect(shown).toContain('measured at the training level for d from 128 to 4096');
    expect(shown).toContain('Outside these sizes (d here) it is carried on.');
    expect(shown).toContain('below the calibrated P\\* (÷4.1): not learnable');
  }
  const [summary] = await editor.request(studiesRequest, { uri });
  expect(summary?.sampleScale).toBe('P* ~ √(N·d) = 4096 calibrated');
  expect(summary?.calibration).toContain('runs/Cubic');
});

it('a calibration that comes, changes or goes while the file is open is seen at once', async () => {
  const editor = await editorWith();
  expect(await said(editor)).toContain('⟦P* ~ √(N·d) = 512⟧');
  const uri = `${editor.uri('net.arch')}.calibration.json`;
  const tell = async (type: FileChangeType): Promise<void> => {
    const before = editor.refreshes;
    await editor.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri, type }] });
    await editor.nextRefresh(before);
  };
  writeFileSync(fileURLToPath(uri), calibration());
  await tell(FileChangeType.Created);
  expect(await said(editor)).toContain('= 4096 calibrated⟧');
  writeFileSync(fileURLToPath(uri), calibration('tanh'));
  await tell(FileChangeType.Changed);
  expect(await said(editor)).toContain('⟦P* ~ √(N·d) = 512⟧');
  const outdated = await editor.diagnostics('net.arch', (found) =>
    found.some(({ code }) => code === 'arch-calibration-outdated'),
  );
  expect(outdated).not.toHaveLength(0);
  rmSync(fileURLToPath(uri));
  await tell(FileChangeType.Deleted);
  await editor.diagnostics('net.arch', (found) => !found.some(({ code }) => code === 'arch-calibration-outdated'));
});

it('it is used no more while the network is another, and used again when that is taken back', async () => {
  const editor = await editorWith(calibration());
  expect(await said(editor)).toContain('calibrated');
  editor.replace('net.arch', 'erf', 'tanh');
  await expect.poll(() => said(editor)).toContain('⟦P* ~ √(N·d) = 512⟧');
  const hover = await editor.hover('net.arch', editor.positionOf('net.arch', 'Cubic'));
  expect(hover).toContain('Not calibrated by run `runs/Cubic`: the network or target has changed');
  editor.replace('net.arch', 'tanh', 'erf');
  await expect.poll(() => said(editor)).toContain('= 4096 calibrated⟧');
});

it('a broken one is a diagnostic at the first study, and everything else works', async () => {
  const editor = await editorWith('{');
  const found = await editor.diagnostics('net.arch', (all) =>
    all.some(({ code }) => code === 'arch-calibration-broken'),
  );
  const [one] = found.filter(({ code }) => code === 'arch-calibration-broken');
  expect(one?.message).toContain('net.arch.calibration.json cannot be used: it is no JSON');
  expect(one?.range.start).toEqual(editor.positionOf('net.arch', 'Cubic'));
  expect(await said(editor)).toContain('⟦P* ~ √(N·d) = 512⟧');
});

it('samples too few in measured numbers are raised to the end of the interval by the quick fix', async () => {
  const editor = await editorWith(calibration());
  const found = await editor.diagnostics('net.arch', (all) => all.some(({ code }) => code === 'arch-samples-below'));
  const diagnostic = found.find(({ code }) => code === 'arch-samples-below');
  const actions = await editor.ask<{ title: string }[]>('textDocument/codeAction', 'net.arch', {
    range: diagnostic?.range,
    context: { diagnostics: [diagnostic], only: ['quickfix'] },
  });
  expect(actions.map(({ title }) => title)).toContain('Raise the samples to P*: 4352');
});
