import type { Plan } from '../../plan.js';

/**
 * The order in which the points of a plan are measured: after any share of them every size and number of samples has about that share of its data sets, so that a run can end
 * at any time. Among points of one share the costliest come first, so that no core is left alone with one.
 * @param costOf what a point takes, in any unit.
 * @returns the indices of all points.
 */
export function balancedOrder({ points }: Pick<Plan, 'points'>, costOf: (index: number) => number): number[] {
  const groups = points.map(({ sizes }) => JSON.stringify(sizes));
  const counts = new Map<string, number>();
  for (const group of groups) counts.set(group, (counts.get(group) ?? 0) + 1);
  const ranks = new Map<string, number>();
  // The data sets of a group by their seed, whatever their order in the plan.
  const bySeed = points
    .map(({ seed }, index) => ({ seed, index }))
    .sort((a, b) => a.seed - b.seed || a.index - b.index);
  const shares = new Map<number, number>();
  for (const { index } of bySeed) {
    const group = groups[index] ?? '';
    const rank = (ranks.get(group) ?? 0) + 1;
    ranks.set(group, rank);
    shares.set(index, rank / (counts.get(group) ?? 1));
  }
  const at = (index: number): number => shares.get(index) ?? 1;
  return points.map((_, index) => index).sort((a, b) => at(a) - at(b) || costOf(b) - costOf(a) || a - b);
}
