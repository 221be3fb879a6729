import { plannedDirections } from '../../network/target.js';
import { plannedUnits } from '../../network/units.js';
import type { PlannedPoint } from '../../plan.js';

/**
 * The mean number of first-layer units a chain whose weights make an angle of less than 60 degrees with one of the target's directions: a
 * cosine above half of the largest there is.
 * @param weights the unit-variance weights of each chain, those of the first layer first, unit by unit; null is not finite.
 * @returns undefined unless the first layer is dense on gaussian inputs, whose first axes the target takes.
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
  const directions = Math.round(plannedDirections(target));
  let aligned = 0;
  for (const row of weights) {
    for (let unit = 0; unit < width; unit++) {
      let [square, along] = [0, 0];
      for (let k = 0; k < dimension; k++) {
        const part = Number(row?.[unit * dimension + k] ?? 0) ** 2;
        square += part;
        if (k < directions) along = Math.max(along, part);
      }
      if (4 * along > square) aligned++;
    }
  }
  return aligned / weights.length;
}
