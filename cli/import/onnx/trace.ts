import { Chains, type Link, type Track } from './chain.js';
import { attended, inHeads, masked } from './attention.js';
import { branchesOf, captured, chosen, untaken } from './branches.js';
import { folded } from './constants.js';
import { fusedAttention, isFusedAttention } from './fused-attention.js';
import { applied, joined, plusNumber, raised } from './forms.js';
import type { Graph, Node, OnnxModel, Tensor } from './model.js';
import { convolution, recurrence } from './operators.js';
import { described, layerName, layerScope, numberOf } from './reading.js';

/** What stands for the values of a graph: data on their way, or numbers that do not depend on the data. */
export interface Traced {
  readonly output: Link | undefined;
  /** How the patches of a convolution became one. */
  readonly patchReadout?: 'flatten' | 'mean' | 'sum';
}

/** Steps that hand on what they get, in another shape. */
const reshaping = new Set(
  'Identity Dropout Flatten Reshape Squeeze Unsqueeze Cast CastLike Transpose Slice Split Contiguous Expand Pad Neg Clip LogSoftmax Tile'.split(
    ' ',
  ),
);

/** A sum and the norm behind it in one step, as the runtime of ONNX has it. */
const skipNorms = new Set(['SkipLayerNormalization', 'SkipSimplifiedLayerNormalization']);

/** Follows the data through a graph and collects the layers on their way; what is no layer stays behind as a gap. */
export function trace(model: OnnxModel): Traced {
  return new Tracer(model).run();
}

class Tracer {
  private readonly chains = new Chains();
  private readonly tracks = new Map<string, Track>();
  private readonly constants: Map<string, Tensor>;
  private readonly shapes: Map<string, readonly (number | undefined)[]>;
  private patchReadout: Traced['patchReadout'];

  constructor(private readonly model: OnnxModel) {
    this.constants = new Map(model.tensors);
    this.shapes = new Map(model.inputs.map(({ name, shape }) => [name, shape]));
    for (const { name, shape } of model.inputs) {
      const width = shape.at(-1);
      this.tracks.set(name, { link: undefined, form: 'plain', ...(width !== undefined && { width }) });
    }
  }

  run(): Traced {
    for (const node of this.model.nodes) this.step(node);
    const outputs = this.model.outputs.flatMap(({ name }) => this.tracks.get(name) ?? []);
    const [output] = outputs;
    const link = output && this.chains.settle(output);
    return { output: link, ...(this.patchReadout && { patchReadout: this.patchReadout }) };
  }

  private step(node: Node): void {
    const value = node.attributes.get('value');
    if (node.operator === 'Constant') {
      const [name = ''] = node.outputs;
      const single = node.attributes.get('value_float') ?? node.attributes.get('value_int');
      if (typeof value === 'object' && 'shape' in value) this.constants.set(name, value);
      else if (typeof single === 'number') this.constants.set(name, { name, shape: [], number: single });
      return;
    }
    if (node.operator === 'If') return this.branched(node);
    const data = node.inputs.filter((name) => this.tracks.has(name));
    if (data.length === 0 || node.operator === 'Shape') return this.constant(node);
    const tracks = data.flatMap((name) => this.tracks.get(name) ?? []);
    if (skipNorms.has(node.operator)) return this.skipNorm(node, tracks);
    const made = this.made(node, tracks);
    for (const name of node.outputs) this.tracks.set(name, made);
  }

  /** The branch that is taken, where the model says which, or where both come to the same; a gap that names both elsewhere. */
  private branched(node: Node): void {
    const [condition = ''] = node.inputs;
    const branches = branchesOf(node);
    const taken = chosen(branches, this.constants.get(condition)?.number);
    if (taken) {
      for (const [index, { track, constant }] of this.within(taken).entries()) {
        const name = node.outputs[index] ?? '';
        if (track) this.tracks.set(name, track);
        if (constant) this.constants.set(name, constant);
      }
      return;
    }
    const graphs = [branches.then, branches.otherwise].filter((graph) => graph !== undefined);
    const before = this.tracks.get(captured(graphs).find((name) => this.tracks.has(name)) ?? condition);
    const gap = before && this.chains.gap(before, untaken(node, branches));
    const [one = [], other = []] = graphs.map((graph) => this.within(graph));
    for (const [index, name] of node.outputs.entries()) {
      const [left, right] = [one[index]?.track, other[index]?.track];
      const isSame = left?.link === right?.link && left?.form === right?.form;
      const made = isSame && left ? left : gap;
      if (made) this.tracks.set(name, made);
    }
  }

