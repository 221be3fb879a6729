import { basename } from 'node:path';
import { applied, identity } from '../activations/pointwise.js';
import { recognised } from '../activations/recognise.js';
import { withBlocks } from '../blocks.js';
import type { ImportedModel, ImportedPart, Missing } from '../network.js';
import { importGraph } from '../onnx/import.js';
import { readCheckpoint, type TorchModule } from './checkpoint.js';
import { graphOfSequence } from './graph.js';
import { bareLayer, convolution, dense, gap } from './layers.js';
import { operatorOfModule } from './operators.js';
import { importTensors } from './tensors.js';
import { traceModule } from './trace-module.js';
import { withAttention } from './transformers.js';

const withoutEffect = new Set(
  'Identity Dropout Dropout1d Dropout2d AlphaDropout Flatten Unflatten BatchNorm1d BatchNorm2d BatchNorm3d QuantStub DeQuantStub'.split(
    ' ',
  ),
);
const norms = new Set(['LayerNorm', 'RMSNorm']);

/**
 * The network of a file of PyTorch: a module, or a state_dict, of which the weights and their names are known and nothing
 * between them. Of a module the order of steps is known where all its parts stand in a Sequential, or where its own code may
 * run.
 * @param runPython whether the module's own code may run, in a process of its own, to trace its forward.
 * @throws UnreadableModel when it is none.
 * @throws WrongCall when there is no Python.
 */
export async function importCheckpoint(path: string, runPython: boolean): Promise<ImportedModel> {
  const found = await readCheckpoint(path);
  const file = basename(path);
  if ('tensors' in found) return importTensors(found.tensors, path, 'a state_dict');
  if (runPython) {
    const graph = await traceModule(path);
    return importGraph(graph, `${file}: the steps of ${found.name}.forward`, found.name);
  }
  if (found.isSequence) {
    return importGraph(graphOfSequence(found.parts), `${file}: a Sequential of PyTorch`, file.replace(/(\.\w+)+$/, ''));
  }
  const parts = partsOfModules(found.parts);
  const weighted = parts.filter(({ isWeighted }) => isWeighted);
  const lost = parts.flatMap(({ part, name, type, isWeighted }): Missing[] =>
    part?.kind === 'gap'
      ? [{ name: name || type, what: isWeighted ? type : `${type}, without weights`, reason: part.text }]
      : [],
  );
  return {
    origin: `${file}: the parts of a module, in the order of their definition; the order of their calls is not known`,
    networks: [
      {
        name: found.name,
        parts: withBlocks(withAttention(joined(parts))),
        inputShape: [],
        patchReadout: 'flatten',
      },
    ],
    coverage: {
      imported: weighted.filter(({ part }) => part?.kind === 'layer').length,
      total: weighted.length,
      missing: [
        ...lost,
        {
          name: `${found.name}.forward`,
          what: 'order of calls, functional calls',
          reason: 'Nothing of the file is executed: --run-python lets its own code say what it does, or export ONNX.',
        },
      ],
    },
  };
}

/** A module with what it is in the language; undefined where it changes no scale. */
interface FoundPart {
  readonly name: string;
  readonly type: string;
  readonly isWeighted: boolean;
  readonly part: ImportedPart | undefined;
  readonly isActivation?: boolean;
}

function partsOfModules(modules: readonly TorchModule[]): FoundPart[] {
  return modules.map((module): FoundPart => {
    const { name, type, shapes } = module;
    const isWeighted = Object.values(shapes).some((shape) => (shape?.length ?? 0) >= 2);
    const isActivation = operatorOfModule[type] !== undefined;
    return { name, type, isWeighted, part: partOf(module), isActivation };
  });
}

function partOf({ name, type, shapes, settings }: TorchModule): ImportedPart | undefined {
  const weight = shapes['weight'] ?? undefined;
  if (norms.has(type)) return bareLayer('norm', name, []);
  if (type === 'Linear' && weight) return dense(name, weight);
  if (/^Conv\dd$/.test(type) && weight) return convolution(name, weight, settings);
  if (type === 'MultiheadAttention') return multiHead(name, settings);
  if (withoutEffect.has(type) || operatorOfModule[type] !== undefined) return undefined;
  if (type === 'Embedding' && weight)
    return gap(`The embedding ${name} of ${weight[0] ?? '?'} words is no layer of the language.`);
  return gap(`${type} ${name} is no layer of the language.`);
}

/** Parts with the activations that are defined behind them. */
function joined(found: readonly FoundPart[]): ImportedPart[] {
  const parts: ImportedPart[] = [];
  for (const { part, isActivation, type, name } of found) {
    if (part) parts.push(part);
    if (part || !isActivation) continue;
    const last = parts.at(-1);
    const f = applied(operatorOfModule[type] ?? type, [identity]);
    const { activation, remark } = f ? recognised(f) : { activation: undefined, remark: undefined };
    if (last?.kind === 'layer' && last.activation === 'linear' && activation)
      parts[parts.length - 1] = {
        ...last,
        activation,
        remarks: [...last.remarks, ...(remark === undefined ? [] : [remark])],
      };
    else if (last?.kind !== 'gap') parts.push(gap(`${type} ${name} behind no sums of a layer.`));
  }
  return parts;
}

function multiHead(name: string, { embed_dim: width, num_heads: heads }: TorchModule['settings']): ImportedPart {
  if (typeof width !== 'number' || typeof heads !== 'number' || heads < 1)
    return gap(`The attention ${name} does not say how many heads it has.`);
  return {
    ...bareLayer('attention', name, [{ argument: 'heads', value: heads }]),
    fanIn: width,
    rank: Math.max(1, Math.round(width / heads)),
  };
}
