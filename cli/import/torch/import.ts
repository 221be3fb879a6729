import { basename } from 'node:path';
import type { ActivationName } from '../../../theory/activations/index.js';
import { withBlocks } from '../blocks.js';
import type { ImportedLayer, ImportedNetwork, ImportedPart } from '../network.js';
import { readCheckpoint, type TorchModule } from './checkpoint.js';
import { withAttention } from './transformers.js';

const activations: Readonly<Record<string, ActivationName>> = {
  ReLU: 'relu',
  LeakyReLU: 'relu',
  Softplus: 'relu',
  GELU: 'gelu',
  SiLU: 'silu',
  Tanh: 'tanh',
  Sigmoid: 'tanh',
};
const withoutEffect = new Set(['Identity', 'Dropout', 'Flatten', 'Unflatten', 'BatchNorm1d', 'BatchNorm2d']);
const norms = new Set(['LayerNorm', 'RMSNorm']);

/**
 * The network of a file of PyTorch: a module with its parts in the order of their definition, or a state_dict, of which the
 * weights and their names are known and nothing between them.
 * @throws UnreadableModel when it is none.
 */
export async function importCheckpoint(path: string): Promise<ImportedNetwork> {
  const found = await readCheckpoint(path);
  const file = basename(path);
  const isModule = 'parts' in found;
  const parts = withAttention(isModule ? partsOfModules(found.parts) : partsOfTensors(found.tensors));
  const what = isModule ? 'the parts of a module, in the order of their definition' : 'the weights of a state_dict';
  return {
    origin: `${file}: ${what}; identities around layers are not known`,
    name: isModule ? found.name : file.replace(/\.\w+$/, ''),
    parts: withBlocks(parts),
    inputShape: [],
    patchReadout: 'flatten',
  };
}

function partsOfModules(modules: readonly TorchModule[]): ImportedPart[] {
  const parts: ImportedPart[] = [];
  for (const { name, type, shapes, settings } of modules) {
    const weight = shapes['weight'] ?? undefined;
    const activation = activations[type];
    const last = parts.at(-1);
    if (activation !== undefined) {
      if (last?.kind === 'layer' && last.activation === 'linear') parts[parts.length - 1] = { ...last, activation };
      else if (last?.kind !== 'gap') parts.push({ kind: 'gap', text: `${type} ${name} behind no sums of a layer.` });
    } else if (norms.has(type)) parts.push(layer('norm', name, []));
    else if (type === 'Linear' && weight) parts.push(dense(name, weight));
    else if (/^Conv\dd$/.test(type) && weight) parts.push(convolution(name, weight, settings));
    else if (type === 'MultiheadAttention') parts.push(multiHead(name, settings));
    else if (type === 'Embedding' && weight)
      parts.push({
        kind: 'gap',
        text: `The embedding ${name} of ${weight[0] ?? '?'} words is no layer of the language.`,
      });
    else if (!withoutEffect.has(type))
      parts.push({ kind: 'gap', text: `${type} ${name} is no layer of the language.` });
  }
  return parts;
}

/** How people call tables of numbers for words and places. */
const embeddings = /(^|[._])(wte|wpe|words?|\w*emb|\w*embed(ding)?s?|\w*_tokens|lookup)$/i;

const unknownActivation = 'A state_dict does not say which activation comes here: put yours in the place of relu.';

function partsOfTensors(
  tensors: readonly { readonly name: string; readonly shape: readonly number[] }[],
): ImportedPart[] {
  const parts = tensors.flatMap(({ name: full, shape }): ImportedPart[] => {
    const [, name = '', role = ''] = /^(?:(.*)\.)?(\w+)$/.exec(full) ?? [];
    const [first = 1, second = 1, third = 1] = shape;
    // Queries, keys and values in one, as nn.MultiheadAttention has them.
    if (role === 'in_proj_weight' && shape.length === 2) return [dense(full, shape)];
    if (shape.length === 3 && (role === 'scores' || role === 'query')) {
      const rank = role === 'query' ? third : undefined;
      return [
        {
          ...layer('attention', name, [{ argument: 'heads', value: first }]),
          fanIn: second,
          ...(rank !== undefined && { rank }),
        },
      ];
    }
    if (!/weight$/.test(role)) return [];
    if (shape.length === 1) return [layer('norm', name, [])];
    if (shape.length === 2 && embeddings.test(name))
      return [{ kind: 'gap', text: `The embedding ${name} of ${first} words is no layer of the language.` }];
    if (shape.length === 2) return [{ ...dense(name, shape), activation: 'relu', remarks: [unknownActivation] }];
    const kernel = shape.slice(2);
    const isFirst = kernel.some((size) => size > 1);
    const conv = convolution(name, shape, isFirst ? { stride: kernel } : {});
    return [conv.kind === 'layer' ? { ...conv, activation: 'relu', remarks: [unknownActivation] } : conv];
  });
  const last = parts.at(-1);
  return last?.kind === 'layer' && last.keyword === 'dense'
    ? [...parts.slice(0, -1), { ...last, activation: 'linear', remarks: [] }]
    : parts;
}

function layer(keyword: ImportedLayer['keyword'], name: string, sizes: ImportedLayer['sizes']): ImportedLayer {
  return { kind: 'layer', keyword, name, sizes, isResidual: false, remarks: [] };
}

function dense(name: string, [width = 1, fanIn = 1]: readonly number[]): ImportedLayer {
  return { ...layer('dense', name, [{ argument: 'width', value: width }]), activation: 'linear', fanIn };
}

function convolution(name: string, weight: readonly number[], settings: TorchModule['settings']): ImportedPart {
  const [channels = 1, perGroup = 1, ...kernel] = weight;
  const stride = Array.isArray(settings['stride']) ? (settings['stride'] as readonly unknown[]) : [];
  const isPadded = JSON.stringify(settings['padding'] ?? [0]).match(/[1-9a-z]/) !== null;
  const isPointwise = kernel.every((size) => size === 1);
  if (
    isPadded ||
    (settings['groups'] !== undefined && settings['groups'] !== 1) ||
    !(isPointwise || kernel.every((size, axis) => size === stride[axis]))
  ) {
    return {
      kind: 'gap',
      text: `Conv ${name}: ${channels} channels, kernel ${kernel.join('×')}: its patches overlap, for which the heuristic has no rule.`,
    };
  }
  const size = perGroup * kernel.reduce((product, length) => product * length, 1);
  const conv = {
    ...layer('conv', name, [{ argument: 'channels', value: channels }]),
    activation: 'linear' as const,
    fanIn: size,
  };
  return isPointwise ? conv : { ...conv, patches: { count: 0, size } };
}

function multiHead(name: string, { embed_dim: width, num_heads: heads }: TorchModule['settings']): ImportedPart {
  if (typeof width !== 'number' || typeof heads !== 'number' || heads < 1)
    return { kind: 'gap', text: `The attention ${name} does not say how many heads it has.` };
  return {
    ...layer('attention', name, [{ argument: 'heads', value: heads }]),
    fanIn: width,
    rank: Math.max(1, Math.round(width / heads)),
  };
}
