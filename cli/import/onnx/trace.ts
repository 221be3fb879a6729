import { identity, isPointwise } from '../activations/pointwise.js';
import { attended } from './attention.js';
import { branchesOf, captured, chosen, untaken } from './branches.js';
import { branch, isPlain, names, plainTrack, type Link, type Track } from './chain.js';
import { folded } from './constants.js';
import { isFusedAttention } from './fused-attention.js';
import type { Graph, Node, OnnxModel, Tensor } from './model.js';
import { normLayer, pooledTrack, reduced, skipNorm } from './norm-steps.js';
import { recurrence } from './operators.js';
import { pointwiseStep } from './pointwise-step.js';
import { attentive, contracted, convolved, dense } from './products.js';
import { plainNode } from './quantised.js';
import { layerName, listOf } from './reading.js';
import { concatenated, padded, reshaped, takenPart } from './reshaping.js';
import { sizes, Walk, type Value } from './walk.js';

/** A chain of parts that leads to an output. */
export interface TracedChain {
  readonly output: Link;
  /** How the patches of a convolution became one. */
  readonly patchReadout?: 'flatten' | 'mean' | 'sum';
}

/** What is known of a graph when the data have been followed through it. */
export interface Traced {
  /** The chain of the first output; both of a choice that the data make last of all. */
  readonly chains: readonly { readonly label: string; readonly chain: TracedChain }[];
  /** Every step that has weights, whether or not it is in a chain. */
  readonly weighted: readonly { readonly node: Node; readonly name: string; readonly weights: Tensor | undefined }[];
  /** Why steps are no part of the language. */
  readonly reasons: ReadonlyMap<Node, string>;
  /** What a model has beside its first output and does not come into the chain of it, in words. */
  readonly beside: readonly { readonly name: string; readonly what: string }[];
}

/** Steps that hand on what they get, in another shape. */
const reshaping = new Set(
  'Identity Dropout Flatten Reshape Squeeze Unsqueeze Cast CastLike Transpose Contiguous Expand Swap QuantizeLinear DequantizeLinear StopGradient'.split(
    ' ',
  ),
);
const taking = new Set(['Slice', 'Split', 'Gather', 'GatherND', 'GatherElements']);
const products = new Set(['Gemm', 'MatMul', 'FusedMatMul', 'MatMulInteger', 'DynamicQuantizeMatMul']);
const norms = new Set(['LayerNormalization', 'SimplifiedLayerNormalization', 'RMSNormalization']);
const recurrent = new Set(['RNN', 'LSTM', 'GRU']);

/** A sum and the norm behind it in one step, as the runtime of ONNX has it. */
const skipNorms = new Set(['SkipLayerNormalization', 'SkipSimplifiedLayerNormalization']);

/** What makes a decision of the readout's sums, at the end of a model. */
const decisions = new Set(['ArgMax', 'Greater', 'GreaterOrEqual', 'Less', 'LessOrEqual', 'Cast', 'Round']);

/** Follows the data through a graph and collects the layers on their way; what is no layer stays behind as a gap. */
export function trace(model: OnnxModel): Traced {
  return new Tracer(model).run();
}

class Tracer {
  private readonly walk: Walk;
  private readonly weighted = new Map<Node, { readonly name: string; readonly weights: Tensor | undefined }>();

  constructor(private readonly model: OnnxModel) {
    this.walk = new Walk(model);
  }

  run(): Traced {
    for (const node of this.model.nodes) this.step(plainNode(node));
    const outputs = this.model.outputs.flatMap(({ name }) => {
      const track = this.walk.tracks.get(name);
      return track ? [{ name, track }] : [];
    });
    const [first] = outputs;
    const choice = first?.track.choice;
    const ends = choice ?? (first ? [{ label: '', track: first.track }] : []);
    const chains = ends.map(({ label, track }) => ({ label, chain: this.chainOf(track) }));
    const weighted = [...this.weighted].map(([node, more]) => ({ node, ...more }));
    return {
      chains,
      weighted,
      reasons: this.walk.chains.reasons,
      beside: this.beside(
        chains.map(({ chain }) => chain.output),
        outputs.slice(1),
      ),
    };
  }

