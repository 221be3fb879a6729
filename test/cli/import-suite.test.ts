import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importOnnx } from '../../cli/import/onnx/import.js';
import { importedFile } from '../../cli/import/with-study.js';
import { pythonWithTorch } from '../run/programs.js';
import { realModels } from '../run/real-models.js';

/** What an import of a model gives: networks without comments, each layer as kind, name and activation. */
async function read(path: string) {
  const { text, coverage } = await importedFile(await importOnnx(path), 'imported.arch');
  const networks = [...text.matchAll(/network \w+ \{\n([^}]*)\}/g)].map(([, body = '']) =>
    body.split('\n').flatMap((line) => {
      const short = line.trim();
      if (short === '' || short.startsWith('//')) return [];
      const [, head = '', activation = ''] = /^(.*?)(?: \(.*?(?:activation: (\w+).*)?\))?$/.exec(short) ?? [];
      return [short.startsWith('input') ? short.replace(/\(.*/, '') : `${head}${activation && ` ${activation}`}`];
    }),
  );
  const hasStudy = /^study /m.test(text);
  return { text, networks, coverage, hasStudy, isWhole: coverage.missing.length === 0 };
}

type Expected =
  | { readonly networks: readonly (readonly string[])[] }
  /** How many layers of how many, and what the reasons must say of the first loss. */
  | { readonly lost: RegExp; readonly imported: number; readonly total: number };

async function check(path: string, expected: Expected): Promise<void> {
  const { networks, coverage, hasStudy, isWhole } = await read(path);
  if ('networks' in expected) {
    expect({ networks, missing: coverage.missing, hasStudy }).toEqual({
      networks: expected.networks,
      missing: [],
      hasStudy: true,
    });
    expect(coverage.imported).toBe(coverage.total);
  } else {
    expect({ isWhole, hasStudy, imported: coverage.imported, total: coverage.total }).toEqual({
      isWhole: false,
      hasStudy: false,
      imported: expected.imported,
      total: expected.total,
    });
    expect(coverage.missing.map(({ name, what, reason }) => `${name} (${what}): ${reason}`).join('\n')).toMatch(
      expected.lost,
    );
  }
}

const block = (name: string): string => `block ${name} gelu`;

/** Windows over positions, pooling and images are no rules of the language yet: the layers that need them are named. */
const modules: Readonly<Record<string, Expected>> = {
  functional: { networks: [['input gaussian', 'dense fc1 relu', 'dense fc2 tanh', 'output linear']] },
  residual: {
    networks: [
      ['input gaussian', 'dense embed linear', 'residual dense h1 gelu', 'residual dense h2 gelu', 'output linear'],
    ],
  },
  vit: {
    networks: [
      ['input tokens', 'dense patch linear', block('blocks_0'), block('blocks_1'), 'norm norm_', 'output linear'],
    ],
  },
  nanogpt: { networks: [['input tokens', block('h_0'), block('h_1'), 'norm ln_f', 'output linear']] },
  'pre-norm': { networks: [['input tokens', block('layers_0'), block('layers_1'), 'output linear']] },
  'post-norm': { networks: [['input tokens', block('layers_0'), block('layers_1'), 'output linear']] },
  'two-inputs': { networks: [['input gaussian', 'dense fc1 silu', 'output linear']] },
  'einsum-mlp': { networks: [['input gaussian', 'dense h erf', 'output linear']] },
  'einsum-attention': { networks: [['input tokens', block('block_'), 'output linear']] },
  spelled: {
    networks: [
      [
        'input gaussian',
        'dense layers_0 relu',
        'dense layers_1 tanh',
        'dense layers_2 relu',
        'dense layers_3 quadratic',
        'dense layers_4 silu',
        'dense layers_5 relu',
        'dense layers_6 relu',
        'output linear',
      ],
    ],
  },
  recurrent: { networks: [['input gaussian', 'recurrent dense again tanh', 'output linear']] },
  bounded: {
    networks: [
      [
        'input gaussian',
        'dense body_0 relu',
        'dense body_3 relu',
        'norm body_4',
        'dense body_6 relu',
        'dense body_8 tanh',
        'output linear',
      ],
    ],
  },
  lenet: { lost: /^conv1 \(5x5\): .*its patches overlap/, imported: 3, total: 5 },
  resnet: { lost: /^stem \(3x3\): .*its patches overlap/, imported: 0, total: 8 },
  'u-net': { lost: /up \(2x2, stride 2x2, transposed\)/, imported: 0, total: 4 },
  mobilenet: { lost: /^depth \(3x3, depthwise\): .*its channels are grouped/, imported: 3, total: 4 },
  lstm: { lost: /^lstm \(LSTM, 64 units\): .*no rule for gates/, imported: 1, total: 3 },
  'two-tower': { lost: /^item \(48 to 64\)/, imported: 1, total: 2 },
  mixer: { lost: /^tokens \(64 to 32\): .*mixes positions, not units/, imported: 3, total: 5 },
  graph: { lost: /Einsum/, imported: 0, total: 2 },
  cubic: { lost: /Its Hermite degrees are 1 \(60 %\), 3 \(40 %\)/, imported: 2, total: 2 },
  glu: { lost: /Half of the units of fc1 multiply the others/, imported: 2, total: 2 },
};