  /** What comes out of a branch, in its order; its own names are not seen outside. */
  private within({ nodes, tensors, outputs }: Graph): { track: Track | undefined; constant: Tensor | undefined }[] {
    for (const [name, tensor] of tensors) this.constants.set(name, tensor);
    for (const node of nodes) this.step(node);
    const results = outputs.map(({ name }) => ({ track: this.tracks.get(name), constant: this.constants.get(name) }));
    for (const name of [...tensors.keys(), ...nodes.flatMap(({ outputs: own }) => own)]) {
      this.constants.delete(name);
      this.tracks.delete(name);
    }
    return results;
  }

  private constant(node: Node): void {
    const [name = ''] = node.outputs;
    const tensor = folded(node, this.constants);
    if (tensor) this.constants.set(name, tensor);
  }

  private made(node: Node, data: readonly Track[]): Track {
    const [track, other] = data;
    if (!track) throw new RangeError(`${node.name} has no data`);
    if (reshaping.has(node.operator)) return this.reshaped(node, track);
    if (isFusedAttention(node)) return this.attentive(node, track);
    switch (node.operator) {
      case 'Gemm':
      case 'MatMul':
      case 'FusedMatMul':
        if (!other) return this.dense(node, track);
        return attended(this.chains, node, track, other) ?? this.unknown(node, track, 'multiplies data with data');
      case 'Conv':
        return this.convolved(node, track);
      case 'Add':
      case 'Sum':
      case 'Sub':
        if (!other) return node.operator === 'Sub' ? track : this.plusConstant(node, track);
        return masked(track, other) ?? this.joinedOr(node, track, other, () => this.chains.sum(track, other));
      case 'Mul':
      case 'Div':
        if (!other) return this.scaled(node, track);
        return this.joinedOr(node, track, other, () => this.gated(track, other) ?? this.unknown(node, track));
      case 'Where':
        return masked(track, other) ?? this.unknown(node, track);
      case 'Pow':
        return this.formed(node, track, raised(track.form, this.constantOf(node)?.number));
      case 'LayerNormalization':
      case 'SimplifiedLayerNormalization':
      case 'RMSNormalization':
        return this.norm(node, track, this.constantOf(node));
      case 'BatchNormalization':
        return this.chains.remark(track, 'A BatchNormalization behind it only scales, once its statistics are fixed.');
      case 'GlobalAveragePool':
        this.patchReadout = 'mean';
        return track;
      case 'ReduceMean':
        return this.mean(node, track);
      case 'ReduceSum':
        this.patchReadout = 'sum';
        return track;
      case 'Gather':
        return this.gathered(node, track);
      case 'Concat':
        return data.every((one) => one.link === track.link) ? track : this.unknown(node, track, 'joins branches');
      case 'RNN':
      case 'LSTM':
      case 'GRU':
        return recurrence(this.chains, node, track, this.shapes.get(node.inputs[0] ?? ''));
      default:
        return this.formed(node, track, applied(node.operator, track.form));
    }
  }

  /** A track in another form; what is none has no rule. */
  private formed(node: Node, track: Track, form: Track['form'] | undefined): Track {
    if (form === undefined) {
      return this.isEnd(node) ? track : this.unknown(node, track);
    }
    return this.isEnd(node) ? track : { ...track, form };
  }

  /** Probabilities of classes, made of the readout's sums. */
  private isEnd({ operator, outputs }: Node): boolean {
    const isProbability = operator === 'Softmax' || operator === 'Sigmoid';
    return isProbability && this.model.outputs.some(({ name }) => outputs.includes(name));
  }

  private unknown(node: Node, track: Track, what = 'is no layer of the language'): Track {
    return this.chains.gap(track, `${described(node)} ${what}.`);
  }

  private dense(node: Node, track: Track): Track {
    const weights = this.weightsOf(node);
    const [rows, columns] = weights?.shape ?? [];
    if (!weights || rows === undefined || columns === undefined || weights.shape.length > 3) {
      return this.unknown(node, track, 'has weights of unknown shape');
    }
    if (weights.shape.length === 3) {
      const rank = weights.shape[2] ?? 1;
      return { ...track, link: this.chains.settle(track), form: 'plain', heads: rows, rank };
    }
    const swapped = numberOf(node, 'transB') === 1;
    const weightsFirst = this.constants.has(node.inputs[0] ?? '');
    const [fanIn, width] = swapped || weightsFirst ? [columns, rows] : [rows, columns];
    if (track.link?.part.kind === 'layer' && track.link.part.keyword === 'conv') this.patchReadout ??= 'flatten';
    const sizes = [{ argument: 'width', value: width }] as const;
    const [name, scope] = [layerName(node, weights), layerScope(node, weights)];
    return this.chains.layer(track, { keyword: 'dense', name, scope, sizes, fanIn, weights: weights.name }, width);
  }