  private chainOf(track: Track): TracedChain {
    const { link, state, f } = track;
    const { part } = link;
    const isSums = part.kind === 'layer' && part.keyword === 'dense' && part.activation === undefined;
    // Probabilities of classes are made of the readout's sums.
    const isSigmoid = isSums && state === 'values' && f.key === 'sigmoid(z)';
    const isSoftmax = isSums && state === 'probabilities';
    const values = isSoftmax ? { ...track, state: 'values' as const } : track;
    const output = this.walk.chains.settle(isSigmoid ? { ...track, f: identity } : values);
    const view = track.view?.kind;
    const patchReadout = view === 'mean' || view === 'sum' ? view : readoutOf(output);
    return { output, ...(patchReadout && { patchReadout }) };
  }

  /** Outputs beside the first, and inputs, that are no part of the chains. */
  private beside(
    ends: readonly Link[],
    others: readonly { readonly name: string; readonly track: Track }[],
  ): Traced['beside'] {
    const within = new Set<Link>();
    for (const end of ends) for (let link: Link | undefined = end; link; link = link.previous) within.add(link);
    const outputs = others.flatMap(({ name, track }) => {
      const link = this.walk.chains.settle(track);
      if (within.has(link) || within.has(track.link)) return [];
      const [first = link] = ends;
      return [{ name: `output ${name}`, what: names(branch(link, first)) }];
    });
    const data = [...within].flatMap(({ part }) => (part.kind === 'data' ? part.inputs : []));
    const taken = new Set([...data, ...this.walk.notData]);
    const used = new Set(captured([this.model]));
    const inputs = this.model.inputs.filter(({ name }) => used.has(name) && !taken.has(name));
    return [...outputs, ...inputs.map(({ name }) => ({ name: `input ${name}`, what: 'data' }))];
  }

  private step(node: Node): void {
    const value = node.attributes.get('value');
    if (node.operator === 'Constant') {
      const [name = ''] = node.outputs;
      const single = node.attributes.get('value_float') ?? node.attributes.get('value_int');
      const list = listOf(node, 'value_ints');
      if (typeof value === 'object' && 'shape' in value) this.walk.constants.set(name, value);
      else if (typeof single === 'number') this.walk.constants.set(name, { name, shape: [], number: single });
      else if (list) this.walk.constants.set(name, { name, shape: [list.length], integers: list });
      return;
    }
    if (node.operator === 'If') return this.branched(node);
    const data = node.inputs.filter((name) => this.walk.tracks.has(name));
    if (data.length === 0 || node.operator === 'Shape' || node.operator === 'Size') return this.constant(node);
    this.noteWeights(node);
    const tracks = data.flatMap((name) => this.walk.tracks.get(name) ?? []);
    if (skipNorms.has(node.operator)) return skipNorm(this.walk, node, tracks);
    for (const [index, name] of node.outputs.entries()) {
      if (name !== '') this.walk.tracks.set(name, this.made(node, tracks, index));
    }
    // Scale and zero of a dynamic quantisation are numbers that multiply what was divided by them.
    if (node.operator === 'DynamicQuantizeLinear')
      for (const name of node.outputs.slice(1)) {
        this.walk.tracks.delete(name);
        this.walk.constants.set(name, { name, shape: [] });
      }
  }

  /** Remembers a step that has weights: it is in a chain at the end, or it is missed. */
  private noteWeights(node: Node): void {
    const isSmall = isPointwise(node.operator) || reshaping.has(node.operator) || norms.has(node.operator);
    const isOther = skipNorms.has(node.operator) || node.operator === 'BatchNormalization' || node.operator === 'Pad';
    if (isSmall || isOther || (taking.has(node.operator) && !this.walk.constants.has(node.inputs[0] ?? ''))) return;
    const weights = this.walk.weightsOf(node);
    const isProduct = products.has(node.operator) || node.operator === 'Conv' || recurrent.has(node.operator);
    const hasUnknown = isProduct && node.inputs.some((name) => name !== '' && !this.walk.tracks.has(name));
    if (weights || hasUnknown) this.weighted.set(node, { name: layerName(node, weights) || outputOf(node), weights });
  }

