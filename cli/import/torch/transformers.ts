import type { ImportedLayer, ImportedPart } from '../network.js';

/** Numbers of a head in most transformers, where the file does not say. */
const usualRank = 64;

const queryNames = /^(q|query|q_proj|query_proj|q_lin|q_linear|to_q|wq|w_q)$/i;
const keyNames = /^(k|key|k_proj|key_proj|k_lin|k_linear|to_k|wk|w_k)$/i;
const valueNames = /^(v|value|v_proj|value_proj|v_lin|v_linear|to_v|wv|w_v)$/i;
const fusedNames = /^(c_attn|qkv|qkv_proj|w_?qkv|to_qkv|query_key_value|in_proj|in_proj_weight)$/i;

/** What a file of weights says of an attention layer: its weights by their names. */
interface Attention {
  readonly layer: ImportedLayer;
  /** The parts that it takes the place of. */
  readonly replaces: readonly ImportedPart[];
  /** True where weights are kept as (in, out), as GPT-2 has them. */
  readonly isTransposed: boolean;
}

/**
 * Layers that are known by their names and shapes alone, with attention and transformer blocks put together: queries, keys
 * and values are attention, and a dense layer with one that undoes its width stands with it in a block.
 */
export function withAttention(parts: readonly ImportedPart[]): ImportedPart[] {
  let all = [...parts];
  let isFirst = true;
  for (const { layer, replaces, isTransposed } of attentions(parts)) {
    const [begin] = replaces;
    const at = all.findIndex((part) => part === begin);
    const rest = all.filter((part) => !replaces.includes(part));
    const block = blockAround(layer, rest, isTransposed, isFirst);
    if (!block) {
      all = [...all.slice(0, at), layer, ...all.slice(at)].filter((part) => !replaces.includes(part));
      continue;
    }
    isFirst = false;
    const { members, written } = block;
    const position = Math.min(...[...members, ...replaces].map((part) => all.indexOf(part)));
    const outside = (part: ImportedPart): boolean => !members.includes(part) && !replaces.includes(part);
    all = [...all.slice(0, position).filter(outside), ...written, ...all.slice(position).filter(outside)];
  }
  return all;
}

function attentions(parts: readonly ImportedPart[]): Attention[] {
  const layers = parts.filter((part) => part.kind === 'layer');
  return layers.flatMap((layer): Attention[] => {
    const [parent, last] = split(layer.name);
    const width = widthOf(layer);
    if (layer.keyword === 'attention')
      return [{ layer: { ...layer, scope: layer.name }, replaces: [layer], isTransposed: false }];
    if (layer.keyword !== 'dense' || layer.fanIn === undefined) return [];
    const d = Math.min(width, layer.fanIn);
    if (fusedNames.test(last) && Math.max(width, layer.fanIn) === 3 * d)
      return [{ layer: guessed(parent, d), replaces: [layer], isTransposed: layer.fanIn > width }];
    if (!queryNames.test(last)) return [];
    const beside = (names: RegExp): ImportedLayer | undefined =>
      layers.find(
        ({ name, fanIn }) => split(name)[0] === parent && names.test(split(name)[1]) && fanIn === layer.fanIn,
      );
    const [key, value] = [beside(keyNames), beside(valueNames)];
    return key && value
      ? [{ layer: guessed(parent, layer.fanIn), replaces: [layer, key, value], isTransposed: false }]
      : [];
  });
}

/** Attention on d numbers, with as many heads as is usual. */
function guessed(name: string, d: number): ImportedLayer {
  const heads = Math.max(1, Math.round(d / usualRank));
  return {
    kind: 'layer',
    keyword: 'attention',
    name,
    scope: name,
    sizes: [{ argument: 'heads', value: heads }],
    fanIn: d,
    rank: Math.max(1, Math.round(d / heads)),
    isResidual: false,
    remarks: [`The file does not say how many heads it has: ${usualRank} numbers for each are taken here.`],
  };
}

/** The least part of the model around an attention layer with a dense layer and one that undoes its width. */
function blockAround(
  attention: ImportedLayer,
  rest: readonly ImportedPart[],
  isTransposed: boolean,
  isFirst: boolean,
): { readonly members: readonly ImportedPart[]; readonly written: readonly ImportedPart[] } | undefined {
  const d = attention.fanIn;
  for (let scope = attention.name; scope !== ''; scope = split(scope)[0]) {
    const members = rest.filter((part) => part.kind === 'layer' && part.name.startsWith(`${scope}.`));
    const layers = members.filter((part) => part.kind === 'layer');
    const dense = layers
      .filter(({ keyword }) => keyword === 'dense')
      .map((one) => (isTransposed ? { ...one, fanIn: widthOf(one), sizes: widthIs(one.fanIn) } : one));
    const [up, gate] = dense.filter((one) => one.fanIn === d && widthOf(one) !== d);
    const down = dense.find((one) => widthOf(one) === d && up && one.fanIn === widthOf(up));
    if (!up || !down) continue;
    const others = layers.filter(({ keyword }) => keyword !== 'dense' && keyword !== 'norm');
    if (others.length > 0 || dense.some((one) => one.fanIn !== d && one !== down)) return undefined;
    // Dense layers beyond these are no part of a block: nothing may be lost in it.
    const back = dense.find((one) => one.fanIn === d && widthOf(one) === d);
    if (dense.length > [up, gate, down, back].filter(Boolean).length) return undefined;
    const isKnown = up.activation !== undefined && up.activation !== 'linear' && up.remarks.length === 0;
    const lack = gate && `${gate.name} multiplies the units of ${up.name}: the heuristic has no rule for gates.`;
    return {
      members,
      written: [
        {
          ...attention,
          isResidual: true,
          remarks: isFirst ? attention.remarks : [],
          ...(back && { projection: back.name }),
        },
        {
          ...up,
          scope: `${scope}.${split(up.name)[1]}`,
          isResidual: true,
          projection: down.name,
          activation: isKnown ? up.activation : gate ? 'silu' : 'relu',
          remarks: isKnown || !isFirst ? [] : [unknownActivation(gate !== undefined)],
          ...(lack !== undefined && { lacks: [lack] }),
        },
        ...layers.filter(({ keyword }) => keyword === 'norm').map((norm) => ({ ...norm, scope: norm.name })),
      ],
    };
  }
  return undefined;
}

function unknownActivation(isGated: boolean): string {
  return `It does not say which activation a block has, nor what goes around it: ${isGated ? 'silu' : 'relu'}, and the identities of every transformer, are taken here.`;
}

function widthOf({ sizes }: ImportedLayer): number {
  return sizes.find(({ argument }) => argument === 'width')?.value ?? 0;
}

function widthIs(value = 1): ImportedLayer['sizes'] {
  return [{ argument: 'width', value }];
}

/** A dotted name as what it stands in, and its last word. */
function split(name: string): readonly [parent: string, last: string] {
  const at = name.lastIndexOf('.');
  return at < 0 ? ['', name] : [name.slice(0, at), name.slice(at + 1)];
}
