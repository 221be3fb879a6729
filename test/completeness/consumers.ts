import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import { activationCode, pytorchKinds } from '../../cli/export/pytorch/layers.js';
import { pytorchScript } from '../../cli/export/pytorch/script.js';
import { archText } from '../../cli/import/arch-text.js';
import type { ImportedNetwork } from '../../cli/import/network.js';
import { importedActivations, importedKinds, importedTargets } from '../../cli/import/kinds.js';
import { applied, identity } from '../../cli/import/activations/pointwise.js';
import { recognised } from '../../cli/import/activations/recognise.js';
import german from '../../l10n/bundle.l10n.de.json';
import { activationHover, keywordHover } from '../../present/markdown/hovers/language.js';
import { targetHover } from '../../present/markdown/hovers/target.js';
import { parityWords, supportWords } from '../../present/words/kinds.js';
import { activations, type ActivationName } from '../../theory/activations/index.js';
import { calibrationOf } from '../../theory/calibration.js';
import { inputKinds, type InputKindName } from '../../theory/input.js';
import { layerKinds, type LayerKindName } from '../../theory/kinds/index.js';
import type { Mark } from '../../theory/kinds/kind.js';
import { isRefusal } from '../../theory/kinds/refusal.js';
import { targetKinds, type TargetKindName } from '../../theory/targets/index.js';
import { torchActivations, torchInputs, torchLayers, torchTargets } from '../../validation/engines/torch/kinds.js';
import { webGpuLayers } from '../../validation/engines/webgpu/kinds.js';
import { stackOf } from '../../validation/engines/webgpu/stack.js';
import { activationCode as wgslActivations } from '../../validation/engines/webgpu/wgsl/activations.js';
import { activationFunction } from '../../validation/network/activations.js';
import { numericKinds } from '../../validation/network/kinds.js';
import { fillGaussian, gaussianSource } from '../../validation/network/random.js';
import { numericNetwork } from '../../validation/network/network.js';
import { numericTargets } from '../../validation/network/target.js';
import { numericAt } from '../../validation/plan.js';
import { rateKinds, rateModel } from '../../validation/rate/measurable.js';
import { dataSet } from '../../validation/training/sample/data-set.js';
import { root } from '../architecture/sources.js';
import type { Family, SmallStudy } from './studies.js';

/** A part of the program that has to know every kind. */
export interface Consumer {
  /** Where a kind is added to it, by what the kind is of. */
  readonly place: Readonly<Record<Family, string>>;
  /** `yes`, or the code of the reason for which it refuses. */
  says(family: Family, name: string): string;
  /** Uses the kind. @throws when that does not work, or when the kind is refused. */
  use(family: Family, name: string, studies: readonly SmallStudy[]): Promise<void> | void;
}

const saying = (entry: unknown): string => (isRefusal(entry) ? entry.refused : entry === undefined ? 'unknown' : 'yes');
const everywhere = (place: string): Consumer['place'] => ({
  layer: place,
  activation: place,
  target: place,
  input: place,
});

/** The first study with which something works; otherwise its last error. */
async function anyOf(studies: readonly SmallStudy[], use: (one: SmallStudy) => unknown): Promise<void> {
  let last: unknown = new Error('no small study of it can be predicted');
  for (const one of studies) {
    try {
      await use(one);
      return;
    } catch (error) {
      last = error;
    }
  }
  throw last;
}

function expectText(text: string | undefined): void {
  if (!text) throw new Error('there is no text');
}

const predict: Consumer = {
  place: {
    layer: 'theory/kinds/index.ts and language/arch.langium',
    activation: 'theory/activations/index.ts',
    target: 'theory/targets/index.ts and language/lowering/target.ts',
    input: 'theory/input.ts, language/arch.langium and language/lowering/network.ts',
  },
  says: () => 'yes',
  use: (_family, _name, studies) => anyOf(studies, () => undefined),
};

