import { applied, constantly, identity, isConstant, isPointwise, type Pointwise } from '../activations/pointwise.js';
import { attended, inHeads, masked } from './attention.js';
import { branchesOf, captured, chosen, untaken } from './branches.js';
import { branch, Chains, isPlain, names, plainTrack, type Axis, type Data, type Link, type Track } from './chain.js';
import { folded } from './constants.js';
import { einsum } from './einsum.js';
import { fusedAttention, isFusedAttention } from './fused-attention.js';
import type { Graph, Node, OnnxModel, Tensor } from './model.js';
import { convolution, recurrence } from './operators.js';
import { plainNode } from './quantised.js';
import type { ImportedLayer } from '../network.js';
import { described, layerName, layerScope, listOf, numberOf } from './reading.js';
import { without } from './without.js';

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

/** A track, and the tracks of the two branches of a choice where the data make one. */
type Value = Track & { readonly choice?: readonly { readonly label: string; readonly track: Track }[] };

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
  private readonly chains = new Chains();
  private readonly tracks = new Map<string, Value>();
  private readonly constants: Map<string, Tensor>;
  /** The shapes of the model's inputs, with the batch. */
  private readonly shapes: Map<string, readonly (number | undefined)[]>;
  private readonly weighted = new Map<Node, { readonly name: string; readonly weights: Tensor | undefined }>();
  /** Inputs that decide, or mask, and are no data. */
  private readonly notData = new Set<string>();
  private readonly joined = new Map<string, Link>();

  constructor(private readonly model: OnnxModel) {
    this.constants = new Map(model.tensors);
    this.shapes = new Map(model.inputs.map(({ name, shape }) => [name, shape]));
    for (const { name, shape } of model.inputs) {
      const width = shape.at(-1);
      const link = dataLink({ kind: 'data', inputs: [name], shape: shape.slice(1), remarks: [] });
      const axis = shape.length > 0 ? { axis: { rank: shape.length, at: shape.length - 1 } } : {};
      this.tracks.set(name, plainTrack(link, { ...axis, ...(width !== undefined && { width }) }));
    }
  }

  run(): Traced {
    for (const node of this.model.nodes) this.step(plainNode(node));
    const outputs = this.model.outputs.flatMap(({ name }) => {
      const track = this.tracks.get(name);
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
      reasons: this.chains.reasons,
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
    const output = this.chains.settle(isSigmoid ? { ...track, f: identity } : values);
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
      const link = this.chains.settle(track);
      if (within.has(link) || within.has(track.link)) return [];
      const [first = link] = ends;
      return [{ name: `output ${name}`, what: names(branch(link, first)) }];
    });
    const data = [...within].flatMap(({ part }) => (part.kind === 'data' ? part.inputs : []));
    const taken = new Set([...data, ...this.notData]);
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
      if (typeof value === 'object' && 'shape' in value) this.constants.set(name, value);
      else if (typeof single === 'number') this.constants.set(name, { name, shape: [], number: single });
      else if (list) this.constants.set(name, { name, shape: [list.length], integers: list });
      return;
    }
    if (node.operator === 'If') return this.branched(node);
    const data = node.inputs.filter((name) => this.tracks.has(name));
    if (data.length === 0 || node.operator === 'Shape' || node.operator === 'Size') return this.constant(node);
    this.noteWeights(node);
    const tracks = data.flatMap((name) => this.tracks.get(name) ?? []);
    if (skipNorms.has(node.operator)) return this.skipNorm(node, tracks);
    for (const [index, name] of node.outputs.entries()) {
      if (name !== '') this.tracks.set(name, this.made(node, tracks, index));
    }
    // Scale and zero of a dynamic quantisation are numbers that multiply what was divided by them.
    if (node.operator === 'DynamicQuantizeLinear')
      for (const name of node.outputs.slice(1)) {
        this.tracks.delete(name);
        this.constants.set(name, { name, shape: [] });
      }
  }

  /** Remembers a step that has weights: it is in a chain at the end, or it is missed. */
  private noteWeights(node: Node): void {
    const isSmall = isPointwise(node.operator) || reshaping.has(node.operator) || norms.has(node.operator);
    const isOther = skipNorms.has(node.operator) || node.operator === 'BatchNormalization' || node.operator === 'Pad';
    if (isSmall || isOther || (taking.has(node.operator) && !this.constants.has(node.inputs[0] ?? ''))) return;
    const weights = this.weightsOf(node);
    const isProduct = products.has(node.operator) || node.operator === 'Conv' || recurrent.has(node.operator);
    const hasUnknown = isProduct && node.inputs.some((name) => name !== '' && !this.tracks.has(name));
    if (weights || hasUnknown) this.weighted.set(node, { name: layerName(node, weights) || outputOf(node), weights });
  }

  /** The branch that is taken, where the model says which, or where both come to the same; a choice elsewhere. */
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
    this.decides(this.tracks.get(condition));
    const graphs = [branches.then, branches.otherwise].filter((graph) => graph !== undefined);
    const before = this.tracks.get(captured(graphs).find((name) => this.tracks.has(name)) ?? condition);
    const gap = before && this.chains.gap(before, node, untaken(node, branches));
    const [one = [], other = []] = graphs.map((graph) => this.within(graph));
    for (const [index, name] of node.outputs.entries()) {
      const [left, right] = [one[index]?.track, other[index]?.track];
      const isSame = left?.link === right?.link && left?.f.key === right?.f.key && left?.state === right?.state;
      if (isSame && left) this.tracks.set(name, left);
      else if (gap && left && right) {
        const choice = [
          { label: 'then', track: left },
          { label: 'else', track: right },
        ];
        this.tracks.set(name, { ...gap, choice });
      } else if (gap) this.tracks.set(name, gap);
    }
  }

  /** An input that only decides something is no data. */
  private decides(track: Track | undefined): void {
    const part = track?.link.part;
    if (part?.kind === 'data') for (const name of part.inputs) this.notData.add(name);
  }

  /** What comes out of a branch, in its order; its own names are not seen outside. */
  private within({ nodes, tensors, outputs }: Graph): { track: Value | undefined; constant: Tensor | undefined }[] {
    for (const [name, tensor] of tensors) this.constants.set(name, tensor);
    for (const node of nodes) this.step(plainNode(node));
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

  private made(node: Node, data: readonly Value[], output: number): Value {
    const [track, other] = data;
    if (!track) throw new RangeError(`${node.name} has no data`);
    if (track.state === 'probabilities' && decisions.has(node.operator)) return track;
    if (reshaping.has(node.operator) || node.operator === 'DynamicQuantizeLinear') return this.reshaped(node, track);
    if (taking.has(node.operator)) return this.taken(node, track, output);
    if (isFusedAttention(node)) return this.attentive(node, track);
    if (isPointwise(node.operator)) return this.pointwise(node, data);
    if (products.has(node.operator)) {
      if (!other) return this.dense(node, track);
      return attended(this.chains, node, track, other) ?? this.unknown(node, track, 'multiplies data with data', data);
    }
    if (norms.has(node.operator)) return this.norm(node, track, this.constantOf(node));
    if (recurrent.has(node.operator))
      return recurrence(this.chains, node, track, this.shapes.get(node.inputs[0] ?? ''));
    switch (node.operator) {
      case 'Conv':
        return this.convolved(node, track);
      case 'Einsum':
        return this.contracted(node, data);
      case 'Softmax':
        if (track.state === 'scores') return { ...track, state: 'attention weights' };
        return track.state === 'values' ? { ...track, state: 'probabilities' } : this.unknown(node, track);
      case 'LogSoftmax':
      case 'ArgMax':
        return track.state === 'values' ? { ...track, state: 'probabilities' } : this.unknown(node, track);
      case 'BatchNormalization':
        if (!isPlain(track))
          return this.chains.remark(plainTrack(this.chains.settle(track), sizes(track)), node, batchNorm);
        return this.chains.remark(track, node, batchNorm);
      case 'GlobalAveragePool':
        return { ...this.pooled(track, 'mean'), ...(track.axis && { axis: track.axis }) };
      case 'ReduceMean':
      case 'ReduceSum':
      case 'ReduceSumSquare':
      case 'ReduceL2':
      case 'LpNormalization':
        return this.reduced(node, track);
      case 'Pad':
        return this.padded(node, track);
      case 'Concat':
        return this.concatenated(node, data);
      case 'Tile':
      case 'Trilu':
        return track;
      default:
        return this.unknown(node, track, undefined, data);
    }
  }

  /** A step on each number by itself: of an activation, of a norm, a sum of branches, a mask, a gate. */
  private pointwise(node: Node, data: readonly Value[]): Value {
    const [track, other] = data;
    if (!track) throw new RangeError(`${node.name} has no data`);
    const mask = node.operator === 'Add' || node.operator === 'Where' ? masked(track, other) : undefined;
    if (mask) {
      this.decides(mask === track ? other : track);
      return mask;
    }
    if (other) return this.joinedTracks(node, data);
    const [operand] = node.inputs.filter((name) => !this.tracks.has(name) && name !== '');
    if (track.state !== 'values') return this.statistic(node, track) ?? this.unknown(node, track);
    // Turning queries and keys by their place, and scaling them, changes no sizes.
    if (track.heads !== undefined && ['Mul', 'Div', 'Neg', 'Add'].includes(node.operator)) return track;
    if (node.operator === 'Clip') return this.applied(node, track, [track.f], (name) => this.bound(node, name));
    if (node.operator === 'PRelu') return this.applied(node, track, [track.f, constantly(this.slope(node))]);
    if (
      operand === undefined ||
      ['HardSigmoid', 'ThresholdedRelu', 'Shrink', 'BiasGelu', 'FastGelu'].includes(node.operator)
    )
      return this.applied(node, track, [track.f]);
    const tensor = this.constants.get(operand);
    const isBias =
      tensor?.number === undefined || (track.width === 1 && tensor.shape.length > 0 && track.f.key === 'z');
    const isOwn = ['Add', 'Sub', 'Mul', 'Div', 'Sum'].includes(node.operator);
    if (isBias && isOwn) {
      if (node.operator === 'Div' && node.inputs[0] === operand) return this.unknown(node, track);
      return this.withNumbers(track, tensor);
    }
    return this.applied(node, track, this.operands(node, track));
  }

  /** What goes into a step: functions of the data, and numbers of the model. */
  private operands(node: Node, { f }: Track): Pointwise[] {
    return node.inputs.flatMap((name) =>
      name === '' ? [] : [this.tracks.has(name) ? (this.tracks.get(name)?.f ?? f) : this.numberIn(name)],
    );
  }

  /** A number of the model, or the one that all numbers of a list are; NaN for any other. */
  private numberIn(name: string): Pointwise {
    const tensor = this.constants.get(name);
    const [least, most] = tensor?.range ?? [];
    return constantly(tensor?.number ?? (least === most ? least : undefined) ?? NaN);
  }

  /** A shift or a factor of each unit, or a table of numbers that is added to every sample: of no effect on the scales. */
  private withNumbers(track: Value, tensor: Tensor | undefined): Value {
    const width = tensor?.shape.at(-1);
    // A number for each of several units makes as many out of one.
    return width !== undefined && width > 1 && track.width === 1 ? { ...track, width } : track;
  }

  private applied(
    node: Node,
    track: Value,
    operands: readonly Pointwise[],
    setting: (name: string) => number | undefined = (name) => numberOf(node, name),
  ): Value {
    if (operands.some((one) => Number.isNaN(one.at(0)) && isConstant(one)))
      return this.unknown(node, track, 'takes numbers of the model that differ from unit to unit');
    const f = applied(node.operator, operands, setting);
    if (f) return { ...track, f };
    return this.unknown(node, track, 'is a step of a function that is too long');
  }

  /** A bound of a Clip: an attribute, or since opset 11 an input. */
  private bound(node: Node, name: string): number | undefined {
    if (name !== 'min' && name !== 'max') return undefined;
    const input = node.inputs[name === 'min' ? 1 : 2] ?? '';
    return numberOf(node, name) ?? (input === '' ? undefined : (this.constants.get(input)?.number ?? NaN));
  }

  /** The slope of a PRelu; of several the one that is farthest from the identity, and the default of PyTorch where there are too many to read. */
  private slope(node: Node): number {
    const tensor = this.constants.get(node.inputs[1] ?? '');
    const [least, most] = tensor?.range ?? [tensor?.number ?? 0.25, tensor?.number ?? 0.25];
    return Math.abs(1 - least) > Math.abs(1 - most) ? least : most;
  }

  /** Functions of the same sums are a function; anything else of two tracks is a norm, a sum of branches, or a gate. */
  private joinedTracks(node: Node, data: readonly Value[]): Value {
    const [left, right, third] = data;
    if (!left || !right) throw new RangeError(`${node.name} has no data`);
    const norm = this.normed(node, left, right);
    if (norm) return norm;
    const isValues = data.every(({ state }) => state === 'values');
    if (isValues && data.every((one) => isSameView(one, left))) {
      if (left.heads !== undefined && ['Add', 'Sub', 'Concat'].includes(node.operator)) return left;
      return this.applied(node, left, this.operands(node, left));
    }
    const isSum = node.operator === 'Add' || node.operator === 'Sum';
    if (isSum && !third && isValues) return this.dataSum(node, left, right) ?? this.chains.sum(node, left, right);
    if (node.operator === 'Sub' && isValues) return this.chains.sum(node, left, right);
    if (node.operator === 'Mul' && isValues) {
      const gated = this.gated(node, left, right);
      if (gated) return gated;
    }
    return this.unknown(node, left, undefined, data);
  }

  /** Tables of words and of places that are added up are data; undefined for any other sum. */
  private dataSum(node: Node, left: Track, right: Track): Track | undefined {
    const parts = [left.link.part, right.link.part];
    const [one, other] = parts.flatMap((part) => (part.kind === 'data' && part.remarks.length > 0 ? [part] : []));
    if (!one || !other || !isPlain(left) || !isPlain(right)) return undefined;
    const data = {
      ...one,
      inputs: [...new Set([...one.inputs, ...other.inputs])],
      remarks: [...one.remarks, ...other.remarks],
    };
    return { ...left, link: dataLink(data, [...left.link.nodes, ...right.link.nodes, node]) };
  }

  /** What a step makes of a statistic over units with a number; undefined when it is no step of a norm. */
  private statistic(node: Node, track: Value): Value | undefined {
    const { state } = track;
    if (state === 'centred' && node.operator === 'Pow') return { ...track, state: 'centred square' };
    if (state === 'mean square' && ['Add', 'Max', 'Clip', 'Mul'].includes(node.operator)) return track;
    if (state === 'mean square' && node.operator === 'Sqrt') return { ...track, state: 'deviation' };
    // The root of a mean square, or one over it.
    if (state === 'mean square' && node.operator === 'Pow') return { ...track, state: 'deviation' };
    const keeps = ['Add', 'Max', 'Clip', 'Mul', 'Div', 'Reciprocal'];
    if ((state === 'deviation' || state === 'scores') && keeps.includes(node.operator)) return track;
    if (state === 'mean' && node.operator === 'Neg') return track;
    return undefined;
  }

  /** A norm, or a step of one, of two tracks; undefined when they are none. */
  private normed(node: Node, left: Value, right: Value): Value | undefined {
    const base = (track: Track): Link | undefined =>
      track.state === 'values' ? this.chains.settle(track) : track.link;
    if (base(left) !== base(right)) return undefined;
    const [one, other] = [left.state, right.state];
    const is = (a: string, b: string): boolean => (one === a && other === b) || (one === b && other === a);
    const link = base(left) ?? left.link;
    const track: Value = plainTrack(link, sizes(left));
    if (
      (node.operator === 'Sub' && one === 'values' && other === 'mean') ||
      (node.operator === 'Add' && is('values', 'mean'))
    )
      return { ...track, state: 'centred' };
    if (node.operator === 'Mul' && one === 'centred' && other === 'centred')
      return { ...track, state: 'centred square' };
    if (node.operator === 'Div' && other === 'deviation' && (one === 'values' || one === 'centred'))
      return this.norm(node, track, undefined);
    if (node.operator === 'Mul' && (is('values', 'deviation') || is('centred', 'deviation')))
      return this.norm(node, track, undefined);
    return undefined;
  }

  private unknown(node: Node, track: Track, what = 'is no layer of the language', data: readonly Track[] = []): Track {
    const others = data.flatMap((one) => branch(one.link, track.link));
    const lost = others.length > 0 ? ` With it is lost: ${names(others)}.` : '';
    return this.chains.gap(track, node, `${described(node)} ${what}.${lost}`);
  }

  private dense(node: Node, track: Track): Track {
    const weights = this.weightsOf(node);
    const [rows, columns] = weights?.shape ?? [];
    if (!weights || rows === undefined || columns === undefined || weights.shape.length > 3)
      return this.unknown(node, track, 'has weights of unknown shape');
    if (weights.shape.length === 3 && rows > 1) {
      const rank = weights.shape[2] ?? 1;
      // The link stays the same: by it, queries and keys of the same units are known.
      return plainTrack(this.chains.settle(track), { heads: rows, rank, width: rows * rank, absorbed: [node] });
    }
    const [first, second] = weights.shape.slice(-2) as [number, number];
    const swapped = numberOf(node, 'transB') === 1;
    const weightsFirst = this.constants.has(node.inputs[0] ?? '') && node.inputs[0] !== node.inputs[1];
    if (weightsFirst && this.mixesRows(track))
      return this.unknown(node, track, 'multiplies the data from the left: it mixes positions, not units');
    if (numberOf(node, 'transA') === 1) return this.unknown(node, track, 'takes the data turned over');
    const [fanIn, width] = swapped || weightsFirst ? [second, first] : [first, second];
    return this.product(node, track, weights, fanIn, width);
  }

  /** True where the rows of the data are positions: then weights on the left mix those. */
  private mixesRows({ axis, link }: Track): boolean {
    return link.part.kind !== 'data' && axis !== undefined && axis.at === axis.rank - 1;
  }

  /** A dense layer on the last side of the data; a gap where that is not the side of the units. */
  private product(node: Node, track: Track, weights: Tensor, fanIn: number, width: number): Track {
    const { axis, width: units, link } = track;
    const { part } = link;
    const isData = part.kind === 'data';
    const isConvolved = part.kind === 'layer' && part.keyword === 'conv';
    const isTurned = axis !== undefined && axis.at !== axis.rank - 1 && axis.rank > 1;
    const isWhole = units === undefined || part.kind === 'gap' || fanIn === units;
    if (!isData && isTurned && !(isConvolved && (track.view || fanIn !== units)))
      return { ...this.unknown(node, track, 'mixes positions, not units'), width, axis };
    if (!isData && !isWhole && !(isConvolved && fanIn % units === 0))
      return {
        ...this.unknown(
          node,
          track,
          fanIn % units === 0 ? 'takes all positions at once' : `takes ${fanIn} numbers where ${units} come in`,
        ),
        width,
      };
    const reads: ImportedLayer['reads'] = !isConvolved
      ? undefined
      : track.view?.kind === 'mean' || track.view?.kind === 'sum'
        ? track.view.kind
        : fanIn === units
          ? undefined
          : 'flatten';
    const [name, scope] = [layerName(node, weights), layerScope(node, weights)];
    const layer = {
      keyword: 'dense',
      name,
      scope,
      sizes: [{ argument: 'width', value: width }],
      fanIn,
      weights: weights.name,
      ...(reads && { reads }),
    } as const;
    return this.chains.layer(track, node, layer, width, axis && { rank: axis.rank, at: axis.rank - 1 });
  }

  private contracted(node: Node, data: readonly Value[]): Value {
    const [track, other] = data;
    const equation = node.attributes.get('equation');
    if (!track || typeof equation !== 'string' || node.inputs.length !== 2)
      return this.unknown(
        node,
        track ?? plainTrack(dataLink({ kind: 'data', inputs: [], shape: [], remarks: [] })),
        undefined,
        data,
      );
    const weights = this.weightsOf(node);
    const isFirst = this.tracks.has(node.inputs[0] ?? '');
    const found = einsum(equation, isFirst, other ? undefined : weights?.shape);
    if (found?.kind === 'dense' && weights) {
      const made = this.product(
        node,
        { ...track, ...(found.axis && { axis: found.axis }) },
        weights,
        found.fanIn,
        found.width,
      );
      return { ...made, axis: found.to, ...(found.heads && { heads: found.heads, rank: found.width / found.heads }) };
    }
    if (found?.kind === 'products' && other)
      return attended(this.chains, node, track, other) ?? this.unknown(node, track, 'multiplies data with data', data);
    return this.unknown(node, track, `(${equation}) is no layer of the language`, data);
  }

  private attentive(node: Node, track: Track): Track {
    const inputs = node.inputs.slice(0, 3).map((name) => this.tracks.get(name));
    const made = fusedAttention(this.chains, node, inputs, this.constants.get(node.inputs[1] ?? ''));
    return typeof made === 'string' ? this.unknown(node, track, made) : made;
  }

  private convolved(node: Node, track: Track): Track {
    const weights = this.weightsOf(node);
    const shape =
      track.link.part.kind === 'data' ? (this.shapes.get(node.inputs[0] ?? '') ?? track.link.part.shape) : undefined;
    return convolution(this.chains, node, track, weights, shape);
  }

  /** Two products of the same data, of which one multiplies the units of the other; undefined for any other. */
  private gated(node: Node, left: Track, right: Track): Track | undefined {
    const isHalf = left.link === right.link && left.view?.kind === 'units' && right.view?.kind === 'units';
    const [track, gate] = left.f.key === identity.key && right.f.key !== identity.key ? [right, left] : [left, right];
    if (isHalf) {
      const { part } = track.link;
      if (part.kind !== 'layer') return undefined;
      const lack = `Half of the units of ${part.name || 'this layer'} multiply the others: the heuristic has no rule for gates.`;
      const whole = without(track, 'view');
      const link = this.chains.settle(whole);
      return this.chains.lacking(plainTrack(link, sizes(track)), lack, [node]);
    }
    const [one, other] = [this.chains.settle(track), this.chains.settle(gate)];
    if (one.part.kind !== 'layer' || other.part.kind !== 'layer' || one.previous !== other.previous) return undefined;
    if (one.part.keyword !== 'dense' || other.part.keyword !== 'dense') return undefined;
    const lack = `${other.part.name || 'Another product'} multiplies the units of ${one.part.name || 'this layer'}: the heuristic has no rule for gates.`;
    return this.chains.lacking(plainTrack(one, sizes(track)), lack, [node]);
  }

  private reshaped(node: Node, track: Value): Value {
    const { axis } = track;
    switch (node.operator) {
      case 'Reshape': {
        const shape = this.constants.get(node.inputs[1] ?? '')?.integers;
        const split = inHeads(track, shape);
        if (split) return split;
        const rest = without(track, 'axis');
        return { ...rest, ...reshapedAxis(track, shape) };
      }
      case 'Flatten': {
        const rest = without(track, 'axis');
        return track.link.part.kind === 'data' ? { ...rest, axis: { rank: 2, at: 1 } } : { ...rest };
      }
      case 'Transpose': {
        const order = listOf(node, 'perm');
        if (!axis || track.heads !== undefined) return track;
        const at = order ? order.indexOf(axis.at) : axis.rank - 1 - axis.at;
        return { ...track, axis: { rank: axis.rank, at } };
      }
      case 'Swap':
        return this.swapped(node, track);
      case 'Unsqueeze':
      case 'Squeeze': {
        const axes = listOf(node, 'axes') ?? this.constants.get(node.inputs[1] ?? '')?.integers;
        if (!axis || !axes) {
          const rest = without(track, 'axis');
          return rest;
        }
        return { ...track, axis: movedAxis(axis, axes, node.operator === 'Unsqueeze') };
      }
      default:
        return track;
    }
  }

  /** Two sides of the data that change places, where nobody says how many sides there are: of tokens three. */
  private swapped(node: Node, track: Value): Value {
    const { axis, heads, link } = track;
    const sides = listOf(node, 'axes')?.join() ?? '';
    if (heads !== undefined || sides === '0,1') return track;
    if (sides !== '1,2' && sides !== '-2,-1') return this.unknown(node, track);
    const isConvolved = link.part.kind === 'layer' && link.part.keyword === 'conv';
    const isLast = axis ? axis.at === axis.rank - 1 : !isConvolved;
    return { ...track, axis: { rank: 3, at: isLast ? 1 : 2 } };
  }

  /** Some of the units, one token, or words of a table. */
  private taken(node: Node, track: Value, output: number): Value {
    if (this.constants.has(node.inputs[0] ?? '')) return this.gathered(node, track);
    const { axis } = track;
    if (track.heads !== undefined) return track;
    const axes =
      node.operator === 'Slice'
        ? (this.constants.get(node.inputs[3] ?? '')?.integers ?? listOf(node, 'axes'))
        : [numberOf(node, 'axis') ?? 0];
    // Where it is not known along which sides, units may be left out.
    const isUnits =
      axes?.some((one) => (axis ? (one < 0 ? one + axis.rank : one) === axis.at : one === -1)) ??
      (node.inputs[3] !== undefined && node.inputs[3] !== '');
    const begins =
      node.operator === 'Slice'
        ? `${this.numbersIn(node.inputs[1])} ${this.numbersIn(node.inputs[2])}`
        : `${node.inputs[1] ?? ''} ${output}`;
    const id = `${node.operator === 'Slice' ? '' : (node.outputs[0] ?? '')}${node.operator} ${axes?.join() ?? ''} ${begins}${track.view?.id ?? ''}`;
    if (isUnits) {
      const width = this.takenWidth(node, track, output);
      // All of them are no part.
      if (width === track.width && width !== undefined) return track;
      const rest = without(track, 'width');
      return { ...rest, view: { kind: 'units', id }, ...(width !== undefined && { width }) };
    }
    const isSingle = node.operator === 'Gather' && this.constants.get(node.inputs[1] ?? '')?.number !== undefined;
    const rank = axis && isSingle ? axis.rank - 1 : axis?.rank;
    const [first = 0] = axes ?? [];
    const at = axis && isSingle && (first < 0 ? first + axis.rank : first) < axis.at ? axis.at - 1 : axis?.at;
    const rest = without(track, 'axis');
    return {
      ...rest,
      view: { kind: 'token', id },
      ...(rank !== undefined && at !== undefined && { axis: { rank, at } }),
    };
  }

  private numbersIn(name = ''): string {
    return this.constants.get(name)?.integers?.join() ?? name;
  }

  private takenWidth(node: Node, { width }: Track, output: number): number | undefined {
    if (node.operator === 'Split') {
      const sizes = listOf(node, 'split') ?? this.constants.get(node.inputs[1] ?? '')?.integers;
      return sizes?.[output] ?? (width === undefined ? undefined : width / node.outputs.length);
    }
    const [[start], [end]] = [
      this.constants.get(node.inputs[1] ?? '')?.integers ?? listOf(node, 'starts') ?? [],
      this.constants.get(node.inputs[2] ?? '')?.integers ?? listOf(node, 'ends') ?? [],
    ];
    if (node.operator !== 'Slice' || start === undefined || end === undefined || width === undefined) return undefined;
    const [from, to] = [start < 0 ? start + width : start, end < 0 ? end + width : Math.min(end, width)];
    return Math.max(0, to - from);
  }

  /** The fourth output is the sum. */
  private skipNorm(node: Node, [left, right]: readonly Track[]): void {
    if (!left) return;
    const sum = right ? this.chains.sum(node, left, right) : left;
    const norm = this.norm(node, sum, this.constantOf(node));
    for (const [index, name] of node.outputs.entries()) this.tracks.set(name, index === 3 ? sum : norm);
  }

  private norm(node: Node, track: Track, weights: Tensor | undefined): Track {
    const [name, scope] = [layerName(node, weights), layerScope(node, weights)];
    return this.chains.layer(track, node, { keyword: 'norm', name, scope, sizes: [] }, track.width, track.axis);
  }

  /** A mean, a sum or a norm over units, or over positions. */
  private reduced(node: Node, track: Value): Value {
    const { axis, state, f } = track;
    const axes = listOf(node, 'axes') ?? this.constants.get(node.inputs[1] ?? '')?.integers ?? [];
    const isUnits =
      axes.length === 1 && axes.every((one) => (axis ? (one < 0 ? one + axis.rank : one) === axis.at : one === -1));
    const isMean = node.operator === 'ReduceMean' || node.operator === 'ReduceSum';
    if (isUnits && state === 'centred square' && isMean) return { ...track, state: 'mean square' };
    if (isUnits && state === 'values') {
      if (node.operator === 'ReduceL2' || node.operator === 'ReduceSumSquare')
        return { ...track, ...this.settled(track), state: node.operator === 'ReduceL2' ? 'deviation' : 'mean square' };
      const { root } = f;
      if (isMean && root) return { ...track, ...this.settled({ ...track, f: root }), state: 'mean square' };
      if (node.operator === 'ReduceMean') return { ...track, ...this.settled(track), state: 'mean' };
    }
    const isPositions =
      axes.length > 0 &&
      !isUnits &&
      (axis === undefined || !axes.some((one) => (one < 0 ? one + axis.rank : one) === axis.at));
    if (!isPositions || state !== 'values' || !isMean) return this.unknown(node, track);
    const keeps = (numberOf(node, 'keepdims') ?? 1) === 1;
    const pooled = this.pooled(track, node.operator === 'ReduceMean' ? 'mean' : 'sum');
    if (keeps) return pooled;
    return {
      ...pooled,
      ...(axis && {
        axis: {
          rank: axis.rank - axes.length,
          at: axis.at - axes.filter((one) => (one < 0 ? one + axis.rank : one) < axis.at).length,
        },
      }),
    };
  }

  private settled(track: Track): Pick<Track, 'link' | 'f'> {
    return { link: this.chains.settle(track), f: identity };
  }

  private pooled(track: Value, kind: 'mean' | 'sum'): Value {
    const rest = without(track, 'choice');
    return { ...rest, view: { kind, id: `${kind} ${track.view?.id ?? ''}` } };
  }

  private padded(node: Node, track: Value): Value {
    const pads = listOf(node, 'pads') ?? this.constants.get(node.inputs[1] ?? '')?.integers;
    return pads?.every((pad) => pad === 0) ? track : this.unknown(node, track, 'puts numbers around the data');
  }

  private concatenated(node: Node, data: readonly Value[]): Value {
    const [track] = data;
    if (!track) throw new RangeError(`${node.name} has no data`);
    const { axis } = track;
    const along = numberOf(node, 'axis') ?? 0;
    const isUnits = axis ? (along < 0 ? along + axis.rank : along) === axis.at : along === -1;
    const isOne = data.every((one) => one.link === track.link && one.state === track.state);
    if (isOne && track.heads !== undefined) return track;
    if (isOne && data.length > 1 && data.every(({ view }) => view?.kind === 'units')) {
      const rest = without(track, 'view');
      const width = data.reduce((sum, one) => sum + (one.width ?? NaN), 0);
      const { part } = track.link;
      const all = part.kind === 'layer' ? part.sizes[0]?.value : undefined;
      const isSame = data.every(({ f }) => f.key === track.f.key);
      if (isSame && width === all) return { ...rest, width };
    }
    if (data.length === 1) {
      if (isUnits) return this.unknown(node, track, 'puts numbers of the model beside the units');
      return this.chains.remark(
        track,
        node,
        'The model puts a token of its own beside the others, and the language does not.',
      );
    }
    const parts = data.map(({ link }) => link.part);
    if (isUnits && parts.every((part) => part.kind === 'data') && data.every((one) => isPlain(one)))
      return this.dataBeside(node, data);
    return this.unknown(node, track, 'joins branches', data);
  }

  /** Inputs beside each other are one input. */
  private dataBeside(node: Node, data: readonly Track[]): Track {
    const parts = data.flatMap(({ link }) => (link.part.kind === 'data' ? [link.part] : []));
    const inputs = parts.flatMap((part) => part.inputs);
    const key = inputs.join('\n');
    const width = data.reduce((sum, one) => sum + (one.width ?? NaN), 0);
    const size = Number.isNaN(width) ? undefined : width;
    const shape = [...(parts[0]?.shape.slice(0, -1) ?? []), size];
    const remark = `The inputs ${inputs.join(', ')} of the model are one here, beside each other.`;
    const remarks = [...new Set([...parts.flatMap((part) => part.remarks), remark])];
    const link =
      this.joined.get(key) ??
      dataLink({ kind: 'data', inputs, shape, remarks }, [...data.flatMap(({ link: { nodes } }) => nodes), node]);
    this.joined.set(key, link);
    const axis = data[0]?.axis;
    return plainTrack(link, { ...(axis && { axis }), ...(size !== undefined && { width: size }) });
  }

  private gathered(node: Node, track: Value): Value {
    const table = this.constants.get(node.inputs[0] ?? '');
    const [words, width] = table?.shape ?? [];
    const { part } = track.link;
    if (!table || words === undefined || width === undefined || table.shape.length !== 2)
      return this.unknown(node, track, 'looks up numbers of the model');
    if (part.kind !== 'data' || !isPlain(track))
      return this.unknown(node, track, 'looks up numbers of the model by what the layers give');
    const name = layerName(node, table);
    const text = `The data begin behind the embedding ${name} of ${words} words: its vectors are the tokens.`;
    const shape = [...part.shape, width];
    const link = dataLink({ ...part, shape, remarks: [...part.remarks, text] }, [...track.link.nodes, node]);
    return plainTrack(link, { width, axis: { rank: shape.length + 1, at: shape.length } });
  }

  private weightsOf({ inputs }: Node): Tensor | undefined {
    return inputs.map((name) => this.constants.get(name)).find((tensor) => tensor && tensor.shape.length >= 2);
  }

  private constantOf({ inputs }: Node): Tensor | undefined {
    return inputs.map((name) => this.constants.get(name)).find((tensor) => tensor !== undefined);
  }
}

