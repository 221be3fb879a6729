import { Monomial } from '../monomial.js';
import type { Layer } from '../study.js';
import type { Alternative, Move } from './kind.js';
import { sizeOf } from './sizes.js';

/** X experts, of which an input sees A; undefined for a layer without experts. One is active where nothing is said. */
export function expertsOf(layer: Layer): { readonly count: Monomial; readonly active: Monomial } | undefined {
  const count = layer.sizes['experts'];
  return count && { count, active: layer.sizes['active'] ?? Monomial.one };
}

/** The units of all experts together: X N. */
export function unitsOf(layer: Layer): Monomial {
  return (expertsOf(layer)?.count ?? Monomial.one).times(sizeOf(layer, 'width'));
}

/** X/A: one over the share of the pairs of inputs that meet in an expert. */
export function spreadOf(layer: Layer): Monomial {
  const experts = expertsOf(layer);
  return experts ? experts.count.over(experts.active) : Monomial.one;
}

/**
 * The moves of a layer whose kernel couples only inputs that share an expert: every outgoing inverse eigenvalue is X/A times
 * as large, costs and parameters are those of all units together (derived).
 */
export function routed(moves: readonly Move[], spread: Monomial): Move[] {
  if (spread.isOne) return [...moves];
  const cache = new Map<Alternative, Alternative>();
  const costlier = (way: Alternative): Alternative => {
    const made = cache.get(way) ?? { ...way, constant: way.constant.times(spread) };
    cache.set(way, made);
    return made;
  };
  return moves.map((move) => ({
    ...move,
    outgoing: new Map([...move.outgoing].map(([feature, ways]) => [feature, ways.map(costlier)] as const)),
  }));
}