const hover: Consumer = {
  place: everywhere('present/words/kinds.ts'),
  says: () => 'yes',
  use(family, name, [one]) {
    if (family === 'activation') expectText(activationHover(name));
    else if (family === 'target') expectText(one && targetHover(one.target.name, one.study.target));
    else expectText(keywordHover(name));
  },
};

const rate: Consumer = {
  place: {
    layer: 'validation/rate/measurable.ts',
    activation: 'validation/network/activations.ts',
    target: 'validation/rate/measurable.ts',
    input: 'validation/rate/measurable.ts',
  },
  says: (family, name) => (family === 'layer' ? saying(rateKinds[name as LayerKindName]) : 'yes'),
  use: (_family, _name, studies) =>
    anyOf(studies, async ({ study }) => {
      const planned = numericAt({ network: study.network, target: study.target }, study.reference);
      expectText(await rateModel(study).seenAt(planned, async () => undefined));
    }),
};

const training: Consumer = {
  place: {
    layer: 'validation/network/kinds.ts',
    activation: 'validation/network/activations.ts',
    target: 'validation/network/target.ts',
    input: 'validation/network/input.ts',
  },
  says(family, name) {
    if (family === 'layer') return saying(numericKinds[name as LayerKindName]);
    return family === 'target' ? saying(numericTargets[name as TargetKindName]) : 'yes';
  },
  use: (family, name, studies) => {
    if (family === 'activation') activationFunction(name);
    return anyOf(studies, ({ study }) => {
      const { network, target } = numericAt({ network: study.network, target: study.target }, study.reference);
      const { x, y } = dataSet({ network, target, seed: 1 }, 'samples', 3);
      const made = numericNetwork(network);
      const parameters = fillGaussian(new Float64Array(made.parameters), gaussianSource(1));
      const pass = made.on(3);
      pass.forward(parameters, x);
      const gradient = new Float64Array(made.parameters);
      pass.backward(parameters, x, y, gradient);
      if (![...pass.output, ...gradient].every(Number.isFinite)) throw new Error('it gives no numbers');
    });
  },
};

const torchFolder = 'validation/engines/torch/archscale_torch';
const python = readdirSync(join(root, torchFolder))
  .filter((file) => file.endsWith('.py'))
  .map((file) => readFileSync(join(root, torchFolder, file), 'utf8'))
  .join('\n');

const torch: Consumer = {
  place: everywhere(`validation/engines/torch/kinds.ts and ${torchFolder}`),
  says(family, name) {
    if (family === 'layer') return saying(torchLayers[name as LayerKindName]);
    if (family === 'activation') return saying(torchActivations[name as ActivationName]);
    return saying(family === 'target' ? torchTargets[name as TargetKindName] : torchInputs[name as InputKindName]);
  },
  use(family, name) {
    if (torch.says(family, name) === 'stands-for-others') return;
    // Compared with Python's own dispatch; test/validation/training/torch-function.test.ts runs it.
    const tested = family === 'activation' ? `"${name}": ` : `kind.*"${name}"`;
    if (!new RegExp(tested).test(python)) throw new Error('its Python does not know it');
  },
};

const webgpu: Consumer = {
  place: everywhere('validation/engines/webgpu/kinds.ts and validation/engines/webgpu/wgsl/activations.ts'),
  says(family, name) {
    if (family === 'layer') return saying(webGpuLayers[name as LayerKindName]);
    // Targets and inputs are made by the embedded engine's code.
    return family === 'activation' ? saying(wgslActivations[name as ActivationName]) : training.says(family, name);
  },
  use: (family, name, studies) => {
    if (family === 'target' || family === 'input') return training.use(family, name, studies);
    if (family === 'activation') {
      if (!/fn value.*fn slope/s.test(wgslActivations[name as ActivationName])) throw new Error('it has no WGSL');
      return;
    }
    // A layer's numbers are compared with the embedded engine's in test/validation/training/webgpu-gradient.test.ts.
    return anyOf(studies, ({ study }) => {
      const { network } = numericAt({ network: study.network }, study.reference);
      if (stackOf(network).steps.length === 0) throw new Error('it makes no kernels of it');
    });
  },
};

