import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ask } from '../../protocol/connection.js';
import { predictionsRequest } from '../../protocol/requests.js';
import { archscale, twoLayer } from '../cli/archscale.js';
import { startEditor, type Editor } from './editor.js';
import { keptCalibration } from './kept-calibration.js';

/** What the command line prints for a file of the workspace. */
function printed(editor: Editor, name: string): unknown {
  const { stdout } = archscale(['predict', fileURLToPath(editor.uri(name)), '--format', 'json']);
  return JSON.parse(stdout) as unknown;
}

const predictionsOf = (editor: Editor, name: string) => editor.request(predictionsRequest, { uri: editor.uri(name) });

describe(predictionsRequest.method, () => {
  it('answers what the command line prints, also with imports, calibrations and errors', async () => {
    const study = '\nstudy Cubic {\n  network: TwoLayer\n  target: cubic\n}\n';
    const main = `import "./sizes.arch"\n${twoLayer.replace(/^(scale.*\n)+/, '')}${study.replace('Cubic', 'Broken').replace('cubic', 'x')}`;
    const editor = await startEditor({
      files: {
        'net.arch': main,
        'sizes.arch': 'scale d = 64\nscale N = 1024\nscale M\n',
        'net.arch.calibration.json': keptCalibration(),
      },
    });
    const answer = await predictionsOf(editor, 'net.arch');
    expect(answer).toEqual(printed(editor, 'net.arch'));
    expect(answer.studies.map(({ name }) => name)).toEqual(['Cubic']);
    expect(answer.studies[0]?.calibrated).toMatchObject({ run: 'runs/Cubic' });
    expect(answer.diagnostics.map(({ file }) => file.slice(-10))).toContain('sizes.arch');
  });

  it('has the slow checks of the command line', async () => {
    const editor = await startEditor({ files: { 'three.arch': readFileSync('examples/three-layer.arch', 'utf8') } });
    const answer = await predictionsOf(editor, 'three.arch');
    expect(answer).toEqual(printed(editor, 'three.arch'));
    expect(answer.diagnostics.map(({ code }) => code)).toContain('arch-width-changes-nothing');
  });

  it('is about the texts in the editor, also of imported files', async () => {
    const main = `import "./sizes.arch"\n${twoLayer.replace(/^(scale.*\n)+/, '')}`;
    const editor = await startEditor({
      files: { 'net.arch': 'scale d = 3\n', 'sizes.arch': 'scale d = 64\nscale N = 1024\n' },
    });
    editor.open('net.arch', main);
    editor.open('sizes.arch', 'scale d = 64\nscale N = 256\n');
    const [study] = (await predictionsOf(editor, 'net.arch')).studies;
    // By hand: sqrt(N d) = sqrt(256 * 64).
    expect(study?.samples).toMatchObject({ expression: 'sqrt(N*d)', value: 128 });
  });

  it('has no answer for a file that the server does not know', async () => {
    const editor = await startEditor();
    const uri = editor.uri('nowhere.arch');
    expect(await ask(editor.connection, predictionsRequest, { uri })).toBeNull();
  });
});