  private attentive(node: Node, track: Track): Track {
    const inputs = node.inputs.slice(0, 3).map((name) => this.tracks.get(name));
    const made = fusedAttention(this.chains, node, inputs, this.constants.get(node.inputs[1] ?? ''));
    return typeof made === 'string' ? this.unknown(node, track, made) : made;
  }

  private convolved(node: Node, track: Track): Track {
    const weights = this.weightsOf(node);
    const shape = track.link ? undefined : this.shapes.get(node.inputs[0] ?? '');
    return convolution(this.chains, node, track, weights, shape);
  }

  /** Two products of the same data, of which one multiplies the units of the other; undefined for any other. */
  private gated(left: Track, right: Track): Track | undefined {
    const [track, gate] = left.form === 'plain' && right.form !== 'plain' ? [right, left] : [left, right];
    const [one, other] = [this.chains.settle(track), this.chains.settle(gate)];
    if (one?.part.kind !== 'layer' || other?.part.kind !== 'layer' || one.previous !== other.previous) return undefined;
    if (one.part.keyword !== 'dense' || other.part.keyword !== 'dense') return undefined;
    return this.chains.gated(track, other.part);
  }

  private reshaped(node: Node, track: Track): Track {
    if (node.operator === 'LogSoftmax' || node.operator === 'Clip') return this.formed(node, track, track.form);
    const shape = node.operator === 'Reshape' ? this.constants.get(node.inputs[1] ?? '')?.integers : undefined;
    return inHeads(track, shape) ?? track;
  }

  private joinedOr(node: Node, left: Track, right: Track, otherwise: () => Track): Track {
    const form = left.link === right.link ? joined(node.operator, left.form, right.form) : undefined;
    if (form === undefined) return otherwise();
    return form === 'normed' ? this.norm(node, { ...left, form: 'plain' }, undefined) : { ...left, form };
  }

  /** The fourth output is the sum. */
  private skipNorm(node: Node, [left, right]: readonly Track[]): void {
    if (!left) return;
    const sum = right ? this.chains.sum(left, right) : left;
    const norm = this.norm(node, sum, this.constantOf(node));
    for (const [index, name] of node.outputs.entries()) this.tracks.set(name, index === 3 ? sum : norm);
  }

  private norm(node: Node, track: Track, weights: Tensor | undefined): Track {
    const [name, scope] = [layerName(node, weights), layerScope(node, weights)];
    return this.chains.layer(track, { keyword: 'norm', name, scope, sizes: [] }, track.width);
  }

  private plusConstant(node: Node, track: Track): Track {
    return this.constantOf(node)?.number === undefined ? track : { ...track, form: plusNumber(track.form) };
  }

  private scaled(node: Node, track: Track): Track {
    // 1 over what norms: written as a division of a number by the data.
    const isInverse = node.operator === 'Div' && this.constants.has(node.inputs[0] ?? '');
    return isInverse && track.form !== 'deviation' ? this.unknown(node, track) : track;
  }

  private mean(node: Node, track: Track): Track {
    const part = track.link?.part;
    const overPatches = part?.kind === 'layer' && part.keyword === 'conv' && track.form !== 'square';
    if (!overPatches) return this.formed(node, track, applied(node.operator, track.form));
    this.patchReadout = 'mean';
    return track;
  }

  private gathered(node: Node, track: Track): Track {
    const table = this.constants.get(node.inputs[0] ?? '');
    const [words, width] = table?.shape ?? [];
    if (!table || words === undefined || width === undefined) return track;
    const text = `The embedding ${layerName(node, table)} of ${words} words is no layer of the language: the data begin behind it.`;
    return { ...this.chains.gap(track, text), width };
  }

  private weightsOf({ inputs }: Node): Tensor | undefined {
    return inputs.map((name) => this.constants.get(name)).find((tensor) => tensor && tensor.shape.length >= 2);
  }

  private constantOf({ inputs }: Node): Tensor | undefined {
    return inputs.map((name) => this.constants.get(name)).find((tensor) => tensor !== undefined);
  }
}
