import { candidatesNear, compare } from './ranking.js';
import { bestAssignment, bestOfPattern, patternNames, type Assignment, type ProblemAt } from './problem.js';
import type { PatternName } from '../study.js';

/**
 * The assignment that the ranking puts first, without ranking all: among equal energies the one with more lazy layers,
 * then the one that acts later, then the first in the order in which layers offer them.
 * @returns undefined when the target cannot be represented.
 */
export function winnerAt(problem: ProblemAt): Assignment | undefined {
  const best = bestAssignment(problem);
  if (!best) return undefined;
  const names = patternNames(best.solved.moves);
  const enough = best.solved.logEnergy + equalWithin;
  let winner: Assignment | undefined;
  for (const candidate of simplest(problem, names)) {
    const assignment = bestOfPattern(problem, candidate, enough);
    if (assignment && (!winner || compare(assignment, winner) < 0)) winner = assignment;
  }
  return winner && compare(winner, best) <= 0 ? winner : best;
}

/** Logarithms of energies that count as equal lie no farther apart. */
const equalWithin = 2e-8;

const cache = new WeakMap<object, Map<string, readonly (readonly PatternName[])[]>>();

/** The patterns that can stand before a given one of the same energy: those in which no more layers act. */
function simplest({ table, numeric }: ProblemAt, best: readonly PatternName[]): readonly (readonly PatternName[])[] {
  const lists = cache.get(table) ?? new Map<string, readonly (readonly PatternName[])[]>();
  cache.set(table, lists);
  const active = (names: readonly PatternName[]): number => names.filter((name) => name !== 'lazy').length;
  const key = best.join();
  const list = lists.get(key) ?? candidatesNear(numeric, best).names.filter((names) => active(names) <= active(best));
  lists.set(key, list);
  return list;
}