const batchNorm = 'A BatchNormalization behind it only scales, once its statistics are fixed.';

function dataLink(part: Data, nodes: readonly Node[] = []): Link {
  return { part, previous: undefined, nodes };
}

function sizes({ width, axis }: Track): Partial<Track> {
  return { ...(width !== undefined && { width }), ...(axis && { axis }) };
}

/** True where two tracks have functions of the same numbers, each at its place. */
function isSameView(one: Track, other: Track): boolean {
  return one.link === other.link && one.view?.id === other.view?.id && one.axis?.at === other.axis?.at;
}

function readoutOf(output: Link): TracedChain['patchReadout'] {
  for (let link: Link | undefined = output; link; link = link.previous)
    if (link.part.kind === 'layer' && link.part.reads) return link.part.reads;
  return undefined;
}

/** Where the units are after a reshape: their side where the last one is as long as before; unknown otherwise. */
function reshapedAxis({ width, link, axis }: Track, shape: readonly number[] | undefined): { readonly axis?: Axis } {
  if (!shape) return {};
  const rank = shape.length;
  if (link.part.kind === 'data') return { axis: { rank, at: rank - 1 } };
  if (shape.at(-1) === width) return { axis: { rank, at: rank - 1 } };
  // Channels stay the second side where the sides behind them become one.
  if (axis?.at === 1 && (shape[1] === width || shape[1] === 0) && rank > 2) return { axis: { rank, at: 1 } };
  return {};
}

function movedAxis({ rank, at }: Axis, axes: readonly number[], isAdded: boolean): Axis {
  const all = isAdded ? rank + axes.length : rank;
  const places = axes.map((one) => (one < 0 ? one + all : one)).sort((one, other) => one - other);
  if (!isAdded) return { rank: rank - places.length, at: at - places.filter((place) => place < at).length };
  let moved = at;
  for (const place of places) if (place <= moved) moved++;
  return { rank: all, at: moved };
}

function outputOf({ outputs }: Node): string {
  return outputs[0] ?? '';
}
