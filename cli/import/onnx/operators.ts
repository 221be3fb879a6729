import type { Chains, Track } from './chain.js';
import type { Node, Tensor } from './model.js';
import { layerName, listOf, numberOf } from './reading.js';

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
    return chains.gap(track, `Conv ${name} has weights of unknown shape.`);
  const strides = listOf(node, 'strides') ?? kernel.map(() => 1);
  const isPadded = (listOf(node, 'pads') ?? []).some((pad) => pad !== 0);
  const isGrouped = (numberOf(node, 'group') ?? 1) > 1;
  const isPointwise = kernel.every((size) => size === 1) && strides.every((stride) => stride === 1);
  const covers = kernel.every((size, axis) => size === strides[axis]);
  const text = `Conv ${name}: ${channels} channels, kernel ${kernel.join('×')}, stride ${strides.join('×')}`;
  if (isPadded || isGrouped || !(covers || isPointwise)) {
    const why = isGrouped ? 'its channels are grouped' : 'its patches overlap';
    return { ...chains.gap(track, `${text}: ${why}, for which the heuristic has no rule.`), width: channels };
  }
  if (track.link && !isPointwise) {
    const gap = chains.gap(track, `${text}: the language takes patches of the data only, not of a layer.`);
    return { ...gap, width: channels };
  }
  const size = perGroup * kernel.reduce((product, length) => product * length, 1);
  const places = shape?.slice(2).map((length, axis) => Math.floor((length ?? 0) / (strides[axis] ?? 1)));
  const count = places?.length === kernel.length ? places.reduce((product, length) => product * length, 1) : 0;
  return chains.layer(
    track,
    {
      keyword: 'conv',
      name,
      sizes: [{ argument: 'channels', value: channels }],
      ...(track.link ? {} : { patches: { count, size } }),
      fanIn: size,
    },
    channels,
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
  if (node.operator !== 'RNN' || width === undefined || steps === undefined || steps <= 1) {
    const why =
      node.operator === 'RNN' ? 'how many steps it takes is not known' : 'the heuristic has no rule for gates';
    return {
      ...chains.gap(track, `${node.operator} ${name} of ${width ?? '?'} units: ${why}.`),
      ...(width && { width }),
    };
  }
  const sizes = [
    { argument: 'width', value: width },
    { argument: 'steps', value: steps },
  ] as const;
  return chains.layer(track, { keyword: 'recurrent', name, sizes, activation: 'tanh' }, width);
}
