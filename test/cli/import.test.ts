import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importOnnx } from '../../cli/import/onnx/import.js';
import { importedFile } from '../../cli/import/with-study.js';
import { onnxTestData, pythonWithTorch } from '../run/programs.js';
import { archscale, file } from './archscale.js';
import { nameOf, type PredictionJson, type StudyJson } from './contract.js';

let models: string;

beforeAll(() => {
  models = mkdtempSync(join(tmpdir(), 'archscale-models-'));
  if (!pythonWithTorch) return;
  const { status, stderr } = spawnSync(pythonWithTorch, ['test/cli/import/models.py', models], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}, 120_000);
afterAll(() => rmSync(models, { recursive: true, force: true }));

/** The .arch text of a model that can be imported in full. */
function imported(path: string): string {
  const { code, stdout, stderr } = archscale(['import', path]);
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
  expect(stderr).toMatch(/^(\d+) of \1 layers with weights imported\.$/m);
  return stdout;
}

/** The .arch text of a model of which something is not imported, with a study all the same. */
function importedInPart(path: string, lost: RegExp): string {
  expect(archscale(['import', path]).stdout).not.toMatch(/^study /m);
  const { code, stdout, stderr } = archscale(['import', path, '--allow-partial']);
  expect({ path, code, stderr }).toMatchObject({ code: 5 });
  expect(stderr).toMatch(new RegExp(`^\\d+ of \\d+ layers with weights imported; not imported: .*${lost.source}`, 'm'));
  return stdout;
}

/** The lines of the network, without indentation. */
function network(text: string): string[] {
  const body = /network \S+ \{\n([^}]*)\}/.exec(text)?.[1] ?? '';
  return body.split('\n').flatMap((line) => line.trim() || []);
}

/** The same without comments. */
function layers(text: string): string[] {
  return network(text).filter((line) => !line.startsWith('//'));
}

function predicted(text: string): StudyJson {
  const { code, stdout } = archscale(['predict', file(text), '--format', 'json']);
  const study = (JSON.parse(stdout) as PredictionJson).studies.at(-1);
  expect(code).toBe(0);
  if (!study) throw new Error('no study');
  return study;
}

describe.skipIf(!pythonWithTorch)('models that PyTorch exports', () => {
  it('keeps names, makes equal sizes one scale, and finds an identity around a layer', () => {
    const text = imported(join(models, 'skip.onnx'));
    expect(text).toMatch(/^scale d = 16\nscale N = 64$/m);
    expect(network(text)).toEqual([
      'input gaussian(d)',
      'dense h1 (width: N, activation: erf)',
      'residual dense h2 (width: N, activation: sin)',
      'output linear',
    ]);
  });

  it('puts activations together from their steps, and says where another of the same degrees stands in', () => {
    expect(network(imported(join(models, 'mixed.onnx')))).toEqual([
      'input gaussian(d)',
      '// A BatchNormalization behind it only scales, once its statistics are fixed.',
      'dense h0 (width: N, activation: silu)',
      '// The model has a leaky relu, which has the Hermite degrees of relu.',
      'dense h3 (width: N, activation: relu)',
      '// 10 outputs in the model, of which one is like another.',
      'output linear',
    ]);
  });

  it('names both of two branches that the data choose between, and takes a shape that they choose as none', () => {
    const chosen = importedInPart(join(models, 'choosing.onnx'), /left \(64 to 64\), right \(64 to 64\)/);
    expect(network(chosen)).toEqual([
      'input gaussian(d)',
      'dense h (width: N, activation: erf)',
      '// Not imported: If takes one of two branches as the model runs: Gemm left, Tanh; or else Gemm right.',
      'output linear',
    ]);
    expect(layers(imported(join(models, 'squeezing.onnx')))).toEqual([
      'input tokens(L, d)',
      'dense h (width: N, activation: erf)',
      'output linear',
    ]);
  });

  it('takes a convolution whose patches do not overlap', () => {
    const text = imported(join(models, 'patches.onnx'));
    // 32/8 = 4 patches a side, 3 * 8 * 8 numbers each.
    expect(text).toMatch(/scale n = 16\nscale S = 192\nscale C = 64/);
    expect(network(text)).toEqual(['input patches(n, S)', 'conv c0 (channels: C, activation: gelu)', 'output flatten']);
  });

  it.each([
    ['pictures', [/Conv 0: 16 channels, kernel 3×3, stride 1×1: its patches overlap/, /MaxPool 2 \(kernel 2×2\)/]],
    ['words', [/LSTM lstm of 64 units/]],
    ['headless', [/Attention \w+ does not say how many heads it has/]],
  ])('%s: names what the language lacks, at its place and as a warning', (model, gaps) => {
    const { code, stdout, stderr } = archscale(['import', join(models, `${model}.onnx`)]);
    expect(code).toBe(5);
    for (const gap of gaps) {
      const line = stdout.split('\n').findIndex((text) => text.includes('// Not imported: ') && gap.test(text)) + 1;
      expect(line).toBeGreaterThan(0);
      expect(stderr).toMatch(new RegExp(`imported.arch:${line}:\\d+: warning: .*${gap.source}`));
    }
    expect(archscale(['predict', file(stdout)])).toMatchObject({ code: 0 });
  });

  it('reads a module in the order of its parts', () => {
    expect(network(imported(join(models, 'module.pt')))).toEqual([
      'input gaussian(d)',
      'dense h0 (width: N, activation: tanh)',
      'norm norm2',
      'dense h3 (width: d, activation: relu)',
      'output linear',
    ]);
  });

  it.each(['nested', 'old'])('reads a state_dict, and says that it knows no activations: %s.pt', (name) => {
    const lines = network(importedInPart(join(models, `${name}.pt`), /order, activations and strides/));
    const unknown = '// A state_dict does not say which activation comes here: put yours in the place of relu.';
    expect(lines).toEqual([
      'input gaussian(d)',
      unknown,
      'dense h0 (width: N, activation: relu)',
      'norm norm2',
      unknown,
      'dense h3 (width: d, activation: relu)',
      'output linear',
    ]);
  });
});

