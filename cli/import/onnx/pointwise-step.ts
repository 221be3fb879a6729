import { applied, constantly, identity, isConstant, type Pointwise } from '../activations/pointwise.js';
import { masked } from './attention.js';
import { plainTrack, type Track } from './chain.js';
import { dataSum } from './inputs.js';
import type { Node, Tensor } from './model.js';
import { normed, statistic } from './norm-steps.js';
import { numberOf } from './reading.js';
import { sizes, type Value, type Walk } from './walk.js';
import { without } from './without.js';

/** A step on each number by itself: of an activation, of a norm, a sum of branches, a mask, a gate. */
export function pointwiseStep(walk: Walk, node: Node, data: readonly Value[]): Value {
  const [track, other] = data;
  if (!track) throw new RangeError(`${node.name} has no data`);
  const mask = node.operator === 'Add' || node.operator === 'Where' ? masked(track, other) : undefined;
  if (mask) {
    walk.decides(mask === track ? other : track);
    return mask;
  }
  if (other) return joinedTracks(walk, node, data);
  const [operand] = node.inputs.filter((name) => !walk.tracks.has(name) && name !== '');
  if (track.state !== 'values') return statistic(node, track) ?? walk.unknown(node, track);
  // Turning queries and keys by their place, and scaling them, changes no sizes.
  if (track.heads !== undefined && ['Mul', 'Div', 'Neg', 'Add'].includes(node.operator)) return track;
  if (node.operator === 'Clip') return appliedTo(walk, node, track, [track.f], (name) => bound(walk, node, name));
  if (node.operator === 'PRelu') return appliedTo(walk, node, track, [track.f, constantly(slope(walk, node))]);
  if (
    operand === undefined ||
    ['HardSigmoid', 'ThresholdedRelu', 'Shrink', 'BiasGelu', 'FastGelu'].includes(node.operator)
  )
    return appliedTo(walk, node, track, [track.f]);
  const tensor = walk.constants.get(operand);
  const isBias = tensor?.number === undefined || (track.width === 1 && tensor.shape.length > 0 && track.f.key === 'z');
  const isOwn = ['Add', 'Sub', 'Mul', 'Div', 'Sum'].includes(node.operator);
  if (isBias && isOwn) {
    if (node.operator === 'Div' && node.inputs[0] === operand) return walk.unknown(node, track);
    return withNumbers(track, tensor);
  }
  return appliedTo(walk, node, track, operands(walk, node, track));
}

/** Functions of the same sums are a function; anything else of two tracks is a norm, a sum of branches, or a gate. */
function joinedTracks(walk: Walk, node: Node, data: readonly Value[]): Value {
  const [left, right, third] = data;
  if (!left || !right) throw new RangeError(`${node.name} has no data`);
  const norm = normed(walk, node, left, right);
  if (norm) return norm;
  const isValues = data.every(({ state }) => state === 'values');
  if (isValues && data.every((one) => isSameView(one, left))) {
    if (left.heads !== undefined && ['Add', 'Sub', 'Concat'].includes(node.operator)) return left;
    return appliedTo(walk, node, left, operands(walk, node, left));
  }
  const isSum = node.operator === 'Add' || node.operator === 'Sum';
  if (isSum && !third && isValues) return dataSum(node, left, right) ?? walk.chains.sum(node, left, right);
  if (node.operator === 'Sub' && isValues) return walk.chains.sum(node, left, right);
  if (node.operator === 'Mul' && isValues) {
    const gated = gatedProduct(walk, node, left, right);
    if (gated) return gated;
  }
  return walk.unknown(node, left, undefined, data);
}

/** Two products of the same data, of which one multiplies the units of the other; undefined for any other. */
function gatedProduct(walk: Walk, node: Node, left: Track, right: Track): Track | undefined {
  const isHalf = left.link === right.link && left.view?.kind === 'units' && right.view?.kind === 'units';
  const [track, gate] = left.f.key === identity.key && right.f.key !== identity.key ? [right, left] : [left, right];
  if (isHalf) {
    const { part } = track.link;
    if (part.kind !== 'layer') return undefined;
    const lack = `Half of the units of ${part.name || 'this layer'} multiply the others: the heuristic has no rule for gates.`;
    const whole = without(track, 'view');
    const link = walk.chains.settle(whole);
    return walk.chains.lacking(plainTrack(link, sizes(track)), lack, [node]);
  }
  const [one, other] = [walk.chains.settle(track), walk.chains.settle(gate)];
  if (one.part.kind !== 'layer' || other.part.kind !== 'layer' || one.previous !== other.previous) return undefined;
  if (one.part.keyword !== 'dense' || other.part.keyword !== 'dense') return undefined;
  const lack = `${other.part.name || 'Another product'} multiplies the units of ${one.part.name || 'this layer'}: the heuristic has no rule for gates.`;
  return walk.chains.lacking(plainTrack(one, sizes(track)), lack, [node]);
}

/** What goes into a step: functions of the data, and numbers of the model. */
function operands(walk: Walk, node: Node, { f }: Track): Pointwise[] {
  return node.inputs.flatMap((name) =>
    name === '' ? [] : [walk.tracks.has(name) ? (walk.tracks.get(name)?.f ?? f) : numberIn(walk, name)],
  );
}

/** A number of the model, or the one that all numbers of a list are; NaN for any other. */
function numberIn(walk: Walk, name: string): Pointwise {
  const tensor = walk.constants.get(name);
  const [least, most] = tensor?.range ?? [];
  return constantly(tensor?.number ?? (least === most ? least : undefined) ?? NaN);
}

/** A shift or a factor of each unit, or a table of numbers that is added to every sample: of no effect on the scales. */
function withNumbers(track: Value, tensor: Tensor | undefined): Value {
  const width = tensor?.shape.at(-1);
  // A number for each of several units makes as many out of one.
  return width !== undefined && width > 1 && track.width === 1 ? { ...track, width } : track;
}

function appliedTo(
  walk: Walk,
  node: Node,
  track: Value,
  operands: readonly Pointwise[],
  setting: (name: string) => number | undefined = (name) => numberOf(node, name),
): Value {
  if (operands.some((one) => Number.isNaN(one.at(0)) && isConstant(one)))
    return walk.unknown(node, track, 'takes numbers of the model that differ from unit to unit');
  const f = applied(node.operator, operands, setting);
  if (f) return { ...track, f };
  return walk.unknown(node, track, 'is a step of a function that is too long');
}

/** A bound of a Clip: an attribute, or since opset 11 an input. */
function bound(walk: Walk, node: Node, name: string): number | undefined {
  if (name !== 'min' && name !== 'max') return undefined;
  const input = node.inputs[name === 'min' ? 1 : 2] ?? '';
  return numberOf(node, name) ?? (input === '' ? undefined : (walk.constants.get(input)?.number ?? NaN));
}

/** The slope of a PRelu; of several the one that is farthest from the identity, and the default of PyTorch where there are too many to read. */
function slope(walk: Walk, node: Node): number {
  const tensor = walk.constants.get(node.inputs[1] ?? '');
  const [least, most] = tensor?.range ?? [tensor?.number ?? 0.25, tensor?.number ?? 0.25];
  return Math.abs(1 - least) > Math.abs(1 - most) ? least : most;
}

/** True where two tracks have functions of the same numbers, each at its place. */
function isSameView(one: Track, other: Track): boolean {
  return one.link === other.link && one.view?.id === other.view?.id && one.axis?.at === other.axis?.at;
}
