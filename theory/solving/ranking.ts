import { bestOfPattern, patternNames, type Assignment, type ProblemAt } from './problem.js';
import type { NumericTable } from './numeric-moves.js';
import type { PatternName } from '../study.js';

/** Networks with at most this many patterns are ranked in full; fewer for targets of high degree. */
const completeUpTo = (features: number): number => (features > 10 ? 64 : 256);

/** The patterns of a problem, best first. */
export interface Ranking {
  readonly assignments: readonly Assignment[];
  /** True when every pattern was considered. */
  readonly complete: boolean;
}

/**
 * Ranks the patterns by energy; among equals the one with more lazy layers, then the one that acts later, comes first.
 * @param winner the best of all assignments, whatever the depth; a deep network's list is its winner and its neighbours.
 */
export function rank(problem: ProblemAt, winner: Assignment): Ranking {
  const best = patternNames(winner.solved.moves);
  const { names: candidates, complete } = candidatesNear(problem.numeric, best);
  const others = candidates.flatMap((names) => {
    const assignment = names.join() === best.join() ? undefined : bestOfPattern(problem, names);
    return assignment ?? [];
  });
  return { assignments: [winner, ...others.sort(compare)], complete };
}

/** The patterns that are ranked: all of them (`complete`), or in a deep network the best one's neighbours. */
export function candidatesNear(
  { features, layers }: NumericTable,
  best: readonly PatternName[],
): { readonly names: readonly (readonly PatternName[])[]; readonly complete: boolean } {
  const offered = layers.map((moves) => [...new Set(moves.map((move) => move.source.pattern))]);
  const most = completeUpTo(features.length);
  const count = offered.reduce((product, names) => Math.min(product * names.length, 2 * most), 1);
  const complete = count <= most;
  return { names: complete ? everyAssignment(offered) : neighbours(best, offered), complete };
}

/** The order of patterns: energy, then simplicity. */
export function compare({ solved: left }: Assignment, { solved: right }: Assignment): number {
  const difference = left.logEnergy - right.logEnergy;
  if (Math.abs(difference) > 1e-8) return difference;
  const active = ({ moves }: typeof left): number => moves.filter((move) => move.active).length;
  const first = ({ moves }: typeof left): number => moves.findIndex((move) => move.active);
  return active(left) - active(right) || first(right) - first(left);
}

/** Every way to give each layer one of the patterns that it offers. */
function everyAssignment(offered: readonly (readonly PatternName[])[]): PatternName[][] {
  return offered.reduce<PatternName[][]>(
    (all, names) => all.flatMap((start) => names.map((name) => [...start, name])),
    [[]],
  );
}

/** The winner, all lazy, the winner with one layer changed, and one acting layer alone; in deep networks the last alone. */
function neighbours(winner: readonly PatternName[], offered: readonly (readonly PatternName[])[]): PatternName[][] {
  const lazy = offered.map((): PatternName => 'lazy');
  const all: PatternName[][] = [[...winner], lazy];
  const depth = offered.length;
  const layers = depth <= 16 ? offered.map((_, index) => index) : [depth - 1];
  for (const layer of layers) {
    for (const name of offered[layer] ?? []) {
      if (name !== 'lazy') all.push(lazy.with(layer, name));
      if (depth <= 16 && name !== winner[layer]) all.push([...winner].with(layer, name));
    }
  }
  return [...new Map(all.map((names) => [names.join(), names])).values()];
}
