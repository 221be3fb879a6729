import { plannedUnits } from '../../network/units.js';
import { plannedDirections } from '../../network/target.js';
import type { PlannedPoint } from '../../plan.js';

/**
 * The mean number of first-layer units a chain whose weights make an angle of less than 60 degrees with the target's direction: a cosine above
 * half of the largest there is.
 * @param weights the unit-variance weights of each chain, those of the first layer first, unit by unit; null is not finite.
 * @returns undefined unless the first layer is dense on gaussian inputs, whose first axis the target takes.
 */
export function alignedUnits(
  { network: { input, layers }, target }: Pick<PlannedPoint, 'network' | 'target'>,
  weights: readonly (ArrayLike<number | null> | undefined)[],
): number | undefined {
  const [first] = layers;
  const hasDirection = plannedDirections(target) > 0;
  if (!hasDirection || input.kind !== 'gaussian' || first?.kind !== 'dense' || weights.length === 0) return undefined;
  const width = Math.round(plannedUnits(first).units);
  const dimension = Math.round(input.dimension);
  let aligned = 0;
  for (const row of weights) {
    for (let unit = 0; unit < width; unit++) {
      let square = 0;
      for (let k = 0; k < dimension; k++) square += Number(row?.[unit * dimension + k] ?? 0) ** 2;
      const along = Number(row?.[unit * dimension] ?? 0);
      if (4 * along * along > square) aligned++;
    }
  }
  return aligned / weights.length;
}
