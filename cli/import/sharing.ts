import type { ImportedPart } from './network.js';

/** Layers that share their weights with an earlier one, which the language cannot say, with a sentence for it. */
export function withSharing(parts: readonly ImportedPart[]): ImportedPart[] {
  const first = new Map<string, string>();
  return parts.map((part) => {
    if (part.kind === 'gap' || part.weights === undefined || part.weights === '') return part;
    const other = first.get(part.weights);
    if (other === undefined) {
      first.set(part.weights, part.name || 'an earlier layer');
      return part;
    }
    const lack = `${part.name || 'This layer'} has the weights of ${other}: the language has layers with weights of their own.`;
    return { ...part, lacks: [...(part.lacks ?? []), lack] };
  });
}