const pytorch: Consumer = {
  place: {
    layer: 'cli/export/pytorch/layers.ts',
    activation: 'cli/export/pytorch/layers.ts',
    target: 'cli/export/pytorch/data.ts',
    input: 'cli/export/pytorch/data.ts',
  },
  says(family, name) {
    if (family === 'layer') return saying(pytorchKinds[name as LayerKindName]);
    return family === 'activation' ? saying(activationCode[name as ActivationName]) : 'yes';
  },
  use: (_family, _name, studies) =>
    anyOf(studies, ({ study, prediction }) => {
      const script = pytorchScript({ study, prediction, calibration: calibrationOf(study, prediction, []) });
      if (!script.includes('nn.Module')) throw new Error('it writes no module');
    }),
};

/** What layers of models do with their sums. */
const steps = [
  identity,
  ...['Erf', 'Tanh', 'Relu', 'Sin', 'Gelu', 'Silu'].flatMap((operator) => applied(operator, [identity]) ?? []),
  ...[applied('Mul', [identity, identity])].flatMap((f) => f ?? []),
];

const importing: Consumer = {
  place: {
    layer: 'cli/import/kinds.ts',
    activation: 'cli/import/kinds.ts and cli/import/activations/recognise.ts',
    target: 'cli/import/kinds.ts',
    input: 'cli/import/arch-text.ts',
  },
  says(family, name) {
    if (family === 'layer') return saying(importedKinds[name as LayerKindName]);
    if (family === 'activation') return saying(importedActivations[name as ActivationName]);
    return family === 'target' ? saying(importedTargets[name as TargetKindName]) : 'yes';
  },
  use(family, name) {
    if (family === 'activation' && !steps.some((f) => recognised(f).activation === name))
      throw new Error('no step of a model is this activation');
    if (family === 'target' && isRefusal(importedTargets[name as TargetKindName])) throw new Error('it is refused');
    if (family !== 'layer') return;
    const keyword = name as LayerKindName;
    const sizes = (layerKinds.get(name)?.sizes ?? []).flatMap(({ name: argument, isOptional }) =>
      isOptional ? [] : [{ argument: argument as 'width', value: 8 }],
    );
    const input = layerKinds.get(name)?.accepts[0];
    const common = { kind: 'layer', name: 'one', isResidual: false, remarks: [] } as const;
    const network: ImportedNetwork = {
      name: 'Net',
      parts: [
        { ...common, keyword, sizes, ...(layerKinds.get(name)?.takesActivation && { activation: 'erf' }) },
        // What makes the data tokens, where the layer needs them.
        ...(input === 'tokens' && keyword !== 'attention'
          ? [
              {
                ...common,
                name: 'two',
                keyword: 'attention' as const,
                sizes: [{ argument: 'heads', value: 2 } as const],
              },
            ]
          : []),
      ],
      inputShape: [4],
    };
    const coverage = { imported: 1, total: 1, missing: [] };
    const { text } = archText({ origin: 'a test', networks: [network], coverage });
    if (!new RegExp(`^  ${layerKinds.get(name)?.keyword ?? name} one`, 'm').test(text)) throw new Error(text);
  },
};

const languageDocs = readFileSync(join(root, 'docs/language.md'), 'utf8');
const theoryDocs = readFileSync(join(root, 'docs/theory.md'), 'utf8');

