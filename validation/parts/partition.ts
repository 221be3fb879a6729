import type { Plan, PlannedPoint } from '../plan.js';

/** What of a plan its division depends on. */
interface Divided {
  readonly points: readonly Pick<PlannedPoint, 'sizes'>[];
  readonly sweep: Pick<Plan['sweep'], 'variable'>;
}

/** Schedulers rarely take larger job arrays than this: Slurm's MaxArraySize is 1001 unless it is changed. */
const mostParts = 1000;

/** Into how many parts a plan is divided when nobody says otherwise: one for each value of the swept size. */
export function naturalParts(plan: Divided): number {
  return Math.min(groupsOf(plan).length, mostParts);
}

/**
 * Divides the points of a plan into parts that are measured independently.
 *
 * Points of the same swept size stay together, because an engine may measure them as one batch; they are divided only when
 * there are more parts than such sizes. Neighbouring sizes go to different parts, so that each has dear and cheap ones.
 * @param count how many parts at most, 1 or more.
 * @returns the indices of the points of each part, in the order of the plan; no part is empty.
 */
export function partsOf(plan: Divided, count: number): number[][] {
  const groups = groupsOf(plan);
  const wanted = Math.min(count, mostParts);
  const perGroup = Math.max(1, Math.floor(wanted / groups.length));
  const parts = Array.from({ length: wanted }, (): number[] => []);
  for (const [group, indices] of groups.entries()) {
    for (const [position, index] of indices.entries()) {
      parts[(group * perGroup + (position % perGroup)) % wanted]?.push(index);
    }
  }
  return parts.filter((indices) => indices.length > 0).map((indices) => indices.sort((a, b) => a - b));
}

/** The indices of the points of each value of the swept size. */
function groupsOf({ points, sweep }: Divided): number[][] {
  const groups = new Map<number | undefined, number[]>();
  for (const [index, { sizes }] of points.entries()) {
    const key = sizes[sweep.variable];
    const group = groups.get(key);
    if (group) group.push(index);
    else groups.set(key, [index]);
  }
  return [...groups.values()];
}
