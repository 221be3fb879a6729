import { identity } from '../activations/pointwise.js';
import { plainTrack, type Link, type Track } from './chain.js';
import type { Node, Tensor } from './model.js';
import { layerName, layerScope, listOf, numberOf } from './reading.js';
import { sizes, type Value, type Walk } from './walk.js';
import { without } from './without.js';

/** The fourth output is the sum. */
export function skipNorm(walk: Walk, node: Node, [left, right]: readonly Track[]): void {
  if (!left) return;
  const sum = right ? walk.chains.sum(node, left, right) : left;
  const norm = normLayer(walk, node, sum, walk.constantOf(node));
  for (const [index, name] of node.outputs.entries()) walk.tracks.set(name, index === 3 ? sum : norm);
}

/** A norm that the model has as one step. */
export function normLayer(walk: Walk, node: Node, track: Track, weights: Tensor | undefined): Track {
  const [name, scope] = [layerName(node, weights), layerScope(node, weights)];
  return walk.chains.layer(track, node, { keyword: 'norm', name, scope, sizes: [] }, track.width, track.axis);
}

/** What a step makes of a statistic over units with a number; undefined when it is no step of a norm. */
export function statistic(node: Node, track: Value): Value | undefined {
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
export function normed(walk: Walk, node: Node, left: Value, right: Value): Value | undefined {
  const base = (track: Track): Link | undefined => (track.state === 'values' ? walk.chains.settle(track) : track.link);
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
  if (node.operator === 'Mul' && one === 'centred' && other === 'centred') return { ...track, state: 'centred square' };
  if (node.operator === 'Div' && other === 'deviation' && (one === 'values' || one === 'centred'))
    return normLayer(walk, node, track, undefined);
  if (node.operator === 'Mul' && (is('values', 'deviation') || is('centred', 'deviation')))
    return normLayer(walk, node, track, undefined);
  return undefined;
}

/** A mean, a sum or a norm over units, or over positions. */
export function reduced(walk: Walk, node: Node, track: Value): Value {
  const { axis, state, f } = track;
  const axes = listOf(node, 'axes') ?? walk.constants.get(node.inputs[1] ?? '')?.integers ?? [];
  const isUnits =
    axes.length === 1 && axes.every((one) => (axis ? (one < 0 ? one + axis.rank : one) === axis.at : one === -1));
  const isMean = node.operator === 'ReduceMean' || node.operator === 'ReduceSum';
  if (isUnits && state === 'centred square' && isMean) return { ...track, state: 'mean square' };
  if (isUnits && state === 'values') {
    if (node.operator === 'ReduceL2' || node.operator === 'ReduceSumSquare')
      return { ...track, ...settled(walk, track), state: node.operator === 'ReduceL2' ? 'deviation' : 'mean square' };
    const { root } = f;
    if (isMean && root) return { ...track, ...settled(walk, { ...track, f: root }), state: 'mean square' };
    if (node.operator === 'ReduceMean') return { ...track, ...settled(walk, track), state: 'mean' };
  }
  const isPositions =
    axes.length > 0 &&
    !isUnits &&
    (axis === undefined || !axes.some((one) => (one < 0 ? one + axis.rank : one) === axis.at));
  if (!isPositions || state !== 'values' || !isMean) return walk.unknown(node, track);
  const keeps = (numberOf(node, 'keepdims') ?? 1) === 1;
  const pooled = pooledTrack(track, node.operator === 'ReduceMean' ? 'mean' : 'sum');
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

/** An average or a sum over positions. */
export function pooledTrack(track: Value, kind: 'mean' | 'sum'): Value {
  const rest = without(track, 'choice');
  return { ...rest, view: { kind, id: `${kind} ${track.view?.id ?? ''}` } };
}

function settled(walk: Walk, track: Track): Pick<Track, 'link' | 'f'> {
  return { link: walk.chains.settle(track), f: identity };
}
