import type { ImportedLayer } from '../network.js';
import { attended } from './attention.js';
import { plainTrack, type Track } from './chain.js';
import { einsum } from './einsum.js';
import { fusedAttention } from './fused-attention.js';
import type { Node, Tensor } from './model.js';
import { convolution } from './operators.js';
import { layerName, layerScope, numberOf } from './reading.js';
import { dataLink, type Value, type Walk } from './walk.js';

/** A product of the data with weights: a dense layer, or what a head takes. */
export function dense(walk: Walk, node: Node, track: Track): Track {
  const weights = walk.weightsOf(node);
  const [rows, columns] = weights?.shape ?? [];
  if (!weights || rows === undefined || columns === undefined || weights.shape.length > 3)
    return walk.unknown(node, track, 'has weights of unknown shape');
  if (weights.shape.length === 3 && rows > 1) {
    const rank = weights.shape[2] ?? 1;
    // The link stays the same: by it, queries and keys of the same units are known.
    return plainTrack(walk.chains.settle(track), { heads: rows, rank, width: rows * rank, absorbed: [node] });
  }
  const [first, second] = weights.shape.slice(-2) as [number, number];
  const swapped = numberOf(node, 'transB') === 1;
  const weightsFirst = walk.constants.has(node.inputs[0] ?? '') && node.inputs[0] !== node.inputs[1];
  if (weightsFirst && mixesRows(track))
    return walk.unknown(node, track, 'multiplies the data from the left: it mixes positions, not units');
  if (numberOf(node, 'transA') === 1) return walk.unknown(node, track, 'takes the data turned over');
  const [fanIn, width] = swapped || weightsFirst ? [second, first] : [first, second];
  return product(walk, node, track, weights, fanIn, width);
}

/** A dense layer on the last side of the data; a gap where that is not the side of the units. */
function product(walk: Walk, node: Node, track: Track, weights: Tensor, fanIn: number, width: number): Track {
  const { axis, width: units, link } = track;
  const { part } = link;
  const isData = part.kind === 'data';
  const isConvolved = part.kind === 'layer' && part.keyword === 'conv';
  const isTurned = axis !== undefined && axis.at !== axis.rank - 1 && axis.rank > 1;
  const isWhole = units === undefined || part.kind === 'gap' || fanIn === units;
  if (!isData && isTurned && !(isConvolved && (track.view || fanIn !== units)))
    return { ...walk.unknown(node, track, 'mixes positions, not units'), width, axis };
  if (!isData && !isWhole && !(isConvolved && fanIn % units === 0))
    return {
      ...walk.unknown(
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
  return walk.chains.layer(track, node, layer, width, axis && { rank: axis.rank, at: axis.rank - 1 });
}

/** True where the rows of the data are positions: then weights on the left mix those. */
function mixesRows({ axis, link }: Track): boolean {
  return link.part.kind !== 'data' && axis !== undefined && axis.at === axis.rank - 1;
}

/** An Einsum: a dense layer, or products of data with data. */
export function contracted(walk: Walk, node: Node, data: readonly Value[]): Value {
  const [track, other] = data;
  const equation = node.attributes.get('equation');
  if (!track || typeof equation !== 'string' || node.inputs.length !== 2)
    return walk.unknown(
      node,
      track ?? plainTrack(dataLink({ kind: 'data', inputs: [], shape: [], remarks: [] })),
      undefined,
      data,
    );
  const weights = walk.weightsOf(node);
  const isFirst = walk.tracks.has(node.inputs[0] ?? '');
  const found = einsum(equation, isFirst, other ? undefined : weights?.shape);
  if (found?.kind === 'dense' && weights) {
    const made = product(
      walk,
      node,
      { ...track, ...(found.axis && { axis: found.axis }) },
      weights,
      found.fanIn,
      found.width,
    );
    return { ...made, axis: found.to, ...(found.heads && { heads: found.heads, rank: found.width / found.heads }) };
  }
  if (found?.kind === 'products' && other)
    return attended(walk.chains, node, track, other) ?? walk.unknown(node, track, 'multiplies data with data', data);
  return walk.unknown(node, track, `(${equation}) is no layer of the language`, data);
}

/** Attention as one step. */
export function attentive(walk: Walk, node: Node, track: Track): Track {
  const inputs = node.inputs.slice(0, 3).map((name) => walk.tracks.get(name));
  const made = fusedAttention(walk.chains, node, inputs, walk.constants.get(node.inputs[1] ?? ''));
  return typeof made === 'string' ? walk.unknown(node, track, made) : made;
}

/** A convolution, with the shape of the data where it is the first layer. */
export function convolved(walk: Walk, node: Node, track: Track): Track {
  const weights = walk.weightsOf(node);
  const shape =
    track.link.part.kind === 'data' ? (walk.shapes.get(node.inputs[0] ?? '') ?? track.link.part.shape) : undefined;
  return convolution(walk.chains, node, track, weights, shape);
}
