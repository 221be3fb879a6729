import type { PlannedNetwork } from '../plan.js';

/** The units of a layer, of all its experts together, and X/A: one over the share of the inputs that each of them sees. */
export interface PlannedUnits {
  readonly units: number;
  readonly spread: number;
}

/**
 * The units of a layer of a planned network; relations can give fractions.
 *
 * A routing that does not look at the target leaves to a unit <g phi, y> = (A/X) <phi, y> (g is 1 where the unit is active), and readout
 * weights of variance 1/(A N) make of X N such squares A/X times the lambda of a dense layer of X N units.
 * @throws RangeError for a layer without units.
 */
export function plannedUnits({ name, sizes }: PlannedNetwork['layers'][number]): PlannedUnits {
  const width = sizes['width'] ?? sizes['channels'];
  if (width === undefined) throw new RangeError(`layer ${name} has no units`);
  const experts = sizes['experts'] ?? 1;
  return { units: experts * width, spread: sizes['experts'] === undefined ? 1 : experts / (sizes['active'] ?? 1) };
}

/** What divides the variance of a readout's weights, beside their number: chi over the prior variance that it is given. `units` is chi in mean-field scaling. */
export function readoutDivisor({ scaling, variance = 1 }: PlannedNetwork['output'], units: number): number {
  return (scaling === 'meanfield' ? units : 1) / variance;
}
