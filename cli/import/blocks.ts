import type { ImportedLayer, ImportedPart } from './network.js';

/**
 * The parts of a network with residual attention and the residual dense layer behind it as one transformer block, together
 * with the norms that stand around them in the same part of the model.
 */
export function withBlocks(parts: readonly ImportedPart[]): ImportedPart[] {
  const found: ImportedPart[] = [];
  for (let index = 0; index < parts.length;) {
    const members = blockAt(parts, index);
    const [first] = members;
    if (first) {
      const isFirst = !found.some((part) => part.kind === 'layer' && part.keyword === 'block');
      const block = blockOf(members, isFirst);
      // Norms in front of it that belong to what comes before.
      while (!isWithin(parts[index], block.scope)) found.push(...parts.slice(index, ++index));
      found.push(block);
      index = parts.indexOf(members.at(-1) ?? first) + 1;
    } else found.push(...parts.slice(index, ++index));
  }
  return found;
}

/** The layers from `start` on that are a block, norms in front of it among them; none when they are no block. */
function blockAt(parts: readonly ImportedPart[], start: number): ImportedLayer[] {
  let at = start;
  const members: ImportedLayer[] = [];
  const norms = (): void => {
    for (let part = parts[at]; part?.kind === 'layer' && part.keyword === 'norm'; part = parts[++at])
      members.push(part);
  };
  norms();
  const attention = parts[at++];
  if (attention?.kind !== 'layer' || attention.keyword !== 'attention' || !attention.isResidual) return [];
  members.push(attention);
  norms();
  const dense = parts[at++];
  if (dense?.kind !== 'layer' || dense.keyword !== 'dense' || !dense.isResidual || !dense.activation) return [];
  members.push(dense);
  // A norm behind it is of this block only where the model says so.
  const scope = commonScope(attention, dense);
  for (let part = parts[at]; scope && isWithin(part, scope) && part?.kind === 'layer'; part = parts[++at]) {
    if (part.keyword !== 'norm') break;
    members.push(part);
  }
  return members;
}

function blockOf(layers: readonly ImportedLayer[], isFirst: boolean): ImportedLayer & { readonly scope: string } {
  const attention = layers.find(({ keyword }) => keyword === 'attention');
  const dense = layers.find(({ keyword }) => keyword === 'dense');
  const scope = attention && dense ? commonScope(attention, dense) : '';
  const inside = layers.filter((layer) => isWithin(layer, scope));
  return {
    kind: 'layer',
    keyword: 'block',
    name: nameOf(scope),
    scope,
    sizes: [...(attention?.sizes ?? []), ...(dense?.sizes ?? [])],
    activation: dense?.activation,
    ...(attention?.rank !== undefined && { rank: attention.rank }),
    // Within identities every layer takes as many numbers.
    ...(dense?.fanIn !== undefined && { fanIn: dense.fanIn }),
    weightCount: layers.reduce((sum, { weightCount = 1 }) => sum + weightCount, 0),
    isResidual: false,
    remarks: [
      `${list(inside, scope)}.`,
      ...(isFirst ? ['Norms, and the weights behind attention and the dense layer, change no scale.'] : []),
      ...inside.flatMap(({ remarks }) => remarks),
    ],
    lacks: inside.flatMap(({ lacks }) => lacks ?? []),
  };
}

/** `encoder.layers.0`, which attention is or stands in, and the dense layer stands in; empty where there is none. */
function commonScope({ scope: one = '' }: ImportedLayer, { scope: other = '' }: ImportedLayer): string {
  const parent = other.split('.').slice(0, -1);
  const shared = one.split('.').findIndex((part, index) => part !== parent[index]);
  return (shared < 0 ? parent.slice(0, one.split('.').length) : parent.slice(0, shared)).join('.');
}

function isWithin(part: ImportedPart | undefined, scope: string): boolean {
  return part?.kind === 'layer' && (scope === '' || `${part.scope ?? ''}.`.startsWith(`${scope}.`));
}

/** `layers_0`: the last word of a scope, with its number where it has one. */
function nameOf(scope: string): string {
  const words = scope.split('.');
  return /^\d+$/.test(words.at(-1) ?? '') ? words.slice(-2).join('_') : (words.at(-1) ?? '');
}

/** What of the model is in a block: `ln1, attn and attn.out_proj, ln2, fc and proj`. */
function list(layers: readonly ImportedLayer[], scope: string): string {
  const short = (name: string): string => (name.startsWith(`${scope}.`) ? name.slice(scope.length + 1) : name);
  const named = layers.flatMap(({ name, keyword, scope: own, projection = '' }) => {
    // Attention that the block computes itself has no name of its own.
    const both = [own === scope ? keyword : name, projection].filter(Boolean).map(short);
    return both.length > 0 ? [both.join(' and ')] : [];
  });
  return named.length > 0 ? `In the model ${named.join(', ')}` : 'Attention, and a dense layer behind it';
}