const docs: Consumer = {
  place: everywhere('docs/language.md'),
  says: () => 'yes',
  use(family, name) {
    const section = { layer: '### Layers', activation: '### Layers', target: '## Targets', input: '### Inputs' }[
      family
    ];
    const text = sectionOf(languageDocs, section);
    const said =
      family === 'target' ? (/= ([a-z]+)\(/.exec(targetKinds[name as TargetKindName].example)?.[1] ?? '') : name;
    if (!new RegExp(`\\b${said}\\b`).test(text)) throw new Error(`${section} does not tell of it`);
  },
};

const mark: Consumer = {
  place: everywhere('the mark of its descriptor in theory/, and that section of docs/theory.md'),
  says: () => 'yes',
  use(family, name) {
    if (family === 'activation') {
      if (!sectionOf(theoryDocs, '## State').includes(`\`${name}\``))
        throw new Error('the table in "State" of docs/theory.md lacks it');
      return;
    }
    const { status, section } = markOf(family, name);
    const text = sectionOf(theoryDocs, `## ${section}`);
    if (text === '') throw new Error(`docs/theory.md has no section "${section}"`);
    const names = family === 'layer' && !new RegExp(`\\b${name}`, 'i').test(text);
    if (names && section !== 'Patterns' && section !== 'Convolution') throw new Error(`"${section}" does not name it`);
    if (status !== 'published' && !text.includes(status)) throw new Error(`"${section}" is not marked ${status}`);
  },
};

function markOf(family: Exclude<Family, 'activation'>, name: string): Mark {
  if (family === 'target') return targetKinds[name as TargetKindName].mark;
  if (family === 'input') return inputKinds[name as InputKindName].mark;
  const kind = layerKinds.get(name);
  if (!kind) throw new Error('it has no descriptor');
  return kind.mark;
}

/** A section with all below it, up to the next of its rank. */
function sectionOf(text: string, heading: string): string {
  const start = text.indexOf(`${heading}\n`);
  const rank = /^#+/.exec(heading)?.[0] ?? '##';
  const end = start < 0 ? -1 : text.slice(start + heading.length).search(new RegExp(`^#{1,${rank.length}} `, 'm'));
  return start < 0 ? '' : text.slice(start, end < 0 ? undefined : start + heading.length + end);
}

const translation: Consumer = {
  place: everywhere('l10n/bundle.l10n.de.json'),
  says: () => 'yes',
  use(family, name, [one]) {
    const activation = activations.get(name);
    const say = (): string => {
      if (family === 'activation')
        return activation ? supportWords(activation.support) + parityWords(activation.parity) : '';
      return (family === 'target' ? one && targetHover(one.target.name, one.study.target) : keywordHover(name)) ?? '';
    };
    const english = say();
    l10n.config({ contents: german });
    try {
      if (say() === english) throw new Error('its words are the same in German');
    } finally {
      l10n.config({ contents: {} });
    }
  },
};

/** Every consumer, by the heading of its column in docs/language.md, "What each part does with each kind". */
export const consumers = {
  predict,
  hover,
  rate,
  training,
  torch,
  webgpu,
  'export to PyTorch': pytorch,
  import: importing,
  docs,
  mark,
  translation,
} as const satisfies Readonly<Record<string, Consumer>>;

/** Those that may refuse a kind; all others handle every kind. Measurements may refuse new kinds, and none of `measured`. */
export const mayRefuse: readonly string[] = ['torch', 'webgpu', 'export to PyTorch', 'import', 'training', 'rate'];

/** What the built-in levels must go on to measure. */
export const measured: Readonly<Record<'rate' | 'training', readonly string[]>> = {
  rate: [
    ...['dense', 'conv', 'attention', 'norm', 'recurrent', 'block'],
    ...['erf', 'tanh', 'sin', 'relu', 'gelu', 'silu', 'linear', 'quadratic'],
    ...['hermite', 'attentive', 'mixture', 'hierarchical', 'gaussian', 'patches', 'tokens'],
  ],
  training: [
    ...['dense', 'conv', 'attention', 'norm', 'recurrent', 'block'],
    ...['erf', 'tanh', 'sin', 'relu', 'gelu', 'silu', 'linear', 'quadratic'],
    ...['hermite', 'attentive', 'mixture', 'hierarchical', 'gaussian', 'patches', 'tokens'],
  ],
};
