import { compare, everyAssignment } from '../solving/ranking.js';
import { bestAssignment, bestOfPattern, patternNames, type Assignment, type ProblemAt } from '../solving/problem.js';
import type { PatternName } from '../study.js';

/** Networks with more patterns than this are asked for their best assignment alone. */
const comparedUpTo = 256;

/**
 * The assignment that the ranking puts first, without ranking all: among equal energies the one with more lazy layers,
 * then the one that acts later, then the first in the order in which layers offer them.
 */
export function winnerAt(problem: ProblemAt): Assignment | undefined {
  const best = bestAssignment(problem);
  if (!best) return undefined;
  const active = (names: readonly PatternName[]): number => names.filter((name) => name !== 'lazy').length;
  const most = active(patternNames(best.solved.moves));
  let winner: Assignment | undefined;
  for (const names of simplest(problem, most)) {
    const assignment = bestOfPattern(problem, names);
    if (assignment && (!winner || compare(assignment, winner) < 0)) winner = assignment;
  }
  return winner && compare(winner, best) <= 0 ? winner : best;
}

const known = new WeakMap<object, Map<number, readonly (readonly PatternName[])[]>>();

/** The patterns with at most so many layers that act. */
function simplest({ table, numeric }: ProblemAt, most: number): readonly (readonly PatternName[])[] {
  const lists = known.get(table) ?? new Map<number, readonly (readonly PatternName[])[]>();
  known.set(table, lists);
  const list = lists.get(most);
  if (list) return list;
  const offered = numeric.layers.map((moves) => [...new Set(moves.map((move) => move.source.pattern))]);
  const count = offered.reduce((product, names) => Math.min(product * names.length, 2 * comparedUpTo), 1);
  const all =
    count > comparedUpTo
      ? []
      : everyAssignment(offered).filter((names) => names.filter((name) => name !== 'lazy').length <= most);
  lists.set(most, all);
  return all;
}
