import type { PatternName } from '../../../theory/index.js';
import type { PlannedNetwork } from '../../plan.js';

type PlannedLayers = PlannedNetwork['layers'];

/** How many layers of units one of a network stands for: a norm has none. */
function unitLayers({ kind }: PlannedLayers[number]): number {
  return kind === 'norm' ? 0 : 1;
}

/** Patterns of a network's layers as patterns of its layers of units, in all the ways that there are. */
export function ofUnitLayers(layers: PlannedLayers, patterns: readonly PatternName[]): PatternName[][] {
  return [layers.flatMap((layer, index) => (unitLayers(layer) > 0 ? [patterns[index] ?? 'lazy'] : []))];
}

/** What a network's layers show, from what its layers of units do. */
export function ofNetworkLayers(layers: PlannedLayers, seen: readonly PatternName[]): PatternName[] {
  let next = 0;
  return layers.map((layer) => {
    const own = seen.slice(next, (next += unitLayers(layer)));
    return own.find((pattern) => pattern !== 'lazy') ?? 'lazy';
  });
}
