import type { ImportedLayer } from '../network.js';
import { branch, plainTrack, type Chains, type Link, type Track } from './chain.js';
import type { Node, Tensor } from './model.js';
import { layerName, layerScope } from './reading.js';

/**
 * A product of data with data: the scores of attention, or the average that they weigh.
 * @returns undefined when it is neither.
 */
export function attended(chains: Chains, node: Node, left: Track, right: Track): Track | undefined {
  const weights = [left, right].find(({ state }) => state === 'attention weights');
  if (!weights) return scoredBase(chains, left, right);
  const values = weights === left ? right : left;
  const { heads = 1, rank, link } = weights;
  const base = plainTrack(link);
  const layer = {
    keyword: 'attention',
    name: layerName(node, undefined),
    scope: layerScope(node, undefined),
    sizes: [{ argument: 'heads', value: heads }],
    ...(rank !== undefined && { rank }),
  } as const;
  const made = chains.layer(base, node, layer, undefined, undefined);
  // The weights of the values are in it too.
  return chains.absorbing(made, [
    ...(weights.absorbed ?? []),
    ...branch(values.link, link).flatMap(({ nodes }) => nodes),
  ]);
}

/** Scores after a mask, which takes tokens out; undefined when neither track has scores, or the other is no mask. */
export function masked(left: Track, right: Track | undefined): Track | undefined {
  const scores = [left, right].find((track) => track?.state === 'scores');
  const mask = scores === left ? right : left;
  return scores && (!mask || mask.link.part.kind === 'data') ? scores : undefined;
}

/** Queries, keys or values that a reshape parts into heads; undefined for any other reshape. */
export function inHeads(track: Track, shape: Tensor['integers']): Track | undefined {
  const { part } = track.link;
  const all = part.kind === 'layer' ? widthOf(part) : undefined;
  // Queries, keys and values may come out of one product.
  const third = all !== undefined && part.kind === 'layer' && part.fanIn === all / 3 ? all / 3 : undefined;
  const own = track.view?.kind === 'units' ? (track.width ?? third) : (third ?? all ?? track.width);
  if (!shape || shape.length < 3 || !own) return undefined;
  const [count = 0, last = 0] = shape.slice(-2);
  const rank = last > 0 ? last : shape.length > 3 && count > 0 ? own / count : 0;
  return rank > 0 && own % rank === 0 && own > rank ? { ...track, heads: own / rank, rank } : undefined;
}

function widthOf({ sizes }: ImportedLayer): number | undefined {
  return sizes.find(({ argument }) => argument === 'width')?.value;
}

/** The chain that attention stands on, for scores of queries and keys; undefined when they have none in common. */
function scoredBase(chains: Chains, left: Track, right: Track): Track | undefined {
  const heads = left.heads ?? right.heads ?? 1;
  const ranks = [left, right].map(({ rank }) => rank);
  const areParted = ranks.every((rank) => rank !== undefined);
  const [one, other] = [left.link, right.link];
  const scores = (link: Link, rank: number | undefined): Track => {
    const track: Track = { ...plainTrack(link), state: 'scores', heads, ...(rank !== undefined && { rank }) };
    // The weights of queries and keys are in them.
    const inside = [...branch(one, link), ...branch(other, link)].flatMap(({ nodes }) => nodes);
    return { ...track, absorbed: [...(left.absorbed ?? []), ...(right.absorbed ?? []), ...inside] };
  };
  if (left.state !== 'values' || right.state !== 'values') return undefined;
  const isLayer = one.part.kind === 'layer' && one.part.keyword === 'dense';
  // One product for queries, keys and values.
  if (isLayer && one === other && areParted && !hasOwnWeights(left) && one.previous)
    return scores(one.previous, left.rank);
  // Scores of full matrices on units, of which only one side has gone through them.
  const units = chains.settle(left);
  if (one !== other && units === chains.settle(right)) return scores(units, areParted ? left.rank : undefined);
  // Scores of one full matrix, which only one side has gone through.
  const through = (link: Link, from: Link): boolean =>
    link.previous === from &&
    link.part.kind === 'layer' &&
    link.part.keyword === 'dense' &&
    link.part.activation === undefined;
  for (const [link, track] of [
    [one, right],
    [other, left],
  ] as const)
    for (const from of [track.link, chains.settle(track)])
      if (through(link, from)) return scores(chains.settle(plainTrack(track.link)), undefined);
  // Queries and keys, each by weights of its own.
  if (one !== other)
    return one.previous && one.previous === other.previous ? scores(one.previous, left.rank ?? right.rank) : undefined;
  // Scores of full matrices have weights on one side only.
  return scores(one, areParted ? left.rank : undefined);
}

function hasOwnWeights({ link, heads, rank }: Track): boolean {
  const { part } = link;
  return part.kind !== 'layer' || part.activation !== undefined || heads === undefined || rank === undefined;
}
