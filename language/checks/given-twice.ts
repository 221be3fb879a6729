import type { Finding } from './check.js';

/** A finding for each part whose key an earlier part has. */
export function* givenTwice(
  parts: readonly (Finding['node'] & { readonly key: string })[],
  code: 'arch-duplicate-argument' | 'arch-duplicate-property',
): Iterable<Finding> {
  const seen = new Set<string>();
  for (const node of parts) {
    const { key } = node;
    if (key && seen.has(key))
      yield { node, property: 'key', code, message: { code: 'given-twice', key }, data: { name: key } };
    seen.add(key);
  }
}
