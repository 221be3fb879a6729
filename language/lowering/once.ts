import type { AstNode } from 'langium';

const memories = new Set<() => void>();

/** Says what is to be done when files change: whatever was worked out from their syntax trees may have become wrong. */
export function whenFilesChange(forget: () => void): void {
  memories.add(forget);
}

/** Forgets all that was worked out from syntax trees. To be called whenever a file changed or was linked anew. */
export function forgetLowered(): void {
  for (const forget of memories) forget();
}

/** A lowering that works each node out once for as long as no file changes: many checks and features ask for the same. */
export function once<Node extends AstNode, Result>(lower: (node: Node) => Result): (node: Node) => Result {
  let cache = new WeakMap<Node, { readonly result: Result }>();
  whenFilesChange(() => (cache = new WeakMap()));
  return (node) => {
    let entry = cache.get(node);
    if (!entry) cache.set(node, (entry = { result: lower(node) }));
    return entry.result;
  };
}
