import type { Axis, Chains, Track } from './chain.js';
import type { Node, Tensor } from './model.js';
import { layerName, listOf, numberOf } from './reading.js';
import { without } from './without.js';

/**
 * A convolution. The language has those whose patches do not overlap, and behind them those of one patch at a time; of
 * others the channels are told.
 * @param shape of the data, where the convolution is the first layer.
 */
export function convolution(
  chains: Chains,
  node: Node,
  track: Track,
  weights: Tensor | undefined,
  shape: readonly (number | undefined)[] | undefined,
): Track {
  const [channels, perGroup, ...kernel] = weights?.shape ?? [];
  const name = layerName(node, weights);
  if (channels === undefined || perGroup === undefined || kernel.length === 0)
    return chains.gap(track, node, `Conv ${name} has weights of unknown shape.`);
  const strides = listOf(node, 'strides') ?? kernel.map(() => 1);
  const automatic = node.attributes.get('auto_pad');
  const isPadded =
    (listOf(node, 'pads') ?? []).some((pad) => pad !== 0) ||
    (typeof automatic === 'string' &&
      automatic.startsWith('SAME') &&
      kernel.some((size, axis) => size !== strides[axis]));
  const isDilated = (listOf(node, 'dilations') ?? []).some((one, axis) => one !== 1 && (kernel[axis] ?? 1) > 1);
  const isGrouped = (numberOf(node, 'group') ?? 1) > 1;
  const isPointwise = kernel.every((size) => size === 1) && strides.every((stride) => stride === 1);
  const covers = kernel.every((size, axis) => size === strides[axis]);
  const text = `Conv ${name}: ${channels} channels, kernel ${kernel.join('×')}, stride ${strides.join('×')}`;
  const axis: Axis = { rank: kernel.length + 2, at: 1 };
  const { part } = track.link;
  const isData = part.kind === 'data';
  const gap = (why: string): Track => ({ ...chains.gap(track, node, `${text}: ${why}`), width: channels, axis });
  if (isPadded || isGrouped || isDilated || !(covers || isPointwise)) {
    const why = isGrouped ? 'its channels are grouped' : isDilated ? 'its patches have holes' : 'its patches overlap';
    return gap(`${why}, for which the heuristic has no rule.`);
  }
  if (!isData && !isPointwise) return gap('the language takes patches of the data only, not of a layer.');
  if (!isData && (track.view || (track.axis && track.axis.at !== 1)))
    return gap('it stands behind an average over positions.');
  const size = perGroup * kernel.reduce((product, length) => product * length, 1);
  const places = shape?.slice(2).map((length, axis) => Math.floor((length ?? 0) / (strides[axis] ?? 1)));
  const count = places?.length === kernel.length ? places.reduce((product, length) => product * length, 1) : 0;
  return chains.layer(
    track,
    node,
    {
      keyword: 'conv',
      name,
      sizes: [{ argument: 'channels', value: channels }],
      ...(isData && { patches: { count, size } }),
      fanIn: size,
    },
    channels,
    axis,
  );
}

/** A recurrent layer: tied weights over the steps of a sequence. Gates have no rule. */
export function recurrence(
  chains: Chains,
  node: Node,
  track: Track,
  shape: readonly (number | undefined)[] | undefined,
): Track {
  const width = numberOf(node, 'hidden_size');
  const name = layerName(node, undefined);
  const [steps] = shape ?? [];
  const activations = node.attributes.get('activations');
  const [activation] = Array.isArray(activations) ? (activations as readonly unknown[]) : ['Tanh'];
  const used = activation === 'Tanh' ? 'tanh' : activation === 'Relu' ? 'relu' : undefined;
  const isForward = [undefined, 'forward'].includes(node.attributes.get('direction') as string | undefined);
  if (node.operator !== 'RNN' || width === undefined || steps === undefined || steps <= 1 || !used || !isForward) {
    const why =
      node.operator !== 'RNN'
        ? 'the heuristic has no rule for gates'
        : !isForward
          ? 'the language has recurrent layers in one direction'
          : !used
            ? `its activation ${String(activation)} is none of the language's`
            : 'how many steps it takes is not known';
    const gap = chains.gap(track, node, `${node.operator} ${name} of ${width ?? '?'} units: ${why}.`);
    const rest = without(gap, 'width', 'axis');
    return { ...rest, ...(width && { width }) };
  }
  const sizes = [
    { argument: 'width', value: width },
    { argument: 'steps', value: steps },
  ] as const;
  return chains.layer(track, node, { keyword: 'recurrent', name, sizes, activation: used }, width, undefined);
}
