import type { Monomial, Study } from '../../theory/index.js';
import { freeSizesOf } from './range.js';

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
  const free = freeSizesOf(study);
  const named = new Map(free.map((name) => [name, reference.get(name) ?? 1]));
  const add = (symbol: string, size: Monomial): void => {
    if (free.some((name) => size.toString() === name) || named.has(symbol)) return;
    named.set(symbol, Math.round(size.value(reference)));
  };
  for (const [key, size] of Object.entries(network.input)) {
    if (typeof size !== 'string') add(symbols[key] ?? key, size);
  }
  const several = network.layers.length > 1;
  for (const [index, layer] of network.layers.entries()) {
    for (const [key, size] of Object.entries(layer.sizes)) {
      add(`${symbols[key] ?? `${layer.name}.${key}`}${several ? index + 1 : ''}`, size);
    }
  }
  return Object.fromEntries(named);
}