  /** The branch that is taken, where the model says which, or where both come to the same; a choice elsewhere. */
  private branched(node: Node): void {
    const [condition = ''] = node.inputs;
    const branches = branchesOf(node);
    const taken = chosen(branches, this.walk.constants.get(condition)?.number);
    if (taken) {
      for (const [index, { track, constant }] of this.within(taken).entries()) {
        const name = node.outputs[index] ?? '';
        if (track) this.walk.tracks.set(name, track);
        if (constant) this.walk.constants.set(name, constant);
      }
      return;
    }
    this.walk.decides(this.walk.tracks.get(condition));
    const graphs = [branches.then, branches.otherwise].filter((graph) => graph !== undefined);
    const before = this.walk.tracks.get(captured(graphs).find((name) => this.walk.tracks.has(name)) ?? condition);
    const gap = before && this.walk.chains.gap(before, node, untaken(node, branches));
    const [one = [], other = []] = graphs.map((graph) => this.within(graph));
    for (const [index, name] of node.outputs.entries()) {
      const [left, right] = [one[index]?.track, other[index]?.track];
      const isSame = left?.link === right?.link && left?.f.key === right?.f.key && left?.state === right?.state;
      if (isSame && left) this.walk.tracks.set(name, left);
      else if (gap && left && right) {
        const choice = [
          { label: 'then', track: left },
          { label: 'else', track: right },
        ];
        this.walk.tracks.set(name, { ...gap, choice });
      } else if (gap) this.walk.tracks.set(name, gap);
    }
  }

  /** What comes out of a branch, in its order; its own names are not seen outside. */
  private within({ nodes, tensors, outputs }: Graph): { track: Value | undefined; constant: Tensor | undefined }[] {
    for (const [name, tensor] of tensors) this.walk.constants.set(name, tensor);
    for (const node of nodes) this.step(plainNode(node));
    const results = outputs.map(({ name }) => ({
      track: this.walk.tracks.get(name),
      constant: this.walk.constants.get(name),
    }));
    for (const name of [...tensors.keys(), ...nodes.flatMap(({ outputs: own }) => own)]) {
      this.walk.constants.delete(name);
      this.walk.tracks.delete(name);
    }
    return results;
  }

  private constant(node: Node): void {
    const [name = ''] = node.outputs;
    const tensor = folded(node, this.walk.constants);
    if (tensor) this.walk.constants.set(name, tensor);
  }

  private made(node: Node, data: readonly Value[], output: number): Value {
    const [track, other] = data;
    if (!track) throw new RangeError(`${node.name} has no data`);
    if (track.state === 'probabilities' && decisions.has(node.operator)) return track;
    if (reshaping.has(node.operator) || node.operator === 'DynamicQuantizeLinear')
      return reshaped(this.walk, node, track);
    if (taking.has(node.operator)) return takenPart(this.walk, node, track, output);
    if (isFusedAttention(node)) return attentive(this.walk, node, track);
    if (isPointwise(node.operator)) return pointwiseStep(this.walk, node, data);
    if (products.has(node.operator)) {
      if (!other) return dense(this.walk, node, track);
      return (
        attended(this.walk.chains, node, track, other) ??
        this.walk.unknown(node, track, 'multiplies data with data', data)
      );
    }
    if (norms.has(node.operator)) return normLayer(this.walk, node, track, this.walk.constantOf(node));
    if (recurrent.has(node.operator))
      return recurrence(this.walk.chains, node, track, this.walk.shapes.get(node.inputs[0] ?? ''));
    switch (node.operator) {
      case 'Conv':
        return convolved(this.walk, node, track);
      case 'Einsum':
        return contracted(this.walk, node, data);
      case 'Softmax':
        if (track.state === 'scores') return { ...track, state: 'attention weights' };
        return track.state === 'values' ? { ...track, state: 'probabilities' } : this.walk.unknown(node, track);
      case 'LogSoftmax':
      case 'ArgMax':
        return track.state === 'values' ? { ...track, state: 'probabilities' } : this.walk.unknown(node, track);
      case 'BatchNormalization':
        if (!isPlain(track))
          return this.walk.chains.remark(plainTrack(this.walk.chains.settle(track), sizes(track)), node, batchNorm);
        return this.walk.chains.remark(track, node, batchNorm);
      case 'GlobalAveragePool':
        return { ...pooledTrack(track, 'mean'), ...(track.axis && { axis: track.axis }) };
      case 'ReduceMean':
      case 'ReduceSum':
      case 'ReduceSumSquare':
      case 'ReduceL2':
      case 'LpNormalization':
        return reduced(this.walk, node, track);
      case 'Pad':
        return padded(this.walk, node, track);
      case 'Concat':
        return concatenated(this.walk, node, data);
      case 'Tile':
      case 'Trilu':
        return track;
      default:
        return this.walk.unknown(node, track, undefined, data);
    }
  }
}

const batchNorm = 'A BatchNormalization behind it only scales, once its statistics are fixed.';

function readoutOf(output: Link): TracedChain['patchReadout'] {
  for (let link: Link | undefined = output; link; link = link.previous)
    if (link.part.kind === 'layer' && link.part.reads) return link.part.reads;
  return undefined;
}

function outputOf({ outputs }: Node): string {
  return outputs[0] ?? '';
}