describe.skipIf(!pythonWithTorch)('transformers', () => {
  const headed = 'heads: H, width: N, activation: gelu, scores: lowrank(dk)';

  it('are written in blocks: norms, attention, a dense layer, both within an identity, under their names', () => {
    const text = imported(join(models, 'transformer.onnx'));
    expect(layers(text)).toEqual([
      'input tokens(L, d)',
      `block b1 (${headed})`,
      `block b2 (${headed})`,
      'output linear',
    ]);
    expect(text).toMatch(/scale d {2}= 64\nscale L {2}= 16\nscale H {2}= 4\nscale N {2}= 256\nscale dk = 16/);
    expect(text).toContain('// In the model ln1, attn and attn.out_proj, ln2, fc and proj.');
    expect(predicted(text).target).toBe('attend');
  });

  it.each(['gpt', 'gpt-open'])('with one product for queries, keys and values, and a mask: %s.onnx', (name) => {
    const text = imported(join(models, `${name}.onnx`));
    expect(layers(text)).toEqual([
      'input tokens(L, d)',
      `block h_0 (${headed})`,
      `block h_1 (${headed})`,
      'norm ln_f',
      'output linear',
    ]);
    expect(text).toMatch(/scale d {2}= 64\n.*\nscale H {2}= 4\nscale N {2}= 256\nscale dk = 16/);
    expect(predicted(text).target).toBe('attend');
  });

  it('with RMS norms and gates, of which it is said that they are left out', () => {
    const text = importedInPart(join(models, 'llama.onnx'), /up_proj \(128 to 384\)/);
    expect(layers(text)).toEqual([
      'input tokens(L, d)',
      'block layers_0 (heads: H, width: N, activation: silu, scores: lowrank(dk))',
      'output linear',
    ]);
    expect(text).toMatch(/scale d {2}= 128\nscale L {2}= 16\nscale H {2}= 2\nscale N {2}= 384\nscale dk = 64/);
    expect(text).toContain('// Not imported: up_proj multiplies the units of gate_proj');
  });

  it('on patches of a picture, with norms behind the identities', () => {
    const text = imported(join(models, 'vision.onnx'));
    expect(layers(text)).toEqual([
      'input tokens(L, d)',
      'dense patch (width: N, activation: linear)',
      'block layers_0 (heads: H, width: N2, activation: gelu, scores: lowrank(dk))',
      'block layers_1 (heads: H, width: N2, activation: gelu, scores: lowrank(dk))',
      'output linear',
    ]);
    // 3 * 8 * 8 numbers in each of 4 * 4 patches.
    expect(text).toMatch(/scale d {2}= 192\nscale L {2}= 16\n/);
  });

  it.each(['multi-head', 'grouped', 'opset-23', 'packed'])('with attention as one operator: %s.onnx', (name) => {
    const path = join(models, `${name}.onnx`);
    const text = name === 'grouped' ? importedInPart(path, /0 \(in part\)/) : imported(path);
    expect(layers(text)[1]).toMatch(/^block \w+ \(heads: H, width: N, activation: gelu, scores: lowrank\(dk\)\)$/);
    expect(text).toMatch(/scale d {2}= 64\nscale L {2}= 16\nscale H {2}= 4\nscale N {2}= 256\nscale dk = 16/);
    expect(text.includes('The 4 heads share 2 sets of keys and values')).toBe(name === 'grouped');
    expect(predicted(text).target).toBe('attend');
  });

  it.each([
    ['gpt', ['block h_0', 'block h_1', 'norm ln_f'], 'd = 64', 'N = 256'],
    ['llama', ['block layers_0'], 'd = 128', 'N = 384'],
    ['vision', ['dense patch', 'block layers_0', 'block layers_1'], 'd = 192', 'N2 = 128'],
  ])('are found in the names and shapes of a state_dict: %s.pt', (name, wanted, ...sizes) => {
    const text = importedInPart(join(models, `${name}.pt`), /order, activations and strides/);
    expect(layers(text).map((line) => line.replace(/ \(.*/, ''))).toEqual([
      'input tokens(L, d)',
      ...wanted,
      'output linear',
    ]);
    expect(text).toContain('The file does not say how many heads it has: 64 numbers for each are taken here.');
    for (const size of sizes) expect(text.replace(/ +=/g, ' =')).toContain(`scale ${size}\n`);
    expect(predicted(text).target).toBe('attend');
  });
});

describe.skipIf(!pythonWithTorch)('exported to PyTorch and imported again', () => {
  const dense = 'scale d = 16 scale N = 64';
  it.each([
    [dense, 'input gaussian(d) dense h (width: N, activation: erf) output linear', 'he(3)'],
    [
      dense,
      'input gaussian(d) dense a (width: N, activation: relu) residual dense b (width: N, activation: gelu) output linear',
      'he(2)',
    ],
    [
      'scale n = 8 scale S = 4 scale C = 12',
      'input patches(n, S) conv c (channels: C, activation: tanh) conv e (channels: C, activation: sin) output flatten',
      'he(3)',
    ],
    [
      'scale n = 8 scale S = 4 scale C = 12',
      'input patches(n, S) conv c (channels: C, activation: linear) output mean',
      'he(1)',
    ],
    [
      'scale n = 8 scale S = 4 scale C = 12',
      'input patches(n, S) conv c (channels: C, activation: quadratic) output sum',
      'he(2)',
    ],
    ['scale L = 8 scale d = 16 scale H = 3', 'input tokens(L, d) attention a (heads: H) output linear', 'attentive(3)'],
    [
      'scale L = 8 scale d = 16 scale H = 3 scale N = 24 scale r = 4',
      'input tokens(L, d) dense e (width: N, activation: linear) attention a (heads: H, scores: lowrank(r)) output linear',
      'attentive(3)',
    ],
  ])('predicts the same: %s %s %s', (scales, body, target) => {
    const original = `${scales} network Net { ${body} } target y = ${target} study S { network: Net target: y samples: 200 }`;
    const script = file(archscale(['export', file(original), '--to', 'pytorch']).stdout, 'net.py');
    const onnx = join(dirname(script), 'net.onnx');
    const options = ['--steps', '1', '--test', '50', '--onnx', onnx];
    expect(spawnSync(pythonWithTorch ?? '', [script, ...options], { encoding: 'utf8' }).stderr).not.toContain('Error');
    const again = predicted(imported(onnx).replace(/^target (\w+) = .*$/m, `target $1 = ${target}`));
    const before = predicted(original);
    expect(again.patterns.map(nameOf)).toEqual(before.patterns.map(nameOf));
    expect(again.patterns.map(({ energy }) => energy.value)).toEqual(
      before.patterns.map(({ energy }) => expect.closeTo(energy.value, 6) as number),
    );
    expect(again.samples.value).toBeCloseTo(before.samples.value, 6);
  });
});

describe.skipIf(!onnxTestData)('the models that the ONNX project ships', () => {
  const files = readdirSync(onnxTestData ?? '.', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.onnx'))
    .sort();

  it('all give a file of the language without errors', async () => {
    expect(files.length).toBeGreaterThan(500);
    for (const name of files) {
      const { diagnostics } = await importedFile(await importOnnx(join(onnxTestData ?? '', name)), 'imported.arch');
      expect({ name, errors: diagnostics.filter(({ severity }) => severity === 'error') }).toEqual({
        name,
        errors: [],
      });
    }
  }, 300_000);

  it.each([
    ['pytorch-converted/test_Linear', /dense h \(width: \w+, activation: linear\)/],
    ['pytorch-converted/test_Conv2d', /Not imported: Conv .*: 4 channels, kernel 3×2, stride 1×1: its patches overlap/],
    ['pytorch-converted/test_Embedding', /Not imported: The model has no layer of the language\./],
    ['pytorch-converted/test_MaxPool2d', /Not imported: MaxPool .*\(kernel 3×3\)/],
    ['node/test_if', /Not imported: If takes one of two branches as the model runs: a constant; or else a constant\./],
    ['pytorch-operator/test_operator_mm', /Not imported: Gemm multiplies data with data\. With it is lost: input 1\./],
  ])('%s', (name, wanted) => {
    const { stdout } = archscale(['import', join(onnxTestData ?? '', name, 'model.onnx')]);
    expect(stdout).toMatch(wanted);
  });
});

it('writes to a file what it would print, and keeps what is there when it fails', () => {
  const out = file('mine', 'mine.arch');
  const bad = file('not a model', 'model.onnx');
  expect(archscale(['import', bad, '--out', out])).toMatchObject({ code: 2, stdout: '' });
  expect(readFileSync(out, 'utf8')).toBe('mine');
  expect(basename(bad)).toBe('model.onnx');
});
