import { inHeads } from './attention.js';
import { isPlain, type Axis, type Track } from './chain.js';
import { dataBeside, gathered } from './inputs.js';
import type { Node } from './model.js';
import { listOf, numberOf } from './reading.js';
import type { Value, Walk } from './walk.js';
import { without } from './without.js';

/** The same numbers in another shape: where the units are from there on. */
export function reshaped(walk: Walk, node: Node, track: Value): Value {
  const { axis } = track;
  switch (node.operator) {
    case 'Reshape': {
      const shape = walk.constants.get(node.inputs[1] ?? '')?.integers;
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
      return swapped(walk, node, track);
    case 'Unsqueeze':
    case 'Squeeze': {
      const axes = listOf(node, 'axes') ?? walk.constants.get(node.inputs[1] ?? '')?.integers;
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
function swapped(walk: Walk, node: Node, track: Value): Value {
  const { axis, heads, link } = track;
  const sides = listOf(node, 'axes')?.join() ?? '';
  if (heads !== undefined || sides === '0,1') return track;
  if (sides !== '1,2' && sides !== '-2,-1') return walk.unknown(node, track);
  const isConvolved = link.part.kind === 'layer' && link.part.keyword === 'conv';
  const isLast = axis ? axis.at === axis.rank - 1 : !isConvolved;
  return { ...track, axis: { rank: 3, at: isLast ? 1 : 2 } };
}

/** Some of the units, one token, or words of a table. */
export function takenPart(walk: Walk, node: Node, track: Value, output: number): Value {
  if (walk.constants.has(node.inputs[0] ?? '')) return gathered(walk, node, track);
  const { axis } = track;
  if (track.heads !== undefined) return track;
  const axes =
    node.operator === 'Slice'
      ? (walk.constants.get(node.inputs[3] ?? '')?.integers ?? listOf(node, 'axes'))
      : [numberOf(node, 'axis') ?? 0];
  // Where it is not known along which sides, units may be left out.
  const isUnits =
    axes?.some((one) => (axis ? (one < 0 ? one + axis.rank : one) === axis.at : one === -1)) ??
    (node.inputs[3] !== undefined && node.inputs[3] !== '');
  const begins =
    node.operator === 'Slice'
      ? `${numbersIn(walk, node.inputs[1])} ${numbersIn(walk, node.inputs[2])}`
      : `${node.inputs[1] ?? ''} ${output}`;
  const id = `${node.operator === 'Slice' ? '' : (node.outputs[0] ?? '')}${node.operator} ${axes?.join() ?? ''} ${begins}${track.view?.id ?? ''}`;
  if (isUnits) {
    const width = takenWidth(walk, node, track, output);
    // All of them are no part.
    if (width === track.width && width !== undefined) return track;
    const rest = without(track, 'width');
    return { ...rest, view: { kind: 'units', id }, ...(width !== undefined && { width }) };
  }
  const isSingle = node.operator === 'Gather' && walk.constants.get(node.inputs[1] ?? '')?.number !== undefined;
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

function takenWidth(walk: Walk, node: Node, { width }: Track, output: number): number | undefined {
  if (node.operator === 'Split') {
    const sizes = listOf(node, 'split') ?? walk.constants.get(node.inputs[1] ?? '')?.integers;
    return sizes?.[output] ?? (width === undefined ? undefined : width / node.outputs.length);
  }
  const [[start], [end]] = [
    walk.constants.get(node.inputs[1] ?? '')?.integers ?? listOf(node, 'starts') ?? [],
    walk.constants.get(node.inputs[2] ?? '')?.integers ?? listOf(node, 'ends') ?? [],
  ];
  if (node.operator !== 'Slice' || start === undefined || end === undefined || width === undefined) return undefined;
  const [from, to] = [start < 0 ? start + width : start, end < 0 ? end + width : Math.min(end, width)];
  return Math.max(0, to - from);
}

function numbersIn(walk: Walk, name = ''): string {
  return walk.constants.get(name)?.integers?.join() ?? name;
}

/** The data within a border; a gap where the border has any width. */
export function padded(walk: Walk, node: Node, track: Value): Value {
  const pads = listOf(node, 'pads') ?? walk.constants.get(node.inputs[1] ?? '')?.integers;
  return pads?.every((pad) => pad === 0) ? track : walk.unknown(node, track, 'puts numbers around the data');
}

/** Tracks beside each other: units of one layer, tokens, or inputs. */
export function concatenated(walk: Walk, node: Node, data: readonly Value[]): Value {
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
    if (isUnits) return walk.unknown(node, track, 'puts numbers of the model beside the units');
    return walk.chains.remark(
      track,
      node,
      'The model puts a token of its own beside the others, and the language does not.',
    );
  }
  const parts = data.map(({ link }) => link.part);
  if (isUnits && parts.every((part) => part.kind === 'data') && data.every((one) => isPlain(one)))
    return dataBeside(walk, node, data);
  return walk.unknown(node, track, 'joins branches', data);
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
