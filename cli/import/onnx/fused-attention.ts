import { attended } from './attention.js';
import type { Chains, Track } from './chain.js';
import type { Node, Tensor } from './model.js';
import { layerName, layerScope, listOf, numberOf } from './reading.js';

/** Operators that are the whole of attention behind its queries, keys and values: those of ONNX and of its runtime. */
const fused = new Set(['Attention', 'MultiHeadAttention', 'GroupQueryAttention']);

/** True for attention as one operator. */
export function isFusedAttention({ operator }: Node): boolean {
  return fused.has(operator);
}

/**
 * Attention that a model has as one operator, with its heads and the rank of their scores. The runtime's `Attention` has the
 * weights of queries, keys and values in it; the others take what comes out of them, each by itself or all in one.
 * @param inputs the node's inputs that depend on the data, at their places; undefined where one is left out or does not.
 * @param weights those of the runtime's `Attention`.
 * @returns why it could not be taken, in words, where its sizes are not known or it attends to other data.
 */
export function fusedAttention(
  chains: Chains,
  node: Node,
  inputs: readonly (Track | undefined)[],
  weights: Tensor | undefined,
): Track | string {
  const [query, key, value] = inputs;
  if (!query) return 'has queries that do not come from the data';
  const heads = numberOf(node, 'num_heads') ?? numberOf(node, 'q_num_heads') ?? query.heads;
  if (heads === undefined || heads < 1) return 'does not say how many heads it has';
  if (node.domain === 'com.microsoft' && node.operator === 'Attention') {
    const width = listOf(node, 'qkv_hidden_sizes')?.[0] ?? (weights?.shape[1] ?? 0) / 3;
    const rank = rankOf(width, heads);
    if (rank === undefined) return unknownRank(heads);
    const sizes = [{ argument: 'heads', value: heads }] as const;
    const name = layerName(node, undefined) || layerName(node, weights);
    const layer = { keyword: 'attention', name, scope: layerScope(node, undefined), sizes, rank } as const;
    return chains.layer(query, node, layer, undefined, undefined);
  }
  const shared = numberOf(node, 'kv_num_heads') ?? heads;
  // Without keys all three come out of one product.
  const rank = query.rank ?? rankOf(query.width, key ? heads : heads + 2 * shared);
  if (rank === undefined) return unknownRank(heads);
  const split = { heads, rank };
  const scores = attended(chains, node, { ...query, ...split }, { ...(key ?? query), ...split });
  if (!scores) return 'attends to other data than its queries come from';
  const made = attended(chains, node, { ...scores, state: 'attention weights' }, value ?? key ?? query);
  if (!made || shared === heads) return made ?? 'is no layer of the language';
  return chains.lacking(
    made,
    `The ${heads} heads share ${shared} sets of keys and values: each is taken for one of its own.`,
    [],
  );
}

function rankOf(width: number | undefined, parts: number): number | undefined {
  const rank = (width ?? 0) / parts;
  return Number.isInteger(rank) && rank > 0 ? rank : undefined;
}

function unknownRank(heads: number): string {
  return `of ${heads} heads has queries of unknown size`;
}
