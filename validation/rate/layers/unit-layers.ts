import type { PatternName } from '../../../theory/index.js';
import type { PlannedNetwork } from '../../plan.js';

type PlannedLayers = PlannedNetwork['layers'];

/** How often a layer is applied: a recurrent one T times, all others once. */
export function stepsOf({ kind, sizes }: PlannedLayers[number]): number {
  return kind === 'recurrent' ? Math.max(1, Math.round(sizes['steps'] ?? 1)) : 1;
}

/** How many layers of units one of a network stands for: a norm has none, a recurrent one what takes in and what is applied again. */
function unitLayers(layer: PlannedLayers[number]): number {
  return layer.kind === 'norm' ? 0 : Math.min(stepsOf(layer), 2);
}

/**
 * What a recurrent layer of a pattern may do as it takes in, and as it is applied again. All that it does there is a spike
 * along what came in (`magnetization`) or a gain at every step.
 */
const whenApplied: Readonly<Record<PatternName, readonly (readonly [PatternName, PatternName])[]>> = {
  lazy: [['lazy', 'lazy']],
  gfl: [
    ['gfl', 'magnetization'],
    ['gfl', 'gfl'],
  ],
  magnetization: [['gfl', 'magnetization']],
  specialization: [
    ['specialization', 'specialization'],
    ['specialization', 'lazy'],
    ['specialization', 'magnetization'],
  ],
};

/** Patterns of a network's layers as patterns of its layers of units, in all the ways that there are. */
export function ofUnitLayers(layers: PlannedLayers, patterns: readonly PatternName[]): PatternName[][] {
  return layers.reduce<PatternName[][]>(
    (ways, layer, index) => {
      const pattern = patterns[index] ?? 'lazy';
      const own = [[], [[pattern]], whenApplied[pattern]][unitLayers(layer)] ?? [];
      return own.length === 0 ? ways : ways.flatMap((before) => own.map((names) => [...before, ...names]));
    },
    [[]],
  );
}

/** What a network's layers show, from what its layers of units do. */
export function ofNetworkLayers(layers: PlannedLayers, seen: readonly PatternName[]): PatternName[] {
  let next = 0;
  return layers.map((layer) => {
    const own = seen.slice(next, (next += unitLayers(layer)));
    return own.find((pattern) => pattern !== 'lazy') ?? 'lazy';
  });
}
