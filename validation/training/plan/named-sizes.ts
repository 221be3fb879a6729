import type { Monomial, Study } from '../../../theory/index.js';
import { freeSizes } from '../../../theory/free-sizes.js';
import { weightVariance } from '../../../theory/variances.js';

/** What the sizes of layers and inputs are called where the study ties them and gives them no name of their own. */
const symbols: Readonly<Record<string, string>> = {
  dimension: 'd',
  count: 'n',
  size: 'S',
  length: 'L',
  width: 'N',
  channels: 'C',
  heads: 'H',
};

/**
 * The sizes of a study as a point shows them: the free ones by their names, and those that are tied to them by the usual symbol, numbered
 * where there are several layers.
 */
export function namedSizes(study: Study): Record<string, number> {
  const { network, reference } = study;
  const free = freeSizes(study);
  const named = new Map(free.map((name) => [name, reference.get(name) ?? 1]));
  const add = (symbol: string, size: Monomial, isNamed: (name: string) => boolean): void => {
    if (named.has(symbol) || free.some((name) => size.toString() === name && isNamed(name))) return;
    named.set(symbol, Math.round(size.value(reference)));
  };
  const ofInput = new Set<string>();
  for (const [key, size] of Object.entries(network.input)) {
    if (typeof size === 'string') continue;
    add(symbols[key] ?? key, size, () => true);
    for (const name of size.exponents.keys()) ofInput.add(name);
  }
  const several = network.layers.length > 1;
  for (const [index, layer] of network.layers.entries()) {
    for (const [key, size] of Object.entries(layer.sizes)) {
      if (key === weightVariance.name) continue;
      // A width tied to the input's size shows under its own symbol.
      const symbol = `${symbols[key] ?? `${layer.name}.${key}`}${several ? index + 1 : ''}`;
      add(symbol, size, (name) => !ofInput.has(name));
    }
  }
  return Object.fromEntries(named);
}
