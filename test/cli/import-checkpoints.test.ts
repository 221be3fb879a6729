import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pythonWithTorch } from '../run/programs.js';
import { archscale, file } from './archscale.js';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'archscale-checkpoints-'));
  if (!pythonWithTorch) {
    process.stderr.write('PyTorch is missing (Debian: python3-torch): files of torch.save are not tested.\n');
    return;
  }
  const { status, stderr } = spawnSync(pythonWithTorch, ['test/cli/import/checkpoints.py', folder], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
}, 240_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function imported(name: string, ...options: string[]) {
  const environment = { ARCHSCALE_PYTHON: pythonWithTorch ?? '' };
  const { code, stdout, stderr } = archscale(['import', join(folder, name), ...options], environment);
  const body = /network \w+ \{\n([^}]*)\}/.exec(stdout)?.[1] ?? '';
  const layers = body.split('\n').flatMap((line) => {
    const short = line.trim().replace(/\((?:width|heads)[^)]*?(?:, activation: (\w+))?(?:, scores.*)?\)+$/, '$1');
    return short === '' || /^(\/\/|input|output)/.test(short) ? [] : short.trim();
  });
  return { code, stdout, layers, last: stderr.trim().split('\n').at(-1) ?? '' };
}

describe.skipIf(!pythonWithTorch)('a module', () => {
  it('of Sequentials is read in full, with activations by their Hermite degrees', () => {
    expect(imported('sequence.pt')).toMatchObject({
      code: 0,
      layers: ['dense h0 relu', 'dense h2 tanh', 'dense h4_0 relu'],
      last: '4 of 4 layers with weights imported.',
    });
  });

  it('with code of its own is read in part, and says that its calls are not known', () => {
    const { code, stdout, last } = imported('Turned.pt');
    expect({ code, last }).toEqual({
      code: 5,
      last: '3 of 3 layers with weights imported; not imported: Turned.forward (order of calls, functional calls).',
    });
    expect(stdout).not.toMatch(/^study /m);
  });

  it('is read in the order of its calls where its code may run', () => {
    expect(imported('Turned.pt', '--run-python')).toMatchObject({
      code: 0,
      layers: ['dense fc1 relu', 'dense fc2 tanh'],
    });
    const { code, stdout } = imported('Attending.pt', '--run-python');
    expect(code).toBe(0);
    expect(stdout).toMatch(/residual attention \w+ \(heads: H, scores: lowrank\(dk\)\)/);
    expect(stdout).toMatch(/scale H +(= 4)\n/);
  });

  it('with gates is read in part', () => {
    expect(imported('Gated.pt', '--run-python')).toMatchObject({
      code: 5,
      last: expect.stringContaining('not imported: both (in part)') as string,
    });
  });

  it.each([
    ['Choosing.pt', /torch\.fx cannot follow its forward .*: export ONNX instead\.$/],
    ['script.pt', /it is TorchScript, a program: export ONNX instead/],
  ])('that cannot be followed is refused in a sentence: %s', (name, reason) => {
    const { code, last } = imported(name, '--run-python');
    expect(code).toBe(2);
    expect(last).toMatch(reason);
  });

  it('of convolutions does not become its readout', () => {
    const { code, stdout, last } = imported('pictures.pt');
    expect(code).toBe(5);
    expect(stdout).not.toMatch(/^network /m);
    expect(last).toMatch(
      /^0 of 2 layers with weights imported; not imported: 0 \(5x5\), MaxPool2d 2 \(without weights\), 4 \(dense\)/,
    );
  });
});

describe.skipIf(!pythonWithTorch)('weights by name', () => {
  it.each([
    ['LSTM.pth', /^0 of 2 .*order, activations and strides/, /LSTM .*of 16 units: the heuristic has no rule for gates/],
    ['GRU.pth', /^0 of 2 /, /GRU .*of 16 units: the heuristic has no rule for gates/],
    ['RNN.pth', /^0 of 2 /, /RNN .*of 16 units: how many steps it takes is not known/],
    ['raw.pt', /not imported: W \(4x8\)/, /The weights W \(4×8\): the file does not say what is done with them/],
    ['cnn.pt', /^0 of 3 .*not imported: 0 \(6x1x5x5\), 2 \(16x6x5x5\)/, /the file does not say its stride/],
    ['quantised.pt', /^2 of 2 .*order, activations and strides/, /dense h0/],
    ['prefixed.pth.tar', /^2 of 2 .*order, activations and strides/, /dense h0/],
    ['plain.safetensors', /^2 of 2 .*order, activations and strides/, /dense h0/],
  ])('are an import in part: %s', (name, line, text) => {
    const { code, stdout, last } = imported(name);
    expect(code).toBe(5);
    expect(last).toMatch(line);
    expect(stdout).toMatch(text);
    expect(stdout).not.toMatch(/^study /m);
  });
});

describe('a safetensors file that is none', () => {
  const head = (text: string, length = text.length): Buffer => {
    const begin = Buffer.alloc(8);
    begin.writeBigUInt64LE(BigInt(length));
    return Buffer.concat([begin, Buffer.from(text)]);
  };
  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a length beyond the end', head('{}', 2 ** 40)],
    ['no JSON', head('{"a"')],
    ['no tensors', head('{}')],
    ['a list', head('[1, 2]')],
    ['shapes that are none', head('{"a": {"dtype": "F32", "shape": [-1]}}')],
  ])('is refused in a sentence: %s', (_, content) => {
    const { code, stdout, stderr } = archscale(['import', file(content, 'm.safetensors')]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^archscale: .*m\.safetensors cannot be imported: its? .*\.\n$/);
  });
});