describe.skipIf(!pythonWithTorch)('modules as people write them (by PyTorch, Debian: python3-torch)', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'archscale-suite-'));
    const { status, stderr } = spawnSync(pythonWithTorch ?? '', ['test/cli/import/suite.py', folder], {
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(stderr);
  }, 240_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(Object.entries(modules))('%s', async (name, expected) => {
    await check(join(folder, `${name}.onnx`), expected);
  });
});

const wakeWord = (name: string): Expected => ({
  networks: [['input gaussian', `dense ${name}1 relu`, `dense ${name}3 relu`, 'output linear']],
});
const normed = (first: string, second: string): string[] => [
  'input gaussian',
  'dense h1 relu',
  `norm ${first}`,
  'dense h4 relu',
  `norm ${second}`,
  'output linear',
];
const overlapping = (imported: number, total: number): Expected => ({ lost: /its patches overlap/, imported, total });

const files: Readonly<Record<string, Expected>> = {
  'alexa_v0.1.onnx': wakeWord('h'),
  'weather_v0.1.onnx': wakeWord('h'),
  'timer_v0.1.onnx': {
    networks: [['input gaussian', 'dense model_1 relu', 'dense model_3 relu', 'dense model_5 relu', 'output linear']],
  },
  'hey_mycroft_v0.1.onnx': { networks: [normed('norm_', 'norm__2')] },
  'hey_rhasspy_v0.1.onnx': { networks: [normed('norm2', 'norm5')] },
  'hey_jarvis_v0.1.onnx': {
    networks: ['verifier_model', 'model'].map((name) => [
      'input gaussian',
      `dense ${name}_1 relu`,
      'norm norm_',
      `dense ${name}_4 relu`,
      'norm norm__2',
      'output linear',
    ]),
  },
  'embedding_model.onnx': overlapping(0, 20),
  'melspectrogram.onnx': overlapping(1, 3),
  'silero_vad.onnx': overlapping(2, 44),
  'silero_vad_legacy.onnx': overlapping(2, 44),
  'silero_vad_v5.onnx': overlapping(0, 16),
  'silero_vad_v6.onnx': overlapping(0, 16),
  'ch_ppocr_mobile_v2.0_cls_infer.onnx': overlapping(24, 54),
  'ch_PP-OCRv4_det_infer.onnx': overlapping(16, 64),
  'ch_PP-OCRv4_rec_infer.onnx': overlapping(16, 47),
};

const models = realModels();

describe.skipIf(models.size === 0)('models in packages of npm', () => {
  it('are those that are expected', () => {
    expect([...models.keys()].sort()).toEqual(Object.keys(files).sort());
  });

  it.each(Object.entries(files))('%s', async (name, expected) => {
    await check(models.get(name) ?? '', expected);
  });

  it.each([...models])('warn once for each reason: %s', async (_, path) => {
    const { diagnostics } = await importedFile(await importOnnx(path), 'imported.arch');
    const reasons = diagnostics
      .filter(({ code }) => code === 'arch-not-imported')
      .map(({ message }) => message.split(': ').at(-1));
    expect(new Set(reasons).size).toBe(reasons.length);
    expect(reasons.length).toBeLessThan(10);
  });
});
