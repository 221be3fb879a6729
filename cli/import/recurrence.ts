import type { ImportedLayer, ImportedPart } from './network.js';

/**
 * Layers with the same weights one after the other as one recurrent layer, together with the layer of as many units that
 * brings the data in. A layer that is applied once more and no more than that cannot be told from a layer of its own.
 */
export function withRecurrence(parts: readonly ImportedPart[]): ImportedPart[] {
  const found: ImportedPart[] = [];
  for (let index = 0; index < parts.length;) {
    const tied = tiedAt(parts, index);
    const [again] = tied;
    if (!again || tied.length < 2) {
      found.push(...parts.slice(index, ++index));
      continue;
    }
    const before = found.at(-1);
    const begin = before?.kind === 'layer' && isAlike(before, again) ? before : undefined;
    if (begin) found.pop();
    found.push(recurrent(begin ? [begin, ...tied] : tied, again));
    index += tied.length;
  }
  return found;
}

/** The layers from `start` on that share their weights. */
function tiedAt(parts: readonly ImportedPart[], start: number): ImportedLayer[] {
  const tied: ImportedLayer[] = [];
  for (const part of parts.slice(start)) {
    const [first = part] = tied;
    if (part.kind !== 'layer' || first.kind !== 'layer' || part.weights === undefined) break;
    if (part.weights !== first.weights || !isAlike(part, first)) break;
    tied.push(part);
  }
  return tied;
}

function isAlike(one: ImportedLayer, other: ImportedLayer): boolean {
  return (
    one.keyword === 'dense' &&
    other.keyword === 'dense' &&
    !one.isResidual &&
    !other.isResidual &&
    one.activation === other.activation &&
    one.sizes[0]?.value === other.sizes[0]?.value
  );
}

function recurrent(layers: readonly ImportedLayer[], again: ImportedLayer): ImportedLayer {
  const [first = again] = layers;
  const parent = (again.scope ?? '').split('.').slice(0, -1).at(-1);
  return {
    kind: 'layer',
    keyword: 'recurrent',
    name: parent ?? again.name,
    sizes: [...again.sizes, { argument: 'steps', value: layers.length }],
    activation: again.activation,
    ...(first.fanIn !== undefined && { fanIn: first.fanIn }),
    weightCount: layers.reduce((sum, { weightCount = 1 }) => sum + weightCount, 0),
    isResidual: false,
    remarks: layers.flatMap(({ remarks }) => remarks),
  };
}
