import { isPlain, plainTrack, type Track } from './chain.js';
import type { Node } from './model.js';
import { layerName } from './reading.js';
import { dataLink, type Value, type Walk } from './walk.js';

/** Tables of words and of places that are added up are data; undefined for any other sum. */
export function dataSum(node: Node, left: Track, right: Track): Track | undefined {
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

/** Inputs beside each other are one input. */
export function dataBeside(walk: Walk, node: Node, data: readonly Track[]): Track {
  const parts = data.flatMap(({ link }) => (link.part.kind === 'data' ? [link.part] : []));
  const inputs = parts.flatMap((part) => part.inputs);
  const key = inputs.join('\n');
  const width = data.reduce((sum, one) => sum + (one.width ?? NaN), 0);
  const size = Number.isNaN(width) ? undefined : width;
  const shape = [...(parts[0]?.shape.slice(0, -1) ?? []), size];
  const remark = `The inputs ${inputs.join(', ')} of the model are one here, beside each other.`;
  const remarks = [...new Set([...parts.flatMap((part) => part.remarks), remark])];
  const link =
    walk.joined.get(key) ??
    dataLink({ kind: 'data', inputs, shape, remarks }, [...data.flatMap(({ link: { nodes } }) => nodes), node]);
  walk.joined.set(key, link);
  const axis = data[0]?.axis;
  return plainTrack(link, { ...(axis && { axis }), ...(size !== undefined && { width: size }) });
}

/** Words of a table that the data choose: they are the data from there on. */
export function gathered(walk: Walk, node: Node, track: Value): Value {
  const table = walk.constants.get(node.inputs[0] ?? '');
  const [words, width] = table?.shape ?? [];
  const { part } = track.link;
  if (!table || words === undefined || width === undefined || table.shape.length !== 2)
    return walk.unknown(node, track, 'looks up numbers of the model');
  if (part.kind !== 'data' || !isPlain(track))
    return walk.unknown(node, track, 'looks up numbers of the model by what the layers give');
  const name = layerName(node, table);
  const text = `The data begin behind the embedding ${name} of ${words} words: its vectors are the tokens.`;
  const shape = [...part.shape, width];
  const link = dataLink({ ...part, shape, remarks: [...part.remarks, text] }, [...track.link.nodes, node]);
  return plainTrack(link, { width, axis: { rank: shape.length + 1, at: shape.length } });
}
