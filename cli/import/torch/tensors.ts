import { basename } from 'node:path';
import { withBlocks } from '../blocks.js';
import type { ImportedModel, ImportedPart, Missing } from '../network.js';
import { bareLayer, convolution, dense, gap } from './layers.js';
import { withAttention } from './transformers.js';

/** A tensor of a file of weights. */
export interface NamedTensor {
  readonly name: string;
  readonly shape: readonly number[];
}

/** How people call tables of numbers for words and places. */
const embeddings = /(^|[._])(wte|wpe|words?|\w*emb|\w*embed(ding)?s?|\w*_tokens|lookup)$/i;

const unknownActivation = 'A state_dict does not say which activation comes here: put yours in the place of relu.';

/** Numbers for each unit, and counts, which change no scale. */
const withoutEffect =
  /^(bias|beta|running_mean|running_var|num_batches_tracked|in_proj_bias|bias_\w+|scale|zero_point|\w*zero_points?|\w*scales?|inv_freq|position_ids)$/;

/** Which token may attend to which. */
const masks = /(^|_)(mask|tril|causal)(_|$)/i;

/** What belongs to weights that are named before: parts of a quantised layer. */
const packed = /^_packed_params$/;

/** A part of the network, and what of the file it stands for: weights that are counted, unless they are a norm. */
interface Found {
  readonly part: ImportedPart;
  readonly weights?: NamedTensor;
}

/**
 * The network of weights by name, as far as names and shapes say it: neither the order of steps, nor activations, nor the
 * strides of convolutions are in such a file, so that its import is always in part.
 * @param path of the file.
 * @param what it is: `a state_dict`.
 */
export function importTensors(tensors: readonly NamedTensor[], path: string, what: string): ImportedModel {
  const file = basename(path);
  const found = partsOf(withoutPrefix(tensors));
  const counted = found.filter(({ weights }) => weights !== undefined);
  const lost = counted.filter(({ part }) => part.kind === 'gap');
  const missing = lost.map(({ part, weights }): Missing => ({
    name: weights?.name ?? '',
    what: weights?.shape.join('x') ?? '',
    reason: part.kind === 'gap' ? part.text : '',
  }));
  return {
    origin: `${file}: the weights of ${what}; their order, activations and identities are not known`,
    networks: [
      {
        name: file.replace(/(\.\w+)+$/, ''),
        parts: withBlocks(withAttention(found.map(({ part }) => part))),
        inputShape: [],
        patchReadout: 'flatten',
      },
    ],
    coverage: {
      imported: counted.length - lost.length,
      total: counted.length,
      missing: [
        ...missing,
        {
          name: 'order, activations and strides',
          what: '',
          reason: `${what[0]?.toUpperCase() ?? ''}${what.slice(1)} holds neither the order of its layers nor what is between them: export ONNX instead.`,
        },
      ],
    },
  };
}

/** Names without what wrappers put before all of them: `module.` of data in parallel, `_orig_mod.` of a compiled module. */
function withoutPrefix(tensors: readonly NamedTensor[]): readonly NamedTensor[] {
  for (const prefix of ['module.', '_orig_mod.']) {
    if (tensors.length > 0 && tensors.every(({ name }) => name.startsWith(prefix)))
      return withoutPrefix(tensors.map((one) => ({ ...one, name: one.name.slice(prefix.length) })));
  }
  return tensors;
}

function partsOf(tensors: readonly NamedTensor[]): Found[] {
  const named = new Set(tensors.map(({ name }) => name));
  const kernels = tensors.filter(({ shape }) => shape.length > 2 && shape.slice(2).some((size) => size > 1));
  const parts = tensors.flatMap((tensor) => found(tensor, named, kernels.length));
  // Nothing follows the last sums: they are the readout.
  const last = parts.at(-1);
  if (last?.part.kind !== 'layer' || last.part.keyword !== 'dense') return parts;
  return [...parts.slice(0, -1), { ...last, part: { ...last.part, activation: 'linear', remarks: [] } }];
}

/**
 * What a tensor is by its name and shape.
 * @param kernels how many convolutions the file has with a kernel of more than one place.
 */
function found(tensor: NamedTensor, named: ReadonlySet<string>, kernels: number): Found[] {
  const { name: full, shape } = tensor;
  const [, path = '', role = ''] = /^(?:(.*)\.)?([^.]+)$/.exec(full) ?? [];
  const name = path.replace(/\._packed_params$/, '');
  const [first = 1, second = 1, third = 1] = shape;
  if ((withoutEffect.test(role) && shape.length < 3) || masks.test(role)) return [];
  const lost = (text: string): Found[] => [{ part: gap(text), weights: { name: name || full, shape } }];
  const gated = /^weight_(ih|hh)_l(\d+)(_reverse)?$/.exec(role);
  if (gated) {
    // Weights from step to step say how many units there are, and how many gates.
    if (gated[1] === 'ih') return [];
    const kind = { 4: 'LSTM', 3: 'GRU', 1: 'RNN' }[first / second] ?? 'recurrent layer';
    const why = kind === 'RNN' ? 'how many steps it takes is not known' : 'the heuristic has no rule for gates';
    return lost(`${kind} ${name}, layer ${gated[2] ?? ''}, of ${second} units: ${why}.`);
  }
  // Queries, keys and values in one, as nn.MultiheadAttention has them.
  if (role === 'in_proj_weight' && shape.length === 2) return [{ part: dense(full, shape), weights: tensor }];
  if (shape.length === 3 && (role === 'scores' || role === 'query')) {
    const rank = role === 'query' ? third : undefined;
    const attention = bareLayer('attention', name, [{ argument: 'heads', value: first }]);
    return [{ part: { ...attention, fanIn: second, ...(rank !== undefined && { rank }) }, weights: tensor }];
  }
  if (packed.test(role) && shape.length === 2)
    return [{ part: { ...dense(name, shape), activation: 'relu', remarks: [unknownActivation] }, weights: tensor }];
  if (!/weight$/.test(role)) {
    if (shape.length >= 2)
      return lost(`The weights ${full} (${shape.join('×')}): the file does not say what is done with them.`);
    return shape.length === 0 || first === 1
      ? []
      : [{ part: gap(`The numbers ${full} (${first}): the file does not say what is done with them.`) }];
  }
  if (shape.length < 2) {
    // A batch norm only scales, and one number is the slope of an activation.
    if (named.has(`${path}.running_mean`)) return [];
    return first === 1
      ? [{ part: gap(`The slope ${full}: the file does not say where it is used.`) }]
      : [{ part: bareLayer('norm', name, []) }];
  }
  if (shape.length === 2 && embeddings.test(name))
    return lost(`The embedding ${name} of ${first} words: the file does not say what is done with its vectors.`);
  if (shape.length === 2)
    return [{ part: { ...dense(name, shape), activation: 'relu', remarks: [unknownActivation] }, weights: tensor }];
  const kernel = shape.slice(2);
  const isWide = kernel.some((size) => size > 1);
  if (isWide && kernels > 1)
    return lost(
      `Conv ${name}: ${first} channels, kernel ${kernel.join('×')}: the file does not say its stride, nor what it stands behind.`,
    );
  const conv = convolution(name, shape, isWide ? { stride: kernel } : {});
  if (conv.kind === 'gap') return [{ part: conv, weights: tensor }];
  const stride = isWide ? ['The file does not say its stride: patches that do not overlap are taken here.'] : [];
  return [{ part: { ...conv, activation: 'relu', remarks: [...stride, unknownActivation] }, weights: tensor }];
}
